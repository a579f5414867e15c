import Syntax

/// Words of which many differ: they are dealt out by their hash, so that each part is numbered by one thread
/// in a table that fits its cache; then the words that differ are put in order.
///
/// As in radix-partitioned hash joins (Manegold, Boncz, Kersten 2002).
enum DealtWords {
  static func groups(
    _ words: WordsOfRows, _ context: ExecutionContext
  ) throws(Diagnostic) -> WordGroups {
    // A word and a row for each place, its number, and the same of the groups.
    try context.memory?.reserve(words.count * 16 + words.baseCount * 4)
    let dealt = Dealt(words, context)
    if context.cancellation.isCancelled { throw .cancelled }
    let (numbers, found) = numbered(dealt, context)
    if context.cancellation.isCancelled { throw .cancelled }
    try context.memory?.reserve(found.words.count * 32)
    let order = RadixSort.sorted(
      .numbers(below: found.words.count), by: found.words, context
    ).rows
    if context.cancellation.isCancelled { throw .cancelled }
    let threads = words.threads(context)
    let ranks = order.inverted(threads: threads)
    let codes = words.codes(context)
    Parallel.forEachRange(
      count: dealt.parts, threads: threads, morsel: 1, cancellation: context.cancellation
    ) { _, parts in
      for part in parts {
        let ranks = ranks.values.baseAddress.unsafelyUnwrapped + found.starts[part]
        for place in dealt.starts[part]..<dealt.starts[part + 1] {
          codes.pointer[Int(dealt.rows.values[place])] = ranks[Int(numbers.values[place])]
        }
      }
    }
    return WordGroups(
      codes: Buffer(adopting: codes.pointer, count: words.baseCount),
      firsts: found.firsts.gathered(order, threads: threads))
  }

  /// What differs: part after part, in each in the order in which it was found.
  private struct Found {
    let words: Buffer<UInt64>
    /// The first row of each.
    let firsts: Buffer<UInt32>
    /// Where each part's begin.
    let starts: [Int]
  }

  /// The number of each dealt word in its part; not of all when interrupted.
  private static func numbered(
    _ dealt: Dealt, _ context: ExecutionContext
  ) -> (numbers: Buffer<UInt32>, found: Found) {
    let tables = ThreadTables((0..<dealt.parts).map { _ in WordTable(expected: 64) })
    let numbers = Buffer<UInt32>(count: dealt.rows.count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(
        count: dealt.parts, threads: context.threads, morsel: 1, cancellation: context.cancellation
      ) { _, parts in
        for part in parts {
          let table = tables[part]
          for place in dealt.starts[part]..<dealt.starts[part + 1] {
            target.pointer[place] = table.number(
              dealt.words.values[place], note: dealt.rows.values[place])
          }
        }
      }
    }
    let starts = (0..<dealt.parts).reduce(into: [0]) { $0.append($0[$1] + tables[$1].count) }
    return (
      numbers,
      Found(
        words: joined(starts) { UnsafePointer(tables[$0].words) },
        firsts: joined(starts) { UnsafePointer(tables[$0].notes) }, starts: starts)
    )
  }

  private static func joined<T: BitwiseCopyable & Sendable>(
    _ starts: [Int], _ part: (Int) -> UnsafePointer<T>
  ) -> Buffer<T> {
    Buffer(count: starts[starts.count - 1]) { out in
      guard let base = out.baseAddress else { return }
      for index in 0..<starts.count - 1 {
        (base + starts[index]).update(from: part(index), count: starts[index + 1] - starts[index])
      }
    }
  }
}

/// Words and their rows by parts of the range of hashes, rows ascending within a part.
private struct Dealt: Sendable {
  let words: Buffer<UInt64>
  let rows: Buffer<UInt32>
  /// Where each part begins, and the number of rows.
  let starts: [Int]

  var parts: Int { starts.count - 1 }

  /// Not complete when interrupted.
  init(_ source: WordsOfRows, _ context: ExecutionContext) {
    // Parts of some ten thousand rows; beyond 512 of them, writing to all at once is slow.
    let bits = UInt64(min(9, max(1, 64 - (source.count >> 15).leadingZeroBitCount)))
    let parts = 1 << Int(bits)
    let threads = source.threads(context)
    let slices = source.slices(threads)
    // Of each slice the rows in each part; later the places where they go.
    let places = SharedPointer(
      BulkMemory.filled(threads * parts, 0, threads: 1))
    defer { BulkMemory.release(places.pointer) }
    Parallel.forEach(threads, threads: threads) { slice in
      let own = places.pointer + slice * parts
      source.walk(slices[slice], ChunkMemory(), context.cancellation) { rows, words in
        for lane in 0..<rows.count {
          own[Int(truncatingIfNeeded: WordTable.hash(words[lane]) >> (64 &- bits))] += 1
        }
      }
    }
    starts = PartPlaces.layOut(places.pointer, parts, threads)
    let words = SharedPointer(BulkMemory.allocate(UInt64.self, source.count))
    let rows = SharedPointer(BulkMemory.allocate(UInt32.self, source.count))
    Parallel.forEach(threads, threads: threads) { slice in
      let own = places.pointer + slice * parts
      source.walk(slices[slice], ChunkMemory(), context.cancellation) { chunk, chunkWords in
        for lane in 0..<chunk.count {
          let word = chunkWords[lane]
          let part = Int(truncatingIfNeeded: WordTable.hash(word) >> (64 &- bits))
          words.pointer[own[part]] = word
          rows.pointer[own[part]] = UInt32(truncatingIfNeeded: chunk.row(lane))
          own[part] += 1
        }
      }
    }
    self.words = Buffer(adopting: words.pointer, count: source.count)
    self.rows = Buffer(adopting: rows.pointer, count: source.count)
  }
}

/// Where what several workers deal out to parts goes.
enum PartPlaces {
  /// Numbers of rows, by worker and part, become the places of the first of them; returns where parts begin,
  /// and the number of all rows.
  static func layOut(
    _ places: UnsafeMutablePointer<Int>, _ parts: Int, _ workers: Int
  ) -> [Int] {
    var starts = [0]
    var next = 0
    for part in 0..<parts {
      for worker in 0..<workers {
        let count = places[worker * parts + part]
        places[worker * parts + part] = next
        next += count
      }
      starts.append(next)
    }
    return starts
  }
}
