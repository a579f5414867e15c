/// Full-width forms (`２０２４－０３`) of ASCII characters, as input methods leave them in files.
enum WideText {
  /// Calls `body` with `text`, its full-width characters made ASCII where it has any.
  @inline(__always)
  static func withASCII<Result>(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if !text.contains(0xEF) { return body(text) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { out in
      body(UnsafeBufferPointer(rebasing: out[..<fold(text, into: out)]))
    }
  }

  /// Returns the number of bytes written: at most as many as `text` has.
  private static func fold(
    _ text: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var from = 0
    var to = 0
    while from < text.count {
      if text[from] == 0xEF, from + 2 < text.count, let byte = ascii(text[from + 1], text[from + 2])
      {
        out[to] = byte
        from += 3
      } else {
        out[to] = text[from]
        from += 1
      }
      to += 1
    }
    return to
  }

  /// The character whose full-width form is EF `second` `third`; nil for another.
  @inline(__always)
  static func ascii(_ second: UInt8, _ third: UInt8) -> UInt8? {
    switch second {
    case 0xBC where 0x81...0xBF ~= third: third - 0x60
    case 0xBD where 0x80...0x9E ~= third: third - 0x20
    default: nil
    }
  }
}
