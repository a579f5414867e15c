import Syntax

extension Relation {
  /// The rows for which `expression`, already prepared, is true, and how many rows it left undecided
  /// because of a null.
  func filtered(
    by expression: BoundExpression, _ context: ExecutionContext, _ notices: inout Notices
  ) throws(Diagnostic) -> (rows: Rows, undecided: Int) {
    let condition = RowCondition(expression, columns: columns)
    var context = context
    context.threads = context.threads(for: condition.nanoseconds(rows: rows.extent))
    let pool = EvaluatorPool(columns: columns, threads: context.threads) {
      if !condition.isStored { warm($0, expression) }
    }
    let kept: Rows =
      switch rows {
      case .all, .bits: .bits(selectBits(condition, pool, context))
      case .list(let list): .list(selectList(condition, list, pool, context))
      }
    try pool.finish(context, &notices)
    return (kept, pool.evaluators.reduce(0) { $0 + $1.undecided })
  }

  /// Evaluates a first small chunk for its side effect on the evaluator's tables. Notices of these
  /// rows would count twice, so nothing is active.
  func warm(_ evaluator: Evaluator, _ expression: BoundExpression) {
    let count = min(baseCount, 1)
    guard count > 0 else { return }
    evaluator.memory.reset()
    let none = evaluator.memory.bools(count)
    none.update(repeating: 0, count: count)
    evaluator.memory.active = none
    _ = evaluator.evaluate(expression, .run(0, count))
    evaluator.memory.reset()
  }

  private func selectBits(
    _ condition: RowCondition, _ pool: EvaluatorPool, _ context: ExecutionContext
  ) -> Bitmap {
    Bitmap(count: rows.extent) { words in
      words.initialize(repeating: 0)
      guard let base = words.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(
        count: rows.extent, threads: context.threads, cancellation: context.cancellation
      ) { thread, range in
        let evaluator = pool[thread]
        rows.walkBits(
          range, evaluator.memory, condition.isStored ? .wide : .narrow,
          cancellation: context.cancellation
        ) { chunk, bits in
          let truth = condition.truth(chunk, selected: bits, evaluator)
          evaluator.undecided += truth.undecided(chunk.count, within: bits)
          let out = target.pointer + chunk.start >> 6
          for word in 0..<Bitmap.words(for: chunk.count) {
            out[word] = truth.holds[word] & (bits?[word] ?? ~0)
          }
        }
      }
    }
  }

  private func selectList(
    _ condition: RowCondition, _ list: Buffer<UInt32>, _ pool: EvaluatorPool,
    _ context: ExecutionContext
  ) -> Buffer<UInt32> {
    var kept: [UInt32] = []
    let evaluator = pool[0]
    rows.walkBits(
      0..<list.count, evaluator.memory, cancellation: context.cancellation
    ) { chunk, _ in
      let truth = condition.truth(chunk, selected: nil, evaluator)
      evaluator.undecided += truth.undecided(chunk.count, within: nil)
      for lane in 0..<chunk.count where truth.holds[lane >> 6] >> UInt64(lane & 63) & 1 == 1 {
        kept.append(UInt32(truncatingIfNeeded: chunk.row(lane)))
      }
    }
    return Buffer(kept)
  }
}

/// A pointer that threads share, each writing to places of its own.
struct SharedPointer<Element>: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Element>

  init(_ pointer: UnsafeMutablePointer<Element>) { self.pointer = pointer }
}
