/// A condition as threads ask it: its parts one after the other in memory, each the place of its own parts or
/// a probe, and nothing in them counted.
final class StoredProgram: @unchecked Sendable {
  // Unchecked because of the pointers: nothing is written through them after `init`, and what they point
  // to lives as long as `condition`, which this object has to itself.
  private enum Step {
    case test(StoredProbe)
    case known(UnsafeBufferPointer<UInt64>)
    case all(Range<Int>)
    case any(Range<Int>)
  }

  private let steps: UnsafeMutableBufferPointer<Step>
  /// Has what the steps point to.
  private let condition: StoredCondition

  init(_ condition: StoredCondition) {
    self.condition = condition
    // The parts of a step come behind all that are there before it is looked at.
    var parts = [condition]
    var steps: [Step] = []
    var next = 0
    while next < parts.count {
      let more = parts.count
      switch parts[next] {
      case .test(let test): steps.append(.test(StoredProbe(test)))
      case .known(let bits): steps.append(.known(bits.words.values))
      case .all(let own):
        parts += own
        steps.append(.all(more..<parts.count))
      case .any(let own):
        parts += own
        steps.append(.any(more..<parts.count))
      }
      next += 1
    }
    self.steps = .allocate(capacity: steps.count)
    _ = self.steps.initialize(fromContentsOf: steps)
  }

  deinit { steps.deallocate() }

  func truth(from start: Int, count: Int, _ memory: ChunkMemory) -> ChunkTruth {
    Self.truth(steps, 0, start, count, memory)
  }

  private static func truth(
    _ steps: UnsafeMutableBufferPointer<Step>, _ place: Int, _ start: Int, _ count: Int,
    _ memory: ChunkMemory
  ) -> ChunkTruth {
    switch steps[place] {
    case .test(let probe):
      let holds = probe.bits(from: start, count: count, memory)
      guard let validity = probe.validity else { return ChunkTruth(holds: holds, mayHold: nil) }
      return ChunkTruth(holds, known: memory.copied(validity, start, count), count, memory)
    case .known(let bits):
      return ChunkTruth(holds: memory.copied(bits, start, count), mayHold: nil)
    case .all(let parts):
      return joined(steps, parts, start, count, memory, narrows: true) { $0 & $1 }
    case .any(let parts):
      return joined(steps, parts, start, count, memory, narrows: false) { $0 | $1 }
    }
  }

  /// `and` (`or`) of three-valued answers: both of its bits are joined alike.
  ///
  /// - Parameter narrows: rows that a part rules out need not be asked again.
  @inline(__always)
  private static func joined(
    _ steps: UnsafeMutableBufferPointer<Step>, _ parts: Range<Int>, _ start: Int, _ count: Int,
    _ memory: ChunkMemory, narrows: Bool, _ join: (UInt64, UInt64) -> UInt64
  ) -> ChunkTruth {
    var result = truth(steps, parts.lowerBound, start, count, memory)
    let words = Bitmap.words(for: count)
    for part in parts.dropFirst() {
      if narrows, result.mayHold == nil, case .test(let probe) = steps[part],
        Bitmap.population(result.holds, count) * StoredProbe.fewOf < count,
        let few = probe.bits(among: result.holds, from: start, count: count, memory)
      {
        result.holds = few
        continue
      }
      let next = truth(steps, part, start, count, memory)
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

extension ChunkMemory {
  fileprivate func copied(
    _ words: UnsafeBufferPointer<UInt64>, _ start: Int, _ count: Int
  ) -> ChunkBits {
    let out = bits(count)
    Bitmap.copy(words, from: start, count: count, to: out)
    return out
  }
}
