/// Columns rearranged: row `i` of the result is row `rows[i]` of the source.
///
/// Values move in the width they are kept in, so that 10 million codes are 10 MB of traffic.
public enum RowGather {
  public static func gather(_ column: Column, _ rows: Buffer<UInt32>, threads: Int) -> Column {
    let validity = column.validity.map { bits($0, rows, threads) }
    return Column(
      column.type, storage(column.storage, rows, threads), validity: validity, count: rows.count)
  }

  private static func storage(
    _ storage: Column.Storage, _ rows: Buffer<UInt32>, _ threads: Int
  ) -> Column.Storage {
    switch storage {
    case .bits(let source): .bits(bits(source, rows, threads))
    case .integers(let source): .integers(integers(source, rows, threads))
    case .doubles(let source): .doubles(values(source, rows, threads))
    case .codes(let source, let dictionary): .codes(codes(source, rows, threads), dictionary)
    case .text(let source): .text(text(source, rows, threads))
    case .numbered(let source):
      .numbered(
        NumberedText(
          prefix: source.prefix, width: source.width,
          numbers: integers(source.numbers, rows, threads)))
    case .constant(let value): .constant(value)
    }
  }

  static func integers(_ source: Integers, _ rows: Buffer<UInt32>, _ threads: Int) -> Integers {
    switch source {
    case .int8(let buffer): .int8(values(buffer, rows, threads))
    case .int16(let buffer): .int16(values(buffer, rows, threads))
    case .int32(let buffer): .int32(values(buffer, rows, threads))
    case .int64(let buffer): .int64(values(buffer, rows, threads))
    case .seconds(let buffer): .seconds(values(buffer, rows, threads))
    }
  }

  private static func codes(_ source: Codes, _ rows: Buffer<UInt32>, _ threads: Int) -> Codes {
    switch source {
    case .uint8(let buffer): .uint8(values(buffer, rows, threads))
    case .uint16(let buffer): .uint16(values(buffer, rows, threads))
    case .uint32(let buffer): .uint32(values(buffer, rows, threads))
    }
  }

  public static func values<T: BitwiseCopyable & Sendable>(
    _ source: Buffer<T>, _ rows: Buffer<UInt32>, _ threads: Int
  ) -> Buffer<T> {
    let from = source.values
    let order = rows.values
    return Buffer(count: rows.count) { out in
      RowRanges.performPieces(rows.count, threads: threads) { range in
        for row in range { out[row] = from[Int(order[row])] }
      }
    }
  }

  static func bits(_ source: Bitmap, _ rows: Buffer<UInt32>, _ threads: Int) -> Bitmap {
    let from = source.words.values
    let order = rows.values
    return Bitmap(count: rows.count) { words in
      RowRanges.performPieces(rows.count, threads: threads) { range in
        for word in range.lowerBound >> 6..<(range.upperBound + 63) >> 6 {
          var gathered: UInt64 = 0
          for row in word << 6..<min(range.upperBound, (word + 1) << 6) {
            let at = Int(order[row])
            gathered |= (from[at >> 6] >> UInt64(at & 63) & 1) << UInt64(row & 63)
          }
          words[word] = gathered
        }
      }
    }
  }

  /// A gather may repeat rows, but callers only ever take each once: the bytes fit where they did.
  static func text(_ source: TextArena, _ rows: Buffer<UInt32>, _ threads: Int) -> TextArena {
    let from = source.offsets.values
    let order = rows.values
    let offsets = Buffer<UInt32>(count: rows.count + 1) { out in
      var end: UInt32 = 0
      for row in 0..<order.count {
        out[row] = end
        let at = Int(order[row])
        end += from[at + 1] - from[at]
      }
      out[order.count] = end
    }
    let to = offsets.values
    let bytes = Buffer<UInt8>(count: Int(offsets[rows.count])) { out in
      RowRanges.performPieces(rows.count, threads: threads) { range in
        for row in range {
          copy(
            source.bytes.values, Int(from[Int(order[row])]), out, Int(to[row])..<Int(to[row + 1]))
        }
      }
    }
    return TextArena(bytes: bytes, offsets: offsets)
  }

  @inline(__always)
  static func copy(
    _ source: UnsafeBufferPointer<UInt8>, _ start: Int, _ out: UnsafeMutableBufferPointer<UInt8>,
    _ range: Range<Int>
  ) {
    guard !range.isEmpty, let from = source.baseAddress, let to = out.baseAddress else { return }
    (to + range.lowerBound).update(from: from + start, count: range.count)
  }
}
