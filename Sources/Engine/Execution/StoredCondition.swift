/// Tests of columns joined by `and` and `or`.
indirect enum StoredCondition: Sendable {
  case test(StoredTest)
  /// Rows that have a value: never undecided.
  case known(Bitmap)
  case all([StoredCondition])
  case any([StoredCondition])

  /// What a row costs, in bytes that vectors read.
  var weight: Int {
    switch self {
    case .test(let test): test.values.weight
    case .known: 1
    case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.weight }
    }
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
