internal import CZlib

/// Compresses a run of bytes piece by piece into one gzip member (RFC 1952).
///
/// The header has no time and no name, so equal contents give equal files.
final class GzipStream {
  /// zlib keeps a pointer back to this structure: it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// nil when there is no memory for the compressor (256 KB).
  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 to say gzip instead of zlib.
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { return nil }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Appends to `output` what the compressor has ready after `input`; with `finish`, all the rest
  /// and the trailer.
  func compress(_ input: UnsafeRawBufferPointer, finish: Bool, to output: inout [UInt8]) {
    // zlib counts the input of one call in 32 bits.
    var rest = input[...]
    repeat {
      let piece = rest.prefix(1 << 30)
      rest = rest.dropFirst(piece.count)
      let isLast = finish && rest.isEmpty
      compress(piece: UnsafeRawBufferPointer(rebasing: piece), isLast: isLast, to: &output)
    } while !rest.isEmpty
  }

  private func compress(
    piece: UnsafeRawBufferPointer, isLast: Bool, to output: inout [UInt8]
  ) {
    stream.pointee.next_in = UnsafeMutableRawPointer(mutating: piece.baseAddress)?
      .assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(piece.count)
    var room: UInt32
    repeat {
      room = chunk.withUnsafeMutableBufferPointer { chunk in
        stream.pointee.next_out = chunk.baseAddress
        stream.pointee.avail_out = UInt32(chunk.count)
        _ = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
        return stream.pointee.avail_out
      }
      output += chunk[..<(chunk.count - Int(room))]
      // A full chunk means that there may be more to come.
    } while room == 0
  }
}
