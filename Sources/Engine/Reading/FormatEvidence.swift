/// Which way of writing formatted numbers reads the values of a column.
struct FormatEvidence: Sendable {
  private struct Side: Sendable {
    var count = 0
    var maxScale = 0
    var maxWhole = 0
    var percents = 0
    var currencies: Set<NumberStyle.Currency> = []
  }

  private var point = Side()
  private var comma = Side()
  private var total = 0

  /// So few values prove nothing about how a column is written, unless its name does.
  private static let enoughToTell = 8

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count <= 40 else { return }
    total += 1
    if let found = NumberText.formatted(text, decimalMark: .point) { Self.add(found, to: &point) }
    if let found = NumberText.formatted(text, decimalMark: .comma) { Self.add(found, to: &comma) }
  }

  mutating func add(_ count: Int) {
    total += count
    point.count += count
    comma.count += count
  }

  private static func add(_ found: NumberText.Formatted, to side: inout Side) {
    side.count += 1
    side.maxScale = max(side.maxScale, found.number.scale)
    if found.isPercent { side.percents += 1 }
    if let currency = found.currency { side.currencies.insert(currency) }
  }

  /// The style that reads at least `enough` values; numbers of two currencies are no one column.
  func style(_ enough: Int, name: String) -> (scale: Int, style: NumberStyle)? {
    guard enough >= Self.enoughToTell || NameHint.money.matches(name) else { return nil }
    for (side, mark) in [(point, UInt8.point), (comma, UInt8.comma)] where side.count >= enough {
      guard side.currencies.count <= 1, side.percents == 0 || side.percents >= enough else {
        continue
      }
      let isPercent = side.percents > 0
      let scale = side.maxScale + (isPercent ? 2 : 0)
      guard scale <= NumberText.maxScale else { continue }
      return (
        scale,
        NumberStyle(decimalMark: mark, currency: side.currencies.first, isPercent: isPercent)
      )
    }
    return nil
  }
}
