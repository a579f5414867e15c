import Glibc
import Syntax

/// Brings text to UTF-8 in memory. Line ends stay line ends, so lines keep their numbers.
enum Transcoder {
  private static let chunk = 1 << 18

  static func utf8(
    _ source: ByteSource, from encoding: TextEncoding, _ cancellation: Cancellation
  ) throws(Diagnostic) -> ByteSource {
    if encoding == .utf8 { return source }
    let converter = iconv_open("UTF-8", encoding.iconvName)
    guard converter != iconv_t(bitPattern: -1) else { throw .noSuchEncoding(encoding.name) }
    defer { iconv_close(converter) }
    let out = GrowingBytes()
    var position = encoding.mark
    var line = 1
    while position < source.size {
      if cancellation.isCancelled { throw .interrupted }
      let input = try source.bytes(chunk, at: position)
      let used = convert(input, converter, out)
      line += input[..<used].filter { $0 == .lineFeed }.count
      // What is left is a character cut by the end of the chunk, unless there is too much of it.
      guard used > 0, input.count - used < 8,
        position + input.count < source.size || used == input.count
      else { throw .notInEncoding(source.name, encoding: encoding.name, line: line) }
      position += used
    }
    return ByteSource(out.finish(), name: source.name)
  }

  /// Converts as much as it can; the number of bytes converted.
  private static func convert(
    _ input: [UInt8], _ converter: iconv_t?, _ out: GrowingBytes
  ) -> Int {
    var copy = input
    return copy.withUnsafeMutableBytes { raw in
      var from = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = raw.count
      let room = raw.count * 4 + 16
      out.room(room).withMemoryRebound(to: CChar.self, capacity: room) { memory in
        var to: UnsafeMutablePointer<CChar>? = memory
        var free = room
        _ = iconv(converter, &from, &left, &to, &free)
        out.count += room - free
      }
      return raw.count - left
    }
  }
}
