import Syntax

extension Relation {
  /// The rows for which `condition`, already prepared, is true.
  func filtered(
    by condition: BoundExpression, _ context: ExecutionContext, _ notices: inout Notices
  ) throws(Diagnostic) -> Relation {
    let pool = EvaluatorPool(columns: columns, threads: context.threads) {
      warm($0, condition)
    }
    var result = self
    switch rows {
    case .all, .bits:
      result.rows = .bits(selectBits(condition, pool, context))
    case .list(let list):
      result.rows = .list(selectList(condition, list, pool, context))
    }
    try pool.finish(context, &notices)
    return result
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
    _ condition: BoundExpression, _ pool: EvaluatorPool, _ context: ExecutionContext
  ) -> Bitmap {
    Bitmap(count: rows.extent) { words in
      words.initialize(repeating: 0)
      guard let base = words.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(
        count: rows.extent, threads: context.threads, cancellation: context.cancellation
      ) { thread, range in
        let evaluator = pool[thread]
        rows.walk(range, evaluator.memory, cancellation: context.cancellation) { chunk, active in
          let mask = evaluator.mask(condition, chunk)
          guard let active else {
            return Bitmap.pack(mask, chunk.count, at: chunk.start, to: target.pointer)
          }
          let both = evaluator.memory.bools(chunk.count)
          for lane in 0..<chunk.count { both[lane] = mask[lane] & active[lane] }
          Bitmap.pack(both, chunk.count, at: chunk.start, to: target.pointer)
        }
      }
    }
  }

  private func selectList(
    _ condition: BoundExpression, _ list: Buffer<UInt32>, _ pool: EvaluatorPool,
    _ context: ExecutionContext
  ) -> Buffer<UInt32> {
    var kept: [UInt32] = []
    let evaluator = pool[0]
    rows.walk(0..<list.count, evaluator.memory, cancellation: context.cancellation) { chunk, _ in
      let mask = evaluator.mask(condition, chunk)
      for lane in 0..<chunk.count where mask[lane] == 1 {
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
