import Syntax

/// What was assumed about columns, where another reading was possible.
enum Remarks {
  static func remarks(_ plan: PassPlan, _ evidence: [ColumnEvidence]) -> [Message] {
    var remarks: [Message] = []
    for (index, column) in plan.columns.enumerated() {
      remarks += self.remarks(column, evidence[index], name: plan.names[index])
    }
    return remarks
  }

  private static func remarks(
    _ column: ColumnPlan, _ evidence: ColumnEvidence, name: String
  ) -> [Message] {
    var remarks: [Message] = []
    switch column.kind {
    case .date(let order), .timestamp(let order):
      if order == .mdy {
        remarks.append(
          evidence.ambiguousDates
            ? Message(
              "dates in '{0}' read as month/day/year, though day/month/year would fit", name)
            : Message("dates in '{0}' read as month/day/year", name))
      } else if order == .dmy {
        remarks.append(Message("dates in '{0}' read as day/month/year", name))
      }
      if evidence.hasOffsets {
        remarks.append(Message("times in '{0}' with a zone offset are kept as UTC", name))
      }
    case .int(let dropsPointZero):
      if dropsPointZero {
        remarks.append(Message("numbers in '{0}' end in .0 and are read as whole numbers", name))
      }
    case .formatted(_, let style):
      if style.decimalMark == .comma {
        remarks.append(Message("numbers in '{0}' are read with a decimal comma", name))
      }
      if let currency = style.currency {
        remarks.append(Message("'{0}' is in {1}", name, currency.rawValue))
      }
    case .bool, .decimal, .float, .numbered, .coded, .text: break
    }
    let words = evidence.nullWords(weakToo: column.hasWeakNulls)
    if !column.kind.isText, !words.isEmpty {
      let list = words.map { "'\($0)'" }.joined(separator: ", ")
      remarks.append(Message("{0} in '{1}' read as no value", list, name))
    }
    return remarks
  }
}
