import Synchronization
import Syntax

/// Words of which few differ: each thread numbers those of its rows in a table that fits its cache.
enum FewWords {
  private static let most = 1 << 14

  /// nil where more differ.
  static func groups(
    _ words: WordsOfRows, _ context: ExecutionContext
  ) throws(Diagnostic) -> WordGroups? {
    let threads = words.threads(context)
    let slices = words.slices(threads)
    let codes = words.codes(context)
    let all = Buffer(adopting: codes.pointer, count: words.baseCount)
    let tables = ThreadTables(
      (0..<threads).map { _ in WordTable(expected: min(most, words.count)) })
    let areFew = Atomic<Bool>(true)
    Parallel.forEach(threads, threads: threads) { slice in
      let memory = ChunkMemory()
      let table = tables[slice]
      words.walk(slices[slice], memory, context.cancellation) { rows, lanes in
        guard areFew.load(ordering: .relaxed) else { return }
        for lane in 0..<rows.count {
          let row = rows.row(lane)
          codes.pointer[row] = table.number(lanes[lane], note: UInt32(truncatingIfNeeded: row))
        }
        if table.count > most { areFew.store(false, ordering: .relaxed) }
      }
    }
    if context.cancellation.isCancelled { throw .cancelled }
    guard areFew.load(ordering: .relaxed) else { return nil }
    let (firsts, groups) = merged(tables, threads)
    Parallel.forEach(threads, threads: threads) { slice in
      let groups = groups[slice]
      let places = slices[slice]
      for start in stride(from: places.lowerBound, to: places.upperBound, by: Parallel.morsel)
      where !context.cancellation.isCancelled {
        for place in start..<min(start + Parallel.morsel, places.upperBound) {
          let row = Int(words.row(at: place))
          codes.pointer[row] = groups.values[Int(codes.pointer[row])]
        }
      }
    }
    return WordGroups(codes: all, firsts: firsts)
  }

  /// The first row of each group, and the group of each number of each table.
  private static func merged(
    _ tables: ThreadTables, _ threads: Int
  ) -> (firsts: Buffer<UInt32>, groups: [Buffer<UInt32>]) {
    let all = WordTable(expected: most)
    // Earlier tables are of earlier rows.
    let numbers = (0..<threads).map { thread in
      (0..<tables[thread].count).map {
        all.number(tables[thread].words[$0], note: tables[thread].notes[$0])
      }
    }
    let order = (0..<all.count).sorted { all.words[$0] < all.words[$1] }
    let ranks = KeyRanks.inverse(order)
    return (
      Buffer(order.map { all.notes[$0] }),
      numbers.map { numbers in Buffer(numbers.map { ranks[Int($0)] }) }
    )
  }
}

/// A table for each thread, or each part of the work.
struct ThreadTables: @unchecked Sendable {
  // Unchecked: while several threads work, only one of them has an index, and with it the table.
  private let tables: [WordTable]

  init(_ tables: [WordTable]) { self.tables = tables }

  subscript(thread: Int) -> WordTable { tables[thread] }
}
