/// Rows in the order of their keys.
struct SortedRows {
  let rows: Buffer<UInt32>
  /// Set at the place of the first of equal keys.
  let starts: Bitmap
}

/// Sorts rows by unsigned keys, digit by digit from the least significant one: stable, and without a
/// comparison (Knuth, The Art of Computer Programming 3, 5.2.5).
enum RadixSort {
  /// Below this many rows, histograms of larger digits cost more than another pass.
  private static let few = 1 << 12
  /// Below this many rows, threads cost more than they save.
  private static let many = 1 << 15

  /// Interrupted, as they came: who asks looks at the cancellation.
  ///
  /// - Parameter keys: by row, not by place.
  static func sorted(
    _ rows: Buffer<UInt32>, by keys: Buffer<UInt64>, _ context: ExecutionContext
  ) -> SortedRows {
    let slices = slices(rows.count, context.threads)
    let span = KeySpan(of: rows, keys, context)
    let rowBits = 64 - (keys.count - 1).leadingZeroBitCount
    return span.bits + rowBits <= 64
      ? sorted(
        rows, by: keys, span, slices, PackedLayout(rowBits: UInt64(rowBits)), context.cancellation)
      : sorted(rows, by: keys, span, slices, WideLayout(), context.cancellation)
  }

  private static func slices(_ count: Int, _ threads: Int) -> [Range<Int>] {
    let threads = count < many ? 1 : threads
    return (0..<threads).map { count * $0 / threads..<count * ($0 + 1) / threads }
  }

  private static func sorted<Layout: RadixLayout>(
    _ rows: Buffer<UInt32>, by keys: Buffer<UInt64>, _ span: KeySpan,
    _ slices: [Range<Int>], _ layout: Layout, _ cancellation: Cancellation
  ) -> SortedRows {
    let made = SharedPointer(BulkMemory.allocate(Layout.Entry.self, rows.count))
    let room = SharedPointer(BulkMemory.allocate(Layout.Entry.self, rows.count))
    defer {
      BulkMemory.release(made.pointer)
      BulkMemory.release(room.pointer)
    }
    // Keys move along with their rows: reading them by row would jump through memory in every pass.
    Parallel.forEach(slices.count, threads: slices.count) { slice in
      walk(slices[slice], cancellation) { place in
        let row = rows[place]
        (made.pointer + place).initialize(to: layout.entry(span.place(keys[Int(row)]), row))
      }
    }
    let order = ordered(made, room, slices, span.bits, layout, cancellation)
    let sorted = finished(order, slices, layout)
    // What was not moved any more are no rows.
    guard !cancellation.isCancelled else {
      return SortedRows(rows: rows, starts: Bitmap(count: rows.count, all: true))
    }
    return sorted
  }

  /// Calls `body` for every place of `slice`, until interrupted.
  @inline(__always)
  private static func walk(
    _ slice: Range<Int>, _ cancellation: Cancellation, _ body: (Int) -> Void
  ) {
    var start = slice.lowerBound
    while start < slice.upperBound, !cancellation.isCancelled {
      let end = min(start + Parallel.morsel, slice.upperBound)
      for place in start..<end { body(place) }
      start = end
    }
  }

  /// Which of both the entries stand in, in order, in the end.
  private static func ordered<Layout: RadixLayout>(
    _ entries: SharedPointer<Layout.Entry>, _ room: SharedPointer<Layout.Entry>,
    _ slices: [Range<Int>], _ bits: Int, _ layout: Layout, _ cancellation: Cancellation
  ) -> SharedPointer<Layout.Entry> {
    var (entries, next) = (entries, room)
    let most = (slices.last?.upperBound ?? 0) < few ? 8 : 11
    let passes = (bits + most - 1) / most
    for pass in 0..<passes where !cancellation.isCancelled {
      let digit = Digit(low: bits * pass / passes, high: bits * (pass + 1) / passes)
      move(entries, to: next, slices, digit, layout, cancellation)
      swap(&entries, &next)
    }
    return entries
  }

