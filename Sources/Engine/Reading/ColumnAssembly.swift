import Dispatch
import Glibc
import Syntax

/// Joins what the workers of a pass have read into one column, in file order.
struct ColumnAssembly {
  struct Slice {
    var worker: Int
    /// The first row in the worker's column, in the joined column, and how many.
    var from: Int
    var to: Int
    var count: Int
  }

  let rowCount: Int
  let slices: [Slice]
  /// Workers hold rows or values that the column does not.
  let hasWaste: Bool
  /// Interrupted, columns are half done, and nobody is to have them.
  let cancellation: Cancellation

  init(_ pass: ReadPass, _ cancellation: Cancellation) {
    self.cancellation = cancellation
    var slices: [Slice] = []
    var row = 0
    for result in pass.results where result.rows > 0 {
      slices.append(
        Slice(worker: result.worker, from: result.firstRow, to: row, count: result.rows))
      row += result.rows
    }
    self.slices = slices
    rowCount = row
    hasWaste = pass.hasWaste || pass.results.contains { !$0.rejects.isEmpty }
  }

  /// Joins one column. `readers` are the workers' readers of it, by worker.
  func column(
    _ readers: [ColumnReader], name: String, file: String
  ) throws(Diagnostic) -> Column {
    let kind = readers.contains { $0.arena != nil } ? .text : readers[0].plan.kind
    let type = kind.type
    let (validity, population) = validity(readers)
    guard population > 0 else {
      return Column.constant(.null, type: rowCount == 0 ? type : .string, count: rowCount)
    }
    let storage: Column.Storage
    switch kind {
    case .text: storage = try .text(arena(readers, name: name, file: file))
    case .coded: storage = codes(readers)
    case .bool: storage = .bits(bits(readers))
    case .float: storage = .doubles(doubles(readers))
    case .numbered(let prefix, let width):
      storage = .numbered(
        NumberedText(
          prefix: String(decoding: prefix, as: UTF8.self), width: width, numbers: integers(readers))
      )
    case .int, .decimal, .formatted, .date, .timestamp: storage = .integers(integers(readers))
    }
    return Column(type, storage, validity: validity, count: rowCount)
  }

  /// The slices one after the other, until interrupted.
  private var slicesToCome: some Sequence<Slice> {
    slices.lazy.prefix { _ in !cancellation.isCancelled }
  }

  private func nulls(_ reader: ColumnReader) -> [UInt8] {
    reader.arena?.nulls ?? reader.lanes.nulls
  }

  /// nil when no row is null; and the number of rows with a value.
  private func validity(_ readers: [ColumnReader]) -> (Bitmap?, Int) {
    let flags = readers.map(nulls)
    guard flags.contains(where: { !$0.isEmpty }) else { return (nil, rowCount) }
    let bitmap = Bitmap(count: rowCount) { words in
      words.initialize(repeating: ~0)
      Bitmap.clearTail(of: words, count: rowCount)
      for slice in slicesToCome where !flags[slice.worker].isEmpty {
        flags[slice.worker].withUnsafeBufferPointer { isNull in
          for row in 0..<slice.count where isNull[slice.from + row] == 1 {
            let bit = slice.to + row
            words[bit >> 6] &= ~(1 << UInt64(bit & 63))
          }
        }
      }
    }
    let population = bitmap.population
    return population == rowCount ? (nil, rowCount) : (bitmap, population)
  }

  private func integers(_ readers: [ColumnReader]) -> Integers {
    if readers.allSatisfy(\.lanes.areSeconds) { return .seconds(joined(readers)) }
    switch readers.map(\.lanes.width).max() {
    case 1: return .int8(joined(readers))
    case 2: return .int16(joined(readers))
    case 4: return .int32(joined(readers))
    default: return .int64(joined(readers))
    }
  }

  private func joined<T: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ readers: [ColumnReader]
  ) -> Buffer<T> {
    Buffer(count: rowCount) { out in
      for slice in slicesToCome {
        guard let base = out.baseAddress else { return }
        readers[slice.worker].lanes.copy(from: slice.from, count: slice.count, to: base + slice.to)
      }
    }
  }

  private func doubles(_ readers: [ColumnReader]) -> Buffer<Double> {
    Buffer(count: rowCount) { out in
      for slice in slicesToCome {
        guard let base = out.baseAddress, let lanes = readers[slice.worker].lanes.bytes else {
          return
        }
        memcpy(base + slice.to, lanes + slice.from * 8, slice.count * 8)
      }
    }
  }

  private func bits(_ readers: [ColumnReader]) -> Bitmap {
    Bitmap(count: rowCount) { words in
      words.initialize(repeating: 0)
      for slice in slicesToCome {
        let lanes = readers[slice.worker].lanes
        for row in 0..<slice.count where lanes[slice.from + row] != 0 {
          let bit = slice.to + row
          words[bit >> 6] |= 1 << UInt64(bit & 63)
        }
      }
    }
  }

  private func codes(_ readers: [ColumnReader]) -> Column.Storage {
    let merge = DictionaryMerge(readers, slices, hasWaste: hasWaste)
    let dictionary = StringDictionary(merge.values)
    if dictionary.count <= 1 << 8 { return .codes(.uint8(coded(readers, merge)), dictionary) }
    if dictionary.count <= 1 << 16 { return .codes(.uint16(coded(readers, merge)), dictionary) }
    return .codes(.uint32(coded(readers, merge)), dictionary)
  }

  private func coded<T: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ readers: [ColumnReader], _ merge: DictionaryMerge
  ) -> Buffer<T> {
    Buffer(count: rowCount) { out in
      for slice in slicesToCome {
        let map = merge.maps[slice.worker].map { T(truncatingIfNeeded: $0) }
        guard let base = out.baseAddress else { return }
        readers[slice.worker].lanes.copyMapped(
          map, from: slice.from, count: slice.count, to: base + slice.to)
      }
    }
  }

  /// Strings of all workers end to end; coded ones are spelt out.
  private func arena(
    _ readers: [ColumnReader], name: String, file: String
  ) throws(Diagnostic) -> TextArena {
    var size = 0
    for slice in slicesToCome { size += readers[slice.worker].textSize(slice.from, slice.count) }
    guard size < Int(UInt32.max) else { throw .tooLarge(file, column: name) }
    let total = size
    let offsets = UnsafeMutablePointer<UInt32>.allocate(capacity: rowCount + 1)
    let bytes = Buffer<UInt8>(count: total) { out in
      var position = 0
      offsets[0] = 0
      for slice in slicesToCome {
        readers[slice.worker].copyText(
          slice.from, slice.count, to: out, at: &position, ends: offsets + slice.to + 1)
      }
    }
    return TextArena(bytes: bytes, offsets: Buffer(adopting: offsets, count: rowCount + 1))
  }
}

