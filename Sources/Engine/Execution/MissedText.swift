import Syntax

/// A text that a filter asked for and no row has: what rows have instead.
public struct MissedText: Sendable {
  public let column: String
  public let wanted: String
  /// The same text in other letters: `VIP` for `vip`, half width for full width, simplified for
  /// traditional, `000112` for `112`; and how many rows have it.
  public let variant: (text: String, count: Int)?
  /// The values that most rows have, most first.
  public let common: [String]

  private static let listed = 6

  /// nil unless `condition` is `column = 'text'` on a column of few values, or of ids that differ by
  /// zeros in front.
  init?(_ condition: BoundExpression, in relation: Relation) {
    guard case .apply(let call) = condition.node, call.name == "=", call.arguments.count == 2,
      let place = call.arguments.firstIndex(where: { $0.constant == nil }),
      case .column(let index) = call.arguments[place].node,
      case .string(let wanted)? = call.arguments[1 - place].constant
    else { return nil }
    column = relation.fields[index].name
    self.wanted = wanted
    let stored = relation.columns[index]
    if let padded = Self.padded(wanted, in: stored, relation) {
      (variant, common) = (padded, [])
      return
    }
    guard case .codes(let codes, let dictionary) = stored.storage else { return nil }
    var counts = [Int](repeating: 0, count: dictionary.count)
    for row in relation.rowList where !stored.isNull(Int(row)) { counts[codes[Int(row)]] += 1 }
    let present = counts.indices.filter { counts[$0] > 0 }.sorted { counts[$0] > counts[$1] }
    common = present.prefix(Self.listed).map(dictionary.string)
    let folded = LabelFolding.fold(wanted)
    variant = present.first { LabelFolding.fold(dictionary.string($0)) == folded }
      .map { (dictionary.string($0), counts[$0]) }
  }

  /// The text of the rows that are `wanted` but for zeros in front, and how many they are.
  private static func padded(
    _ wanted: String, in column: Column, _ relation: Relation
  ) -> (String, Int)? {
    guard !wanted.isEmpty, wanted.utf8.allSatisfy(\.isDigit) else { return nil }
    let value = wanted.utf8.drop { $0 == .zero }
    switch column.storage {
    case .numbered(let ids) where ids.prefix.isEmpty:
      guard let number = Int64(wanted) else { return nil }
      let rows = relation.rowList.filter {
        !column.isNull(Int($0)) && ids.numbers[Int($0)] == number
      }
      return rows.first.map { (ids.string(Int($0)), rows.count) }
    case .codes(let codes, let dictionary):
      let variants = (0..<dictionary.count).filter {
        dictionary.string($0).utf8.drop { $0 == .zero }.elementsEqual(value)
      }
      guard let first = variants.first else { return nil }
      let count = relation.rowList.count {
        !column.isNull(Int($0)) && codes[Int($0)] == first
      }
      return count > 0 ? (dictionary.string(first), count) : nil
    case .numbered, .text, .integers, .doubles, .bits, .constant: return nil
    }
  }
}
