import Syntax

/// A text that a filter asked for and no row has: what rows have instead.
public struct MissedText: Sendable {
  public let column: String
  public let wanted: String
  /// The same text in other letters: `VIP` for `vip`, half width for full width, simplified for
  /// traditional; and how many rows have it.
  public let variant: (text: String, count: Int)?
  /// The values that most rows have, most first.
  public let common: [String]

  private static let listed = 6

  /// nil unless `condition` is `column = 'text'` on a column of few values.
  init?(_ condition: BoundExpression, in relation: Relation) {
    guard case .apply(let call) = condition.node, call.name == "=", call.arguments.count == 2,
      let place = call.arguments.firstIndex(where: { $0.constant == nil }),
      case .column(let index) = call.arguments[place].node,
      case .string(let wanted)? = call.arguments[1 - place].constant,
      case .codes(let codes, let dictionary) = relation.columns[index].storage
    else { return nil }
    column = relation.fields[index].name
    self.wanted = wanted
    var counts = [Int](repeating: 0, count: dictionary.count)
    for row in relation.rowList where !relation.columns[index].isNull(Int(row)) {
      counts[codes[Int(row)]] += 1
    }
    let present = counts.indices.filter { counts[$0] > 0 }.sorted { counts[$0] > counts[$1] }
    common = present.prefix(Self.listed).map(dictionary.string)
    let folded = LabelFolding.fold(wanted)
    variant = present.first { LabelFolding.fold(dictionary.string($0)) == folded }
      .map { (dictionary.string($0), counts[$0]) }
  }
}
