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

  /// So few values prove nothing about how a column is written, unless its name does.
  private static let enoughToTell = 8

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count <= 40 else { return }
    if let found = NumberText.formatted(text, decimalMark: .point) { Self.add(found, to: &point) }
    if let found = NumberText.formatted(text, decimalMark: .comma) { Self.add(found, to: &comma) }
  }

  /// Counts `count` more values that are read with this decimal mark; nil: with either.
  mutating func add(_ count: Int, mark: UInt8?) {
    if mark != .comma { point.count += count }
    if mark != .point { comma.count += count }
  }

  /// Values read by the way of writing that reads most.
  var most: Int { max(point.count, comma.count) }

  private static func add(_ found: NumberText.Formatted, to side: inout Side) {
    side.count += 1
    side.maxScale = max(side.maxScale, found.number.scale)
    if found.isPercent { side.percents += 1 }
    if let currency = found.currency { side.currencies.insert(currency) }
  }

  /// The style that reads at least `enough` values, when that proves something.
  func style(_ enough: Int, name: String) -> (scale: Int, style: NumberStyle)? {
    guard enough >= Self.enoughToTell || NameHint.money.matches(name) else { return nil }
    return style(enough)
  }

  /// The style that reads at least `enough` values; numbers of two currencies are no one column.
  func style(_ enough: Int) -> (scale: Int, style: NumberStyle)? {
    let sides = [(point, UInt8.point), (comma, UInt8.comma)]
    for (side, mark) in comma.count > point.count ? sides.reversed() : sides
    where side.count >= enough {
      guard Set(side.currencies.map(\.unit)).count <= 1,
        side.percents == 0 || side.percents >= enough
      else {
        continue
      }
      let isPercent = side.percents > 0
      let scale = side.maxScale + (isPercent ? 2 : 0)
      guard scale <= NumberText.maxScale else { continue }
      return (
        scale,
        NumberStyle(
          decimalMark: mark, currency: side.currencies.min { $0.rawValue < $1.rawValue },
          isPercent: isPercent)
      )
    }
    return nil
  }
}
