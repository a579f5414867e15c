import Syntax

/// A text that a filter asked for and no row has, while rows have it in other letters: `vip` for
/// `VIP`, full width for half width, traditional for simplified.
public struct MissedText: Sendable {
  public let column: String
  public let wanted: String
  public let found: String
  /// Rows that have `found`.
  public let count: Int

  /// nil unless `condition` is `column = 'text'` and a variant is there.
  init?(_ condition: BoundExpression, in relation: Relation) {
    guard case .apply(let call) = condition.node, call.name == "=", call.arguments.count == 2,
      let place = call.arguments.firstIndex(where: { $0.constant == nil }),
      case .column(let index) = call.arguments[place].node,
      case .string(let wanted)? = call.arguments[1 - place].constant,
      case .codes(let codes, let dictionary) = relation.columns[index].storage
    else { return nil }
    let folded = LabelFolding.fold(wanted)
    let variants = (0..<dictionary.count).filter {
      LabelFolding.fold(dictionary.string($0)) == folded
    }
    guard !variants.isEmpty else { return nil }
    var counts = [Int](repeating: 0, count: dictionary.count)
    for row in relation.rowList where !relation.columns[index].isNull(Int(row)) {
      counts[codes[Int(row)]] += 1
    }
    guard let most = variants.max(by: { counts[$0] < counts[$1] }), counts[most] > 0 else {
      return nil
    }
    column = relation.fields[index].name
    self.wanted = wanted
    found = dictionary.string(most)
    count = counts[most]
  }
}
