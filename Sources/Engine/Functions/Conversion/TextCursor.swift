/// Reads a text from left to right, byte by byte. Methods that fail may leave it anywhere.
struct TextCursor {
  private let text: TextView
  private var position = 0

  init(_ text: TextView) { self.text = text }

  var isAtEnd: Bool { position == text.count }

  private var next: UInt8? { position < text.count ? text.start[position] : nil }

  private var digit: UInt8? {
    guard let next, next &- 48 < 10 else { return nil }
    return next &- 48
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// A sign, digits and a point. Nil without any digit, and when it has more digits than fit.
  mutating func decimal() -> (unscaled: Int64, scale: Int, hasPoint: Bool)? {
    let isNegative = skip(UInt8(ascii: "-"))
    if !isNegative { _ = skip(UInt8(ascii: "+")) }
    var (value, digits, scale, hasPoint) = (Int64(0), 0, 0, false)
    while true {
      if let digit {
        // Negative all the way: the smallest integer has no positive counterpart.
        let (tens, tensOverflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflow) = tens.subtractingReportingOverflow(Int64(digit))
        guard !tensOverflow, !overflow, scale < 18 else { return nil }
        value = sum
        digits += 1
        scale += hasPoint ? 1 : 0
        position += 1
      } else if !hasPoint, skip(UInt8(ascii: ".")) {
        hasPoint = true
      } else {
        break
      }
    }
    guard digits > 0 else { return nil }
    if isNegative { return (value, scale, hasPoint) }
    return value == .min ? nil : (-value, scale, hasPoint)
  }
}
