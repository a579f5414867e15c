/// Finds out whether all ids of a text column are one prefix and a number.
enum IdentifierPattern {
  struct Found {
    var prefix: String
    var width: Int
    var numbers: Integers
    var wasFractional: Bool
  }

  /// nil when the ids have several prefixes, lengths that do not determine the number, or no digits.
  static func recognize(_ column: Column) -> Found? {
    guard let first = (0..<column.count).first(where: { !column.isNull($0) }) else { return nil }
    let sample = bytes(column, first)
    let fraction = hasZeroFraction(sample)
    let digits = digitCount(sample, fraction)
    let prefix = Array(sample.dropLast(digits + (fraction ? 2 : 0)))
    guard digits > 0, !fraction || prefix.isEmpty else { return nil }
    var state = State(prefix: prefix, fraction: fraction, digits: digits)
    let lanes = Buffer<Int64>(count: column.count) { out in
      for row in 0..<column.count {
        out[row] = 0
        guard !state.hasFailed, !column.isNull(row) else { continue }
        out[row] = state.number(bytes(column, row))
      }
    }
    guard !state.hasFailed, let width = state.width else { return nil }
    return Found(
      prefix: String(decoding: prefix, as: UTF8.self), width: width,
      numbers: Integers.narrowest(lanes.values), wasFractional: fraction)
  }

  private struct State {
    let prefix: [UInt8]
    let fraction: Bool
    var digits: Int
    var hasFailed = false
    var hasPadding = false
    var hasSeveralLengths = false

    init(prefix: [UInt8], fraction: Bool, digits: Int) {
      self.prefix = prefix
      self.fraction = fraction
      self.digits = digits
    }

    /// 0 = no padding; nil = padded and of several lengths, where a number would not tell its text.
    var width: Int? {
      if !hasPadding { return 0 }
      return hasSeveralLengths ? nil : digits
    }

    mutating func number(_ text: UnsafeBufferPointer<UInt8>) -> Int64 {
      let end = text.count - (fraction ? 2 : 0)
      guard end > prefix.count, end - prefix.count <= 18, hasZeroFraction(text) == fraction,
        text.prefix(prefix.count).elementsEqual(prefix)
      else { return fail() }
      var number: Int64 = 0
      for index in prefix.count..<end {
        guard 48...57 ~= text[index] else { return fail() }
        number = number * 10 + Int64(text[index] - 48)
      }
      let count = end - prefix.count
      hasPadding = hasPadding || (count > 1 && text[prefix.count] == 48)
      hasSeveralLengths = hasSeveralLengths || count != digits
      return number
    }

    private mutating func fail() -> Int64 {
      hasFailed = true
      return 0
    }
  }

  private static func digitCount(_ text: UnsafeBufferPointer<UInt8>, _ fraction: Bool) -> Int {
    var digits = 0
    var at = text.count - (fraction ? 2 : 0)
    while at > 0, 48...57 ~= text[at - 1], digits < 18 {
      digits += 1
      at -= 1
    }
    return digits
  }

  /// `17850.0`, and nothing but digits before the point.
  private static func hasZeroFraction(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count > 2, text[text.count - 1] == 48, text[text.count - 2] == 46 else {
      return false
    }
    return text.dropLast(2).allSatisfy { 48...57 ~= $0 }
  }

  static func bytes(_ column: Column, _ row: Int) -> UnsafeBufferPointer<UInt8> {
    switch column.storage {
    case .text(let arena): arena[row]
    case .codes(let codes, let dictionary): dictionary.values[codes[row]]
    case .bits, .integers, .doubles, .numbered, .constant:
      UnsafeBufferPointer(start: nil, count: 0)
    }
  }
}
