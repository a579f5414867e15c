import Syntax

/// Rows numbered by the words of their keys: equal words have equal numbers, and numbers rise with words.
struct WordGroups: Sendable {
  /// The group of every row, and any of those that do not count.
  let codes: Buffer<UInt32>
  /// The first row of each group.
  let firsts: Buffer<UInt32>

  var count: Int { firsts.count }

  init(codes: Buffer<UInt32>, firsts: Buffer<UInt32>) {
    self.codes = codes
    self.firsts = firsts
  }

  /// - Parameter rows: those that count; not a list.
  init(
    _ keys: PackedKeys, rows: Relation.Rows, _ context: ExecutionContext
  ) throws(Diagnostic) {
    let words = WordsOfRows(keys, rows, context)
    if MarkedWords.fit(words) {
      self = try MarkedWords.groups(words, context)
    } else if let few = try FewWords.groups(words, context) {
      self = few
    } else {
      self = try DealtWords.groups(words, context)
    }
    if context.cancellation.isCancelled { throw .cancelled }
  }
}

/// The rows that are grouped, and their words.
struct WordsOfRows: Sendable {
  let keys: PackedKeys
  /// Rows that are grouped; their places are the numbers below it.
  let count: Int
  /// Rows of the columns, grouped or not.
  let baseCount: Int
  /// The row at each place, ascending; nil: every row.
  private let list: Buffer<UInt32>?

  /// - Parameter rows: not a list.
  init(_ keys: PackedKeys, _ rows: Relation.Rows, _ context: ExecutionContext) {
    self.keys = keys
    baseCount = rows.extent
    count = rows.count
    if case .bits(let bits) = rows, count < baseCount {
      list = bits.rows(threads: context.threads)
    } else {
      list = nil
    }
  }

  /// How many threads are worth their while.
  func threads(_ context: ExecutionContext) -> Int { count < 1 << 14 ? 1 : context.threads }

  /// Places for each thread, earlier ones for earlier threads.
  func slices(_ threads: Int) -> [Range<Int>] {
    (0..<threads).map { count * $0 / threads..<count * ($0 + 1) / threads }
  }

  @inline(__always)
  func row(at place: Int) -> UInt32 { list?.values[place] ?? UInt32(truncatingIfNeeded: place) }

  /// Memory for the group of every row; those of rows that are not grouped are 0.
  func codes(_ context: ExecutionContext) -> SharedPointer<UInt32> {
    list == nil
      ? SharedPointer(BulkMemory.allocate(UInt32.self, baseCount))
      : SharedPointer(BulkMemory.filled(baseCount, 0, threads: context.threads))
  }

  /// Calls `body` with the rows at consecutive places and their words, until interrupted.
  @inline(__always)
  func walk(
    _ places: Range<Int>, _ memory: ChunkMemory, _ cancellation: Cancellation,
    _ body: (ChunkRows, UnsafePointer<UInt64>) -> Void
  ) {
    var start = places.lowerBound
    while start < places.upperBound, !cancellation.isCancelled {
      let count = min(ChunkMemory.rows, places.upperBound - start)
      memory.reset()
      let rows: ChunkRows =
        if let list {
          .list(UnsafeBufferPointer(rebasing: list.values[start..<start + count]))
        } else {
          .run(start, count)
        }
      body(rows, UnsafePointer(keys.words(rows, memory)))
      start += count
    }
  }
}
