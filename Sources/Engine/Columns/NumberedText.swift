/// Ids of one prefix and digits (`C0001234`, `O17`, `17850`) kept as numbers.
///
/// `width` digits padded with zeros, or 0 when numbers are written without leading zeros; either way
/// number and text determine each other, so comparing numbers is comparing ids.
public struct NumberedText: Sendable {
  public let prefix: String
  public let width: Int
  public let numbers: Integers

  public init(prefix: String, width: Int, numbers: Integers) {
    self.prefix = prefix
    self.width = width
    self.numbers = numbers
  }

  public var count: Int { numbers.count }

  public func string(_ row: Int) -> String { string(number: numbers[row]) }

  func string(number: Int64) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// The number that stands for `text`, or nil when no id of this shape is written so.
  public func number(of text: String) -> Int64? {
    var text = text
    return text.withUTF8 { number(of: $0) }
  }

  /// The same for the UTF-8 bytes of a text.
  public func number(of text: UnsafeBufferPointer<UInt8>) -> Int64? {
    let start = prefix.utf8.count
    let count = text.count - start
    guard 1...18 ~= count, text.starts(with: prefix.utf8) else { return nil }
    let isPadded = width > 0 && count == width
    guard isPadded || text[start] != 48 || (width == 0 && count == 1), count >= width else {
      return nil
    }
    var number: Int64 = 0
    for byte in text[start...] {
      guard 48...57 ~= byte else { return nil }
      number = number * 10 + Int64(byte - 48)
    }
    return number
  }
}
