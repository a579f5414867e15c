import Syntax

/// Several keys side by side in one word: words sort as the combinations of values do, first key first.
struct PackedKeys: Sendable {
  private let keys: [OrderedKey]
  /// Every word fits so many; 64 at most.
  let bits: Int

  /// - Parameter keys: of 64 bits in all, at most.
  init(_ keys: [OrderedKey]) {
    self.keys = keys
    bits = keys.reduce(0) { $0 + $1.bits }
  }

  /// Combinations of the first keys are numbered where all have no room in a word.
  ///
  /// - Parameter rows: those that count; not a list.
  init(
    _ columns: [Column], rows: Relation.Rows, _ context: ExecutionContext
  ) throws(Diagnostic) {
    var packed = PackedKeys([])
    for column in columns {
      var next = try PackedKeys([OrderedKey(column, context)])
      if packed.bits + next.bits > 64 {
        packed = try packed.numbered(rows, context)
        // Numbers of rows have 32 bits.
        if packed.bits + next.bits > 64 { next = try next.numbered(rows, context) }
      }
      packed = PackedKeys(packed.keys + next.keys)
    }
    self = packed
  }

  private func numbered(
    _ rows: Relation.Rows, _ context: ExecutionContext
  ) throws(Diagnostic) -> PackedKeys {
    try PackedKeys([OrderedKey(WordGroups(self, rows: rows, context))])
  }

  /// The word of each row of the chunk.
  func words(_ rows: ChunkRows, _ memory: ChunkMemory) -> UnsafeMutablePointer<UInt64> {
    let out = memory.lanes(UInt64.self, rows.count)
    guard let first = keys.first else {
      out.update(repeating: 0, count: rows.count)
      return out
    }
    first.write(rows, to: out, memory)
    let next = memory.lanes(UInt64.self, keys.count > 1 ? rows.count : 0)
    for key in keys.dropFirst() {
      key.write(rows, to: next, memory)
      let width = UInt64(key.bits)
      for lane in 0..<rows.count { out[lane] = out[lane] &<< width | next[lane] }
    }
    return out
  }

  /// The word of every one of `count` rows; not of all of them when interrupted.
  func allWords(_ count: Int, _ context: ExecutionContext) -> Buffer<UInt64> {
    Buffer(count: count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachChunk(count, context) { rows, memory in
        (target.pointer + rows.start).update(from: words(rows, memory), count: rows.count)
      }
    }
  }

  /// As few words as have room for all keys, the first ones first.
  static func words(of keys: [OrderedKey]) -> [PackedKeys] {
    var words: [PackedKeys] = []
    for key in keys {
      if let last = words.last, last.bits + key.bits <= 64 {
        words[words.count - 1] = PackedKeys(last.keys + [key])
      } else {
        words.append(PackedKeys([key]))
      }
    }
    return words
  }
}
