import Syntax

extension Column {
  /// The rows named by `rows`, which live at least until they have been read.
  ///
  /// - Parameter cancellation: interrupted, texts are anything.
  public func gathered(
    _ rows: Buffer<UInt32>, threads: Int = 1, cancellation: Cancellation? = nil
  ) -> Column {
    withExtendedLifetime(rows) {
      gathered(rows.values, threads: threads, cancellation: cancellation)
    }
  }

  /// The rows named by `rows`, in that order.
  public func gathered(
    _ rows: UnsafeBufferPointer<UInt32>, threads: Int = 1, cancellation: Cancellation? = nil
  ) -> Column {
    let validity = validity.map { old in
      Bitmap(count: rows.count) { words in
        words.initialize(repeating: 0)
        for (index, row) in rows.enumerated() where old[Int(row)] {
          words[index >> 6] |= 1 << UInt64(index & 63)
        }
      }
    }
    return Column(
      type, storage.gathered(rows, threads, cancellation), validity: validity, count: rows.count)
  }
}

extension Column.Storage {
  fileprivate func gathered(
    _ rows: UnsafeBufferPointer<UInt32>, _ threads: Int, _ cancellation: Cancellation?
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
    case .codes(let codes, let dictionary):
      .codes(codes.gathered(rows, threads: threads), dictionary)
    case .text(let arena): arena.storage(of: rows, threads, cancellation)
    case .numbered(let numbered):
      .numbered(
        NumberedText(
          prefix: numbered.prefix, width: numbered.width,
          numbers: numbered.numbers.gathered(rows, threads: threads)))
    }
  }
}

extension Buffer {
  /// The values named by `rows`, which live at least until they have been read.
  func gathered(_ rows: Buffer<UInt32>, threads: Int = 1) -> Buffer {
    withExtendedLifetime(rows) { gathered(rows.values, threads: threads) }
  }

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
    case .seconds(let buffer): .seconds(buffer.gathered(rows, threads: threads))
    }
  }
}

extension Codes {
  public func gathered(_ rows: UnsafeBufferPointer<UInt32>, threads: Int = 1) -> Codes {
    switch self {
    case .uint8(let buffer): .uint8(buffer.gathered(rows, threads: threads))
    case .uint16(let buffer): .uint16(buffer.gathered(rows, threads: threads))
    case .uint32(let buffer): .uint32(buffer.gathered(rows, threads: threads))
    }
  }
}

extension TextArena {
  /// The texts named by `rows`: of no more text in all than an arena holds, which is sure where no row is
  /// named twice.
  ///
  /// - Parameter cancellation: interrupted, texts are anything.
  func gathered(
    _ rows: Buffer<UInt32>, threads: Int, cancellation: Cancellation? = nil
  ) -> TextArena {
    withExtendedLifetime(rows) {
      let (offsets, total) = ends(of: rows.values)
      return gathered(rows.values, offsets, total, threads, cancellation)
    }
  }

  /// The texts of rows that may be named again and again: as codes where they are too much for an arena.
  fileprivate func storage(
    of rows: UnsafeBufferPointer<UInt32>, _ threads: Int, _ cancellation: Cancellation?
  ) -> Column.Storage {
    let (offsets, total) = ends(of: rows)
    if total <= Self.most { return .text(gathered(rows, offsets, total, threads, cancellation)) }
    let (codes, dictionary) = coded(threads)
    return .codes(codes.gathered(rows, threads: threads), dictionary)
  }

  /// Each text once, and their numbers.
  func coded(_ threads: Int) -> (Codes, StringDictionary) {
    do throws(Diagnostic) {
      let known = try codes(ExecutionContext(threads: threads))
      let codes = Buffer(known.codes.values.map { UInt32(truncatingIfNeeded: $0) })
      let narrow = withExtendedLifetime(codes) {
        Codes.narrowest(codes.values, size: known.rows.count)
      }
      return (narrow, StringDictionary(gathered(known.rows, threads: threads)))
    } catch {
      preconditionFailure("only what is interrupted throws, and nobody interrupts this")
    }
  }

  /// Where the texts of rows end when they stand one after the other, and how many bytes all take.
  private func ends(of rows: UnsafeBufferPointer<UInt32>) -> (Buffer<UInt32>, total: Int) {
    var end = 0
    let offsets = Buffer<UInt32>(count: rows.count + 1) { out in
      out[0] = 0
      for (index, row) in rows.enumerated() {
        end += self[Int(row)].count
        out[index + 1] = UInt32(truncatingIfNeeded: end)
      }
    }
    return (offsets, end)
  }

  private func gathered(
    _ rows: UnsafeBufferPointer<UInt32>, _ offsets: Buffer<UInt32>, _ total: Int, _ threads: Int,
    _ cancellation: Cancellation?
  ) -> TextArena {
    // All threads read them, and nobody writes.
    nonisolated(unsafe) let rows = rows
    let bytes = Buffer<UInt8>(count: total) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(
        count: rows.count, threads: threads, cancellation: cancellation
      ) { _, range in
        for index in range {
          let text = self[Int(rows[index])]
          guard let source = text.baseAddress else { continue }
          (target.pointer + Int(offsets.values[index])).update(from: source, count: text.count)
        }
      }
    }
    return TextArena(bytes: bytes, offsets: offsets)
  }
}

extension Relation {
  /// The same rows as dense columns, so that base row i is row i.
  public func compacted(threads: Int = 1) -> Relation {
    let list: Buffer<UInt32>
    switch rows {
    case .all: return self
    case .bits(let bits): list = bits.rows(threads: threads)
    case .list(let rows): list = rows
    }
    var result = self
    result.columns = columns.map { $0.gathered(list, threads: threads) }
    result.rows = .all(list.count)
    switch identity {
    case .customers: result.identity = .listed(list)
    case .listed(let customers): result.identity = .listed(customers.gathered(list))
    case .activity(let activity):
      // A gathered row no longer has the place that its customer follows from.
      result.identity = .listed(activity.customerOfRow().gathered(list))
    case .none: break
    }
    return result
  }
}
