import CKernels

extension Relation.Rows {
  /// Positions to walk: base rows, or places in the list.
  var extent: Int {
    switch self {
    case .all(let count): count
    case .bits(let bits): bits.count
    case .list(let rows): rows.count
    }
  }

  /// Whether rows come as they stand in the columns.
  var areInOrder: Bool {
    if case .list = self { false } else { true }
  }

  /// Walks `range` (of `extent`) chunk by chunk: runs of base rows with the selection unpacked into
  /// `active`, or slices of the list. Chunks without a selected row are left out.
  func walk(
    _ range: Range<Int>, _ memory: ChunkMemory, cancellation: Cancellation?,
    _ body: (ChunkRows, UnsafeMutablePointer<UInt8>?) -> Void
  ) {
    walkBits(range, memory, cancellation: cancellation) { chunk, selected in
      let active = selected.map { memory.bytes($0, chunk.count) }
      memory.active = active
      body(chunk, active)
    }
  }

  /// The same with the selection as bits; nil: every row of the chunk.
  func walkBits(
    _ range: Range<Int>, _ memory: ChunkMemory, _ width: ChunkWidth = .narrow,
    cancellation: Cancellation?, _ body: (ChunkRows, ChunkBits?) -> Void
  ) {
    var start = range.lowerBound
    while start < range.upperBound, cancellation?.isCancelled != true {
      var count = min(
        width == .wide && isAll ? ChunkWidth.most : ChunkMemory.rows, range.upperBound - start)
      memory.reset()
      switch self {
      case .all:
        body(.run(start, count), nil)
      case .bits(let bits):
        let end = min(range.upperBound, start + (width == .sparse ? ChunkWidth.most : count))
        let selected = memory.bits(end - start)
        bits.copy(from: start, count: count, to: selected)
        var passing = Bitmap.population(selected, count)
        while passing < ChunkWidth.few, start + count < end {
          // So far these are whole words: only what ends the range is cut off within one.
          let more = min(ChunkMemory.rows, end - start - count)
          let place = selected + Bitmap.words(for: count)
          bits.copy(from: start + count, count: more, to: place)
          passing += Bitmap.population(place, more)
          count += more
        }
        if passing > 0 { body(.run(start, count), selected) }
      case .list(let rows):
        body(.list(UnsafeBufferPointer(rebasing: rows.values[start..<start + count])), nil)
      }
      start += count
    }
  }

  private var isAll: Bool { if case .all = self { true } else { false } }
}

/// How many rows a chunk may have.
enum ChunkWidth {
  /// So many that lanes of all of them stay in the caches.
  case narrow
  /// More where all rows are walked: for those who look at a bit a row.
  case wide
  /// More where few of them are selected: for those who look at these alone.
  case sparse

  /// A chunk that is not narrow has so many, at most.
  static let most = 1 << 15
  /// Chunks with fewer selected rows take in what follows.
  fileprivate static let few = ChunkMemory.rows / 4
}

extension Parallel {
  /// Calls `body` with each chunk of `count` consecutive rows and memory that it has to itself, until
  /// interrupted; several threads do.
  static func forEachChunk(
    _ count: Int, _ context: ExecutionContext, _ body: @Sendable (ChunkRows, ChunkMemory) -> Void
  ) {
    forEachRange(
      count: count, threads: context.threads, cancellation: context.cancellation
    ) { _, range in
      let memory = ChunkMemory()
      for start in stride(from: range.lowerBound, to: range.upperBound, by: ChunkMemory.rows) {
        memory.reset()
        body(.run(start, min(ChunkMemory.rows, range.upperBound - start)), memory)
      }
    }
  }
}

extension Bitmap {
  /// Packs `count` lanes of 0 and 1 into the words from row `start`, a multiple of 64.
  static func pack(
    _ lanes: UnsafePointer<UInt8>, _ count: Int, at start: Int,
    to words: UnsafeMutablePointer<UInt64>
  ) {
    if ckernels_pack(lanes, count, words + (start >> 6)) { return }
    var lane = 0
    var word = start >> 6
    while lane < count {
      let end = min(64, count - lane)
      var bits: UInt64 = 0
      if end == 64 {
        for group in 0..<8 {
          // Eight bytes of 0 and 1 become eight bits by one multiplication.
          let eight = UnsafeRawPointer(lanes + lane + group * 8).loadUnaligned(as: UInt64.self)
          bits |= ((eight &* 0x0102_0408_1020_4080) >> 56) << UInt64(group * 8)
        }
      } else {
        for bit in 0..<end { bits |= UInt64(lanes[lane + bit]) << UInt64(bit) }
      }
      words[word] = bits
      word += 1
      lane += end
    }
  }
}