extension LaneStore {
  /// Copies rows to lanes that are at least as wide: seconds to 32 bits as these, else as microseconds.
  func copy<T: FixedWidthInteger>(from start: Int, count: Int, to out: UnsafeMutablePointer<T>) {
    guard let bytes else { return }
    if MemoryLayout<T>.size == width {
      memcpy(out, bytes + start * width, count * width)
      return
    }
    switch width {
    case 1: Self.convert(bytes.assumingMemoryBound(to: Int8.self) + start, out, count)
    case 2: Self.convert(bytes.assumingMemoryBound(to: Int16.self) + start, out, count)
    case 4:
      let source = bytes.assumingMemoryBound(to: Int32.self) + start
      if areSeconds {
        for row in 0..<count {
          out[row] = T(truncatingIfNeeded: Int64(source[row]) * Integers.second)
        }
      } else {
        Self.convert(source, out, count)
      }
    default: Self.convert(bytes.assumingMemoryBound(to: Int64.self) + start, out, count)
    }
  }

  @inline(__always)
  private static func convert<S: FixedWidthInteger, T: FixedWidthInteger>(
    _ source: UnsafePointer<S>, _ out: UnsafeMutablePointer<T>, _ count: Int
  ) {
    for row in 0..<count { out[row] = T(truncatingIfNeeded: source[row]) }
  }

  /// Copies rows as `map[lane]`.
  func copyMapped<T: FixedWidthInteger>(
    _ map: [T], from start: Int, count: Int, to out: UnsafeMutablePointer<T>
  ) {
    guard let bytes else { return }
    map.withUnsafeBufferPointer { map in
      switch width {
      case 1: Self.convert(bytes.assumingMemoryBound(to: Int8.self) + start, map, out, count)
      case 2: Self.convert(bytes.assumingMemoryBound(to: Int16.self) + start, map, out, count)
      default: Self.convert(bytes.assumingMemoryBound(to: Int32.self) + start, map, out, count)
      }
    }
  }

  @inline(__always)
  private static func convert<S: FixedWidthInteger, T: FixedWidthInteger>(
    _ source: UnsafePointer<S>, _ map: UnsafeBufferPointer<T>, _ out: UnsafeMutablePointer<T>,
    _ count: Int
  ) {
    for row in 0..<count { out[row] = map[Int(source[row])] }
  }
}

extension ColumnReader {
  /// Bytes of text in rows `start ..< start + count`.
  func textSize(_ start: Int, _ count: Int) -> Int {
    guard let arena else {
      guard let dictionary else { return 0 }
      var size = 0
      for row in start..<start + count where !isNull(row) {
        size += dictionary.values.string(Int(lanes[row])).count
      }
      return size
    }
    return count == 0 ? 0 : arena.ends[start + count - 1] - arena.start(of: start)
  }

  private func isNull(_ row: Int) -> Bool { lanes.hasNulls && lanes.nulls[row] == 1 }

  /// Writes the text of the rows from `position` on, and where each ends.
  func copyText(
    _ start: Int, _ count: Int, to out: UnsafeMutableBufferPointer<UInt8>, at position: inout Int,
    ends: UnsafeMutablePointer<UInt32>
  ) {
    guard count > 0, let base = out.baseAddress else { return }
    if let arena {
      let first = arena.start(of: start)
      let size = textSize(start, count)
      if let bytes = arena.bytes { memcpy(base + position, bytes + first, size) }
      for row in 0..<count {
        ends[row] = UInt32(truncatingIfNeeded: position + arena.ends[start + row] - first)
      }
      position += size
      return
    }
    for row in 0..<count {
      if let dictionary, !isNull(start + row) {
        let value = dictionary.values.string(Int(lanes[start + row]))
        if let bytes = value.baseAddress { memcpy(base + position, bytes, value.count) }
        position += value.count
      }
      ends[row] = UInt32(truncatingIfNeeded: position)
    }
  }
}
