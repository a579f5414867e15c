import Dispatch
import Glibc
import Synchronization
import Syntax

/// Reads a whole file once, with given kinds of columns, by several threads.
///
/// Ranges are read in any order, each from a guess where its first record begins (after the next line
/// end). The guess is right unless the range begins inside a quoted field; it is proved by the range
/// before, which ends where this one must begin. Ranges that began elsewhere are read again.
struct ReadPass {
  let workers: [RangeWorker]
  /// In file order.
  private(set) var results: [RangeResult] = []
  /// Values that did not fit, by column, in `results`.
  private(set) var misfits: [Int]
  /// Too much did not fit: `results` end before the file does.
  private(set) var isGivenUp = false
  /// Some ranges were read twice: the columns hold rows that no result names.
  private(set) var hasWaste = false

  init(
    _ plan: PassPlan, threads: Int, cancellation: Cancellation, progress: (Double) -> Void
  ) throws(Diagnostic) {
    let count = max(1, min(threads, plan.rangeCount))
    workers = (0..<count).map { RangeWorker(plan, number: $0) }
    misfits = [Int](repeating: 0, count: plan.columns.count)
    let shortage = Self.run(workers, plan, cancellation, progress)
    if cancellation.isCancelled { throw .interrupted }
    if let limit = plan.memory, shortage > 0 { throw limit.refusal(needing: shortage) }
    for worker in workers {
      if let failure = worker.failure { throw failure }
    }
    results = try chain(plan, cancellation)
  }

  /// Returns the bytes that reading the whole file needs, where it was stopped for want of them; else 0.
  private static func run(
    _ workers: [RangeWorker], _ plan: PassPlan, _ cancellation: Cancellation,
    _ progress: (Double) -> Void
  ) -> Int {
    // What workers read grows in memory of the allocator's.
    BulkMemory.giveBack()
    let next = Atomic<Int>(0)
    let isHopeless = Atomic<Bool>(false)
    let shortage = Atomic<Int>(0)
    let watch = plan.memory.map { MemoryWatch($0, parts: plan.rangeCount) }
    let total = plan.rangeCount
    let caller = pthread_self()
    // Each worker is used by one iteration only; progress is reported by the caller's own.
    nonisolated(unsafe) let workers = workers
    withoutActuallyEscaping(progress) { report in
      nonisolated(unsafe) let report = report
      DispatchQueue.concurrentPerform(iterations: workers.count) { number in
        let worker = workers[number]
        while !cancellation.isCancelled, !isHopeless.load(ordering: .relaxed) {
          let range = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard range < total else { return }
          worker.read(range)
          if worker.isHopeless { isHopeless.store(true, ordering: .relaxed) }
          if let needed = watch?.shortage(after: range + 1), needed > 0 {
            shortage.store(needed, ordering: .relaxed)
            isHopeless.store(true, ordering: .relaxed)
          }
          if pthread_self() == caller { report(Double(range + 1) / Double(total)) }
        }
      }
    }
    return shortage.load(ordering: .relaxed)
  }

  private mutating func chain(
    _ plan: PassPlan, _ cancellation: Cancellation
  ) throws(Diagnostic) -> [RangeResult] {
    var found = [RangeResult?](repeating: nil, count: plan.rangeCount)
    for worker in workers {
      for result in worker.results { found[result.range] = result }
    }
    var chained: [RangeResult] = []
    chained.reserveCapacity(found.count)
    var position = plan.bodyStart
    var line = plan.bodyLine
    var rows = 0
    var rejected = 0
    for range in found.indices {
      // The record before reaches beyond this range.
      if position >= plan.start(of: range + 1), range > 0 {
        hasWaste = hasWaste || (found[range]?.rows ?? 0) > 0
        continue
      }
      var result = found[range]
      if result == nil || result?.isFailed == true || result?.start != position {
        if cancellation.isCancelled { throw .interrupted }
        hasWaste = true
        workers[0].readAgain(range, from: position, line: line)
        if let failure = workers[0].failure { throw failure }
        result = workers[0].results.last
      }
      guard var result else { continue }
      result.firstLine = line
      chained.append(result)
      position = result.end
      line += result.lines
      rows += result.rows
      rejected += result.rejects.count
      for misfit in result.rejects.lazy.compactMap(\.misfit) { misfits[misfit.column] += 1 }
      // What the workers gave up on may have been a wrong guess; what counts here is proved.
      isGivenUp = plan.isHopeless(misfits: misfits, rejected: rejected, rows: rows)
      if isGivenUp { break }
    }
    return chained
  }
}
