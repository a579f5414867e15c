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
    guard text.hasPrefix(prefix) else { return nil }
    let digits = text.utf8.dropFirst(prefix.utf8.count)
    guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy({ 48...57 ~= $0 }) else {
      return nil
    }
    let isCanonical = width > 0 ? digits.count == width : (digits.count == 1 || digits.first != 48)
    guard isCanonical || (width > 0 && digits.count > width && digits.first != 48) else {
      return nil
    }
    return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
  }
}
