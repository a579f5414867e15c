extension Column {
  /// The rows named by `rows`, which live at least until they have been read.
  public func gathered(_ rows: Buffer<UInt32>, threads: Int = 1) -> Column {
    withExtendedLifetime(rows) { gathered(rows.values, threads: threads) }
  }

  /// The rows named by `rows`, in that order.
  public func gathered(_ rows: UnsafeBufferPointer<UInt32>, threads: Int = 1) -> Column {
    let validity = validity.map { old in
      Bitmap(count: rows.count) { words in
        words.initialize(repeating: 0)
        for (index, row) in rows.enumerated() where old[Int(row)] {
          words[index >> 6] |= 1 << UInt64(index & 63)
        }
      }
    }
    return Column(type, storage.gathered(rows, threads), validity: validity, count: rows.count)
  }
}

extension Column.Storage {
  fileprivate func gathered(
    _ rows: UnsafeBufferPointer<UInt32>, _ threads: Int
  ) -> Column.Storage {
    switch self {
    case .constant(let value): .constant(value)
    case .bits(let bits):
      .bits(
        Bitmap(count: rows.count) { words in
          words.initialize(repeating: 0)
          for (index, row) in rows.enumerated() where bits[Int(row)] {
            words[index >> 6] |= 1 << UInt64(index & 63)
          }
        })
    case .integers(let integers): .integers(integers.gathered(rows, threads: threads))
    case .doubles(let buffer): .doubles(buffer.gathered(rows, threads: threads))
    case .codes(let codes, let dictionary): .codes(codes.gathered(rows), dictionary)
    case .text(let arena): .text(arena.gathered(rows))
    case .numbered(let numbered):
      .numbered(
        NumberedText(
          prefix: numbered.prefix, width: numbered.width, numbers: numbered.numbers.gathered(rows)))
    }
  }
}

extension Buffer {
  public func gathered(_ rows: UnsafeBufferPointer<UInt32>, threads: Int = 1) -> Buffer {
    Buffer(count: rows.count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      // All threads read them, and nobody writes.
      nonisolated(unsafe) let rows = rows
      Parallel.forEachRange(count: rows.count, threads: threads) { _, range in
        for index in range { target.pointer[index] = values[Int(rows[index])] }
      }
    }
  }
}

extension Integers {
  public func gathered(_ rows: UnsafeBufferPointer<UInt32>, threads: Int = 1) -> Integers {
    switch self {
    case .int8(let buffer): .int8(buffer.gathered(rows, threads: threads))
    case .int16(let buffer): .int16(buffer.gathered(rows, threads: threads))
    case .int32(let buffer): .int32(buffer.gathered(rows, threads: threads))
    case .int64(let buffer): .int64(buffer.gathered(rows, threads: threads))
    }
  }
}

extension Codes {
  public func gathered(_ rows: UnsafeBufferPointer<UInt32>) -> Codes {
    switch self {
    case .uint8(let buffer): .uint8(buffer.gathered(rows))
    case .uint16(let buffer): .uint16(buffer.gathered(rows))
    case .uint32(let buffer): .uint32(buffer.gathered(rows))
    }
  }
}

extension TextArena {
  public func gathered(_ rows: UnsafeBufferPointer<UInt32>) -> TextArena {
    var total = 0
    for row in rows { total += self[Int(row)].count }
    let offsets = Buffer<UInt32>(count: rows.count + 1) { out in
      var end: UInt32 = 0
      out[0] = 0
      for (index, row) in rows.enumerated() {
        end += UInt32(self[Int(row)].count)
        out[index + 1] = end
      }
    }
    let bytes = Buffer<UInt8>(count: total) { out in
      var position = 0
      for row in rows {
        let text = self[Int(row)]
        _ = UnsafeMutableBufferPointer(rebasing: out[position..<position + text.count])
          .update(fromContentsOf: text)
        position += text.count
      }
    }
    return TextArena(bytes: bytes, offsets: offsets)
  }
}

extension Relation {
  /// The same rows as dense columns, so that base row i is row i.
  public func compacted() -> Relation {
    if case .all = rows { return self }
    let list = rowList
    return list.withUnsafeBufferPointer { pointer in
      var result = self
      result.columns = columns.map { $0.gathered(pointer) }
      result.rows = .all(list.count)
      switch identity {
      case .customers: result.identity = .listed(Buffer(list))
      case .listed(let customers): result.identity = .listed(customers.gathered(pointer))
      case .activity(let activity):
        // A gathered row no longer has the place that its customer follows from.
        result.identity = .listed(activity.customerOfRow().gathered(pointer))
      case .none: break
      }
      return result
    }
  }
}
