import CZlib
import Glibc
import Syntax

/// Unpacks gzip, several members one after the other too, into memory.
enum Inflater {
  static func isCompressed(_ source: ByteSource) throws(Diagnostic) -> Bool {
    try source.prefix(3).starts(with: [0x1F, 0x8B, 0x08])
  }

  private static let chunk = 1 << 18

  static func inflate(
    _ source: ByteSource, _ cancellation: Cancellation, _ memory: MemoryLimit?
  ) throws(Diagnostic) -> ByteSource {
    var stream = z_stream()
    // 32: gzip or zlib, by its header.
    guard
      inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .damagedArchive(source.name, "zlib does not start", at: 0) }
    defer { inflateEnd(&stream) }
    let out = GrowingBytes()
    var position = 0
    var isAtEnd = false
    while position < source.size {
      if cancellation.isCancelled { throw .interrupted }
      try memory?.check()
      var input = try source.bytes(chunk, at: position)
      position += input.count
      if let failure = input.withUnsafeMutableBufferPointer({
        feed($0, &stream, out, &isAtEnd)
      }) {
        // Zeros or rubbish behind a complete member are passed over, as gzip does.
        if isAtEnd { break }
        throw .damagedArchive(source.name, failure, at: position - Int(stream.avail_in))
      }
    }
    guard isAtEnd else { throw .damagedArchive(source.name, "it ends too early", at: position) }
    return ByteSource(out.finish(), name: source.name)
  }

  /// Unpacks all of `input`; what went wrong, if anything.
  private static func feed(
    _ input: UnsafeMutableBufferPointer<UInt8>, _ stream: inout z_stream, _ out: GrowingBytes,
    _ isAtEnd: inout Bool
  ) -> String? {
    stream.next_in = input.baseAddress
    stream.avail_in = uInt(input.count)
    while stream.avail_in > 0 {
      if isAtEnd {
        guard stream.next_in.pointee == 0x1F, inflateReset(&stream) == Z_OK else { return "" }
        isAtEnd = false
      }
      stream.next_out = out.room(chunk)
      stream.avail_out = uInt(chunk)
      let code = CZlib.inflate(&stream, Z_NO_FLUSH)
      out.count += chunk - Int(stream.avail_out)
      switch code {
      case Z_STREAM_END: isAtEnd = true
      case Z_OK: continue
      case Z_BUF_ERROR: return nil
      default: return stream.msg.map { String(cString: $0) } ?? "damaged data"
      }
    }
    return nil
  }
}
