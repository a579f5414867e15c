import Synchronization

/// The first selected row of every combination of keys.
enum FirstRows {
  /// `.max` for combinations that no row has; not all of them when interrupted.
  static func find(
    _ keys: DirectKeys, _ rows: Relation.Rows, _ context: ExecutionContext
  ) -> [UInt32] {
    let found = Mutex([UInt32](repeating: .max, count: keys.size))
    let threads = rows.extent < 1 << 14 ? 1 : context.threads
    let extent = rows.extent
    Parallel.forEach(threads, threads: threads) { part in
      let range = extent * part / threads..<extent * (part + 1) / threads
      let own = find(keys, rows, range, context.cancellation)
      found.withLock { found in
        for code in found.indices where own[code] < found[code] { found[code] = own[code] }
      }
    }
    return found.withLock { $0 }
  }

  private static func find(
    _ keys: DirectKeys, _ rows: Relation.Rows, _ range: Range<Int>, _ cancellation: Cancellation
  ) -> [UInt32] {
    var firsts = [UInt32](repeating: .max, count: keys.size)
    let memory = ChunkMemory()
    firsts.withUnsafeMutableBufferPointer { firsts in
      rows.walkBits(range, memory, cancellation: cancellation) { chunk, selected in
        let codes = keys.codes(chunk, memory)
        func note(_ lane: Int) {
          let code = Int(codes[lane])
          let row = UInt32(truncatingIfNeeded: chunk.row(lane))
          if row < firsts[code] { firsts[code] = row }
        }
        guard let selected else {
          for lane in 0..<chunk.count { note(lane) }
          return
        }
        for word in 0..<Bitmap.words(for: chunk.count) {
          var rest = selected[word]
          while rest != 0 {
            note(word << 6 + rest.trailingZeroBitCount)
            rest &= rest &- 1
          }
        }
      }
    }
    return firsts
  }
}
