extension BoundExpression {
  /// Equal for expressions that have equal values in the same relation: aggregates that look at the same
  /// values, or count the same rows, share the work.
  var fingerprint: String {
    let own = type.fingerprint + "|" + ownFingerprint
    if case .column = node { return own }
    return own + "(" + children.map(\.fingerprint).joined(separator: ",") + ")"
  }

  /// Whether no other expression, of this query or of a definition bound elsewhere, has the fingerprint:
  /// places in a source and addresses of tables may come again.
  var hasOwnFingerprint: Bool {
    var isOwn = true
    visit { part in
      switch part.node {
      case .computed(.definition), .computed(.rowMetric): break
      case .computed, .isIn, .coded, .lookup: isOwn = false
      default: break
      }
    }
    return isOwn
  }

  private var ownFingerprint: String {
    switch node {
    case .constant(let value): value.fingerprint
    case .coded(let code, let dictionary): "code \(code) \(ObjectIdentifier(dictionary))"
    case .column(let index): "column \(index)"
    case .computed(.rowMetric(let metric)): "row \(metric.key)"
    case .computed(.definition(let key)): "definition \(key)"
    case .computed: "computed \(span)"
    // A kernel may hold more than its arguments; those of comparisons do not.
    case .apply(let call):
      Comparison(functionName: call.name) == nil ? "call \(call.id)" : call.name
    case .not: "not"
    case .and: "and"
    case .or: "or"
    case .isNull: "null"
    case .isIn(_, let set): "in \(ObjectIdentifier(set))"
    case .inRange(_, let low, let high): "range \(low) \(high)"
    case .codeTest(_, let table): "codes \(table)"
    case .classSet: "set"
    case .rank(_, let ranks): "rank \(ranks)"
    case .lookup(_, let table): "look up \(ObjectIdentifier(table))"
    case .caseWhen(let branches, let otherwise): "case \(branches.count) \(otherwise != nil)"
    }
  }
}

// Not by the compiler's way to spell any value: that asks for its parts one by one, and took longer than
// to sum up ten thousand rows.
extension ColumnType {
  fileprivate var fingerprint: String {
    if case .decimal(let scale) = self { "\(word) \(scale)" } else { word }
  }
}

extension Value {
  fileprivate var fingerprint: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): "int \(value)"
    case .decimal(let value, let scale): "decimal \(value) \(scale)"
    case .float(let value): "float \(value.bitPattern)"
    case .date(let day): "date \(day)"
    case .timestamp(let time): "timestamp \(time)"
    // As numbers: texts that Swift takes for equal, written with other characters, are different values.
    case .string(let text): "text " + text.utf8.map(String.init).joined(separator: " ")
    }
  }
}
