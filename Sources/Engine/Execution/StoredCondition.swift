/// Tests of columns joined by `and` and `or`.
indirect enum StoredCondition: Sendable {
  case test(StoredTest)
  /// Rows that have a value: never undecided.
  case known(Bitmap)
  case all([StoredCondition])
  case any([StoredCondition])

  func truth(from start: Int, count: Int, _ memory: ChunkMemory) -> ChunkTruth {
    switch self {
    case .test(let test):
      let holds = test.bits(from: start, count: count, memory)
      guard let validity = test.validity else { return ChunkTruth(holds: holds, mayHold: nil) }
      return ChunkTruth(
        holds, known: memory.copied(validity, start, count), count, memory)
    case .known(let bits):
      return ChunkTruth(holds: memory.copied(bits, start, count), mayHold: nil)
    case .all(let parts):
      return joined(parts, start, count, memory, narrows: true) { $0 & $1 }
    case .any(let parts):
      return joined(parts, start, count, memory, narrows: false) { $0 | $1 }
    }
  }

  /// `and` (`or`) of three-valued answers: both of its bits are joined alike.
  ///
  /// - Parameter narrows: rows that a part rules out need not be asked again.
  @inline(__always)
  private func joined(
    _ parts: [StoredCondition], _ start: Int, _ count: Int, _ memory: ChunkMemory, narrows: Bool,
    _ join: (UInt64, UInt64) -> UInt64
  ) -> ChunkTruth {
    var result = parts[0].truth(from: start, count: count, memory)
    let words = Bitmap.words(for: count)
    for part in parts.dropFirst() {
      if narrows, result.mayHold == nil, case .test(let test) = part,
        Bitmap.population(result.holds, count) * 8 < count,
        let few = test.bits(among: result.holds, from: start, count: count, memory)
      {
        result.holds = few
        continue
      }
      let next = part.truth(from: start, count: count, memory)
      if result.mayHold != nil || next.mayHold != nil {
        let mayHold = memory.bits(count)
        let mine = result.mayHold ?? result.holds
        let other = next.mayHold ?? next.holds
        for word in 0..<words { mayHold[word] = join(mine[word], other[word]) }
        result.mayHold = mayHold
      }
      let holds = memory.bits(count)
      for word in 0..<words { holds[word] = join(result.holds[word], next.holds[word]) }
      result.holds = holds
    }
    return result
  }
}

/// The three-valued answers of a condition for one chunk, a bit a lane.
struct ChunkTruth {
  /// True.
  var holds: ChunkBits
  /// True or undecided, because of a null; nil: no lane is undecided.
  var mayHold: ChunkBits?

  init(holds: ChunkBits, mayHold: ChunkBits?) {
    self.holds = holds
    self.mayHold = mayHold
  }

  /// `answers` count where a value is `known`; elsewhere the answer is undecided.
  init(_ answers: ChunkBits, known: ChunkBits, _ count: Int, _ memory: ChunkMemory) {
    let holds = memory.bits(count)
    let mayHold = memory.allBits(count)
    for word in 0..<Bitmap.words(for: count) {
      holds[word] = answers[word] & known[word]
      mayHold[word] &= answers[word] | ~known[word]
    }
    self.init(holds: holds, mayHold: mayHold)
  }
}

extension ChunkMemory {
  fileprivate func copied(_ bitmap: Bitmap, _ start: Int, _ count: Int) -> ChunkBits {
    let out = bits(count)
    bitmap.copy(from: start, count: count, to: out)
    return out
  }
}
