import Syntax

/// Reads flat JSON objects, byte by byte. Numbers and words are kept as written; objects and arrays
/// inside a value are kept as their text.
struct JSONScan {
  struct Fault: Error {
    var position: Int
    var reason: Message
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  var position: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  var isAtEnd: Bool { position >= bytes.count }
  var next: UInt8? { isAtEnd ? nil : bytes[position] }

  /// Skips white space.
  mutating func skipSpace() {
    while let byte = next, byte.isBlank || byte.endsLine { position += 1 }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// One object: its keys and values, null as an empty value.
  mutating func object() throws(Fault) -> [(key: [UInt8], value: [UInt8])] {
    guard take(0x7B) else { throw Fault(position: position, reason: Message("'{' expected")) }
    var members: [(key: [UInt8], value: [UInt8])] = []
    if take(0x7D) { return members }
    while true {
      skipSpace()
      let key = try string()
      guard take(.colon) else { throw Fault(position: position, reason: Message("':' expected")) }
      members.append((key, try value()))
      if take(0x7D) { return members }
      guard take(.comma) else {
        throw Fault(position: position, reason: Message("',' or '}' expected"))
      }
    }
  }

  private mutating func value() throws(Fault) -> [UInt8] {
    skipSpace()
    switch next {
    case .doubleQuote?: return try string()
    case 0x7B?, 0x5B?: return try nested()
    case nil: throw Fault(position: position, reason: Message("a value expected"))
    default: break
    }
    let start = position
    while let byte = next, byte.isDigit || byte.isLetter || "+-.".utf8.contains(byte) {
      position += 1
    }
    let word = Array(bytes[start..<position])
    if word == Array("null".utf8) { return [] }
    let isNumber = word.withUnsafeBufferPointer { NumberText.FloatShape($0) != nil }
    guard isNumber || word == Array("true".utf8) || word == Array("false".utf8) else {
      throw Fault(position: start, reason: Message("a value expected"))
    }
    return word
  }

  /// The text of an object or array, its brackets balanced.
  private mutating func nested() throws(Fault) -> [UInt8] {
    let start = position
    var depth = 0
    while let byte = next {
      if byte == .doubleQuote {
        _ = try string()
        continue
      }
      if byte == 0x7B || byte == 0x5B { depth += 1 }
      if byte == 0x7D || byte == 0x5D { depth -= 1 }
      position += 1
      if depth == 0 { return Array(bytes[start..<position]) }
    }
    throw Fault(position: start, reason: Message("a bracket opened here is never closed"))
  }

  private mutating func string() throws(Fault) -> [UInt8] {
    let start = position
    guard next == .doubleQuote else {
      throw Fault(position: position, reason: Message("a name in double quotes expected"))
    }
    position += 1
    var text: [UInt8] = []
    while let byte = next, byte != .doubleQuote {
      position += 1
      if byte == .backslash { try escape(&text) } else { text.append(byte) }
    }
    guard !isAtEnd else {
      throw Fault(position: start, reason: Message("a quote opened here is never closed"))
    }
    position += 1
    return text
  }

  private mutating func escape(_ text: inout [UInt8]) throws(Fault) {
    let start = position - 1
    guard let byte = next else { return }
    position += 1
    switch byte {
    case 0x6E: text.append(.lineFeed)
    case 0x74: text.append(.tab)
    case 0x72: text.append(.carriageReturn)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case .doubleQuote, .backslash, .slash: text.append(byte)
    case 0x75:
      guard let scalar = scalar() else {
        throw Fault(position: start, reason: Message("no character has this code"))
      }
      text.append(contentsOf: String(Character(scalar)).utf8)
    default: throw Fault(position: start, reason: Message("an escape that JSON does not have"))
    }
  }

  /// `XXXX` or `XXXX\uXXXX` after `\u`.
  private mutating func scalar() -> Unicode.Scalar? {
    guard let high = fourDigits() else { return nil }
    guard 0xD800...0xDBFF ~= high else { return Unicode.Scalar(high) }
    guard next == .backslash, position + 1 < bytes.count, bytes[position + 1] == 0x75 else {
      return nil
    }
    position += 2
    guard let low = fourDigits(), 0xDC00...0xDFFF ~= low else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func fourDigits() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard text.utf8.allSatisfy({ $0.isDigit || $0.isLetter }), let code = UInt32(text, radix: 16)
    else { return nil }
    position += 4
    return code
  }
}
