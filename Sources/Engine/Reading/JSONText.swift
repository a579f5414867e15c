import Syntax

/// Recognising JSON.
enum JSONText {
  /// The text begins like an object, or like an array of objects.
  static func isLikely(_ source: ByteSource) throws(Diagnostic) -> Bool {
    var head = try source.prefix(4096)[...]
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
    let isSpace: (UInt8) -> Bool = { $0.isBlank || $0.endsLine }
    head = head.drop(while: isSpace)
    let isArray = head.first == 0x5B
    if isArray { head = head.dropFirst().drop(while: isSpace) }
    guard head.first == 0x7B else { return isArray && head.first == 0x5D }
    head = head.dropFirst().drop(while: isSpace)
    return head.first == .doubleQuote || head.first == 0x7D
  }
}
