/// A condition made ready to be asked chunk by chunk: from values as they are kept where that is
/// possible, else from lanes.
final class RowCondition: Sendable {
  let expression: BoundExpression
  private let stored: StoredProgram?
  private let weight: Int

  init(_ expression: BoundExpression, columns: [Column]) {
    self.expression = expression
    let condition = StoredCondition(expression, columns: columns)
    stored = condition.map { StoredProgram($0) }
    weight = condition?.weight ?? 1 << 10
  }

  /// About how long one thread takes for so many rows.
  func nanoseconds(rows: Int) -> Int { rows * weight / 24 }

  var isStored: Bool { stored != nil }

  /// - Parameter selected: the rows that matter, nil: all of them. Others have any answer.
  func truth(
    _ rows: ChunkRows, selected: ChunkBits?, _ evaluator: Evaluator
  ) -> ChunkTruth {
    let memory = evaluator.memory
    if let stored, rows.list == nil {
      return stored.truth(from: rows.start, count: rows.count, memory)
    }
    let outer = memory.active
    defer { memory.active = outer }
    memory.active = selected.map { memory.bytes($0, rows.count) }
    let vector = evaluator.evaluate(expression, rows)
    guard case .bools(let lanes) = vector.lanes else {
      preconditionFailure("the binder lets only conditions through")
    }
    let answers = memory.packed(lanes, rows.count)
    guard let valid = vector.valid else { return ChunkTruth(holds: answers, mayHold: nil) }
    return ChunkTruth(answers, known: memory.packed(valid, rows.count), rows.count, memory)
  }
}

extension ChunkTruth {
  /// How many of the selected lanes are undecided.
  func undecided(_ count: Int, within selected: ChunkBits?) -> Int {
    guard let mayHold else { return 0 }
    var total = 0
    for word in 0..<Bitmap.words(for: count) {
      total &+= (mayHold[word] & ~holds[word] & (selected?[word] ?? ~0)).nonzeroBitCount
    }
    return total
  }
}
