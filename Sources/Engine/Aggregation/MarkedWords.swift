import Syntax

/// Words that are not large beside the number of rows: a mark for each that occurs, and the group of a word
/// is the number of marks before it.
enum MarkedWords {
  /// Marks take no more than a quarter of the memory of the codes of the rows.
  static func fit(_ words: WordsOfRows) -> Bool {
    words.keys.bits < 32 && 1 << words.keys.bits <= max(1 << 16, words.count * 8)
  }

  static func groups(
    _ words: WordsOfRows, _ context: ExecutionContext
  ) throws(Diagnostic) -> WordGroups {
    let marks = marked(words, context)
    if context.cancellation.isCancelled { throw .cancelled }
    let (before, count) = sums(marks)
    let codes = words.codes(context)
    Parallel.forEachRange(count: words.count, threads: words.threads(context)) { _, places in
      let memory = ChunkMemory()
      words.walk(places, memory, context.cancellation) { rows, lanes in
        for lane in 0..<rows.count {
          let place = Int(truncatingIfNeeded: lanes[lane] >> 6)
          let lower = marks.values[place] & (1 &<< (lanes[lane] & 63) &- 1)
          codes.pointer[rows.row(lane)] =
            before.values[place] &+ UInt32(truncatingIfNeeded: lower.nonzeroBitCount)
        }
      }
    }
    let all = Buffer(adopting: codes.pointer, count: words.baseCount)
    if context.cancellation.isCancelled { throw .cancelled }
    return WordGroups(codes: all, firsts: firsts(all, count, words, context))
  }

  /// A bit for every word that occurs; not for all of them when interrupted.
  private static func marked(_ words: WordsOfRows, _ context: ExecutionContext) -> Buffer<UInt64> {
    let size = Bitmap.words(for: 1 << words.keys.bits)
    // Together those of all threads take no more memory than the codes.
    let threads = max(1, min(words.threads(context), words.count / (2 * size)))
    let all = SharedPointer(
      BulkMemory.filled(size * threads, UInt64(0), threads: threads))
    defer { BulkMemory.release(all.pointer) }
    Parallel.forEachRange(count: words.count, threads: threads) { thread, places in
      let memory = ChunkMemory()
      let own = all.pointer + thread * size
      words.walk(places, memory, context.cancellation) { rows, lanes in
        for lane in 0..<rows.count {
          own[Int(truncatingIfNeeded: lanes[lane] >> 6)] |= 1 &<< (lanes[lane] & 63)
        }
      }
    }
    return Buffer(count: size) { out in
      for place in 0..<size {
        out[place] = (0..<threads).reduce(0) { $0 | all.pointer[$1 * size + place] }
      }
    }
  }

  /// The number of marks before each word of them, and of all.
  private static func sums(_ marks: Buffer<UInt64>) -> (before: Buffer<UInt32>, count: Int) {
    var total: UInt32 = 0
    let before = Buffer<UInt32>(count: marks.count) { out in
      for place in 0..<marks.count {
        out[place] = total
        total += UInt32(truncatingIfNeeded: marks.values[place].nonzeroBitCount)
      }
    }
    return (before, Int(total))
  }

  /// Each thread looks for the first rows of some of the groups, among all rows.
  private static func firsts(
    _ codes: Buffer<UInt32>, _ count: Int, _ words: WordsOfRows, _ context: ExecutionContext
  ) -> Buffer<UInt32> {
    let threads = words.threads(context)
    let firsts = SharedPointer(BulkMemory.filled(count, UInt32.max, threads: threads))
    Parallel.forEach(threads, threads: threads) { part in
      let own = UInt32(count * part / threads)..<UInt32(count * (part + 1) / threads)
      var missing = own.count
      for start in stride(from: 0, to: words.count, by: Parallel.morsel)
      where missing > 0 && !context.cancellation.isCancelled {
        for place in start..<min(start + Parallel.morsel, words.count) {
          let row = words.row(at: place)
          let group = codes.values[Int(row)]
          if own.contains(group), firsts.pointer[Int(group)] == .max {
            firsts.pointer[Int(group)] = row
            missing -= 1
          }
        }
      }
    }
    return Buffer(adopting: firsts.pointer, count: count)
  }
}