  /// Moves entries to where their digit belongs; each slice has places of its own for every digit.
  private static func move<Layout: RadixLayout>(
    _ entries: SharedPointer<Layout.Entry>, to next: SharedPointer<Layout.Entry>,
    _ slices: [Range<Int>], _ digit: Digit, _ layout: Layout, _ cancellation: Cancellation
  ) {
    let digits = digit.count
    let starts = UnsafeMutablePointer<Int>.allocate(capacity: slices.count * digits)
    defer { starts.deallocate() }
    starts.initialize(repeating: 0, count: slices.count * digits)
    let shared = SharedPointer(starts)
    Parallel.forEach(slices.count, threads: slices.count) { slice in
      let own = shared.pointer + slice * digits
      walk(slices[slice], cancellation) { own[digit.of(layout.key(entries.pointer[$0]))] += 1 }
    }
    var total = 0
    for value in 0..<digits {
      for slice in slices.indices {
        let count = starts[slice * digits + value]
        starts[slice * digits + value] = total
        total += count
      }
    }
    Parallel.forEach(slices.count, threads: slices.count) { slice in
      let own = shared.pointer + slice * digits
      walk(slices[slice], cancellation) { place in
        let entry = entries.pointer[place]
        let value = digit.of(layout.key(entry))
        (next.pointer + own[value]).initialize(to: entry)
        own[value] += 1
      }
    }
  }

  private static func finished<Layout: RadixLayout>(
    _ entries: SharedPointer<Layout.Entry>, _ slices: [Range<Int>], _ layout: Layout
  ) -> SortedRows {
    let count = slices.last?.upperBound ?? 0
    let rows = Buffer<UInt32>(count: count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEach(slices.count, threads: slices.count) { slice in
        for place in slices[slice] { target.pointer[place] = layout.row(entries.pointer[place]) }
      }
    }
    let starts = Bitmap(count: count) { words in
      guard let base = words.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(count: words.count, threads: slices.count, morsel: 1 << 12) {
        _, range in
        for word in range {
          var bits: UInt64 = 0
          for place in word << 6..<min(word << 6 + 64, count) {
            let isFirst =
              place == 0
              || layout.key(entries.pointer[place]) != layout.key(entries.pointer[place - 1])
            bits |= (isFirst ? 1 : 0) &<< UInt64(place & 63)
          }
          target.pointer[word] = bits
        }
      }
    }
    return SortedRows(rows: rows, starts: starts)
  }
}

/// How far keys lie apart, without the low bits that all of them have in common.
private struct KeySpan: Sendable {
  private let least: UInt64
  private let shift: UInt64
  /// What `place` needs at most.
  let bits: Int

  init(of rows: Buffer<UInt32>, _ keys: Buffer<UInt64>, _ context: ExecutionContext) {
    let all = KeyExtremes(count: rows.count, context) { keys.values[Int(rows.values[$0])] }
    least = all.least
    shift = all.commonBits
    bits = all.least <= all.greatest ? 64 - (all.span >> shift).leadingZeroBitCount : 0
  }

  @inline(__always)
  func place(_ key: UInt64) -> UInt64 { (key &- least) >> shift }
}

/// Some bits of a key.
private struct Digit: Sendable {
  private let low: UInt64
  private let mask: UInt64

  init(low: Int, high: Int) {
    self.low = UInt64(low)
    mask = 1 << UInt64(high - low) - 1
  }

  var count: Int { Int(mask) + 1 }

  @inline(__always)
  func of(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key >> low & mask) }
}

/// How a row and its key stand together.
private protocol RadixLayout: Sendable {
  associatedtype Entry: BitwiseCopyable & Sendable
  func entry(_ key: UInt64, _ row: UInt32) -> Entry
  func key(_ entry: Entry) -> UInt64
  func row(_ entry: Entry) -> UInt32
}

/// In one word, where they have room: less memory to move.
private struct PackedLayout: RadixLayout {
  let rowBits: UInt64

  @inline(__always)
  func entry(_ key: UInt64, _ row: UInt32) -> UInt64 { key << rowBits | UInt64(row) }
  @inline(__always)
  func key(_ entry: UInt64) -> UInt64 { entry >> rowBits }
  @inline(__always)
  func row(_ entry: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: entry & (1 << rowBits &- 1))
  }
}

private struct WideLayout: RadixLayout {
  struct Entry: BitwiseCopyable, Sendable {
    let key: UInt64
    let row: UInt32
  }

  @inline(__always)
  func entry(_ key: UInt64, _ row: UInt32) -> Entry { Entry(key: key, row: row) }
  @inline(__always)
  func key(_ entry: Entry) -> UInt64 { entry.key }
  @inline(__always)
  func row(_ entry: Entry) -> UInt32 { entry.row }
}
