public import Syntax

/// What running a query needs besides the query.
public struct ExecutionContext: Sendable {
  public var threads: Int
  public var cancellation: Cancellation
  /// nil: whatever there is.
  public var memory: MemoryLimit?

  public init(
    threads: Int = 2, cancellation: Cancellation = Cancellation(), memory: MemoryLimit? = nil
  ) {
    self.threads = threads
    self.cancellation = cancellation
    self.memory = memory
  }

  /// Threads for work that one would do in about so long. To wake another costs this one and that one some
  /// 20 µs each, and as much passes before it begins (measured: two conditions on a million customers
  /// take 82 µs alone and 108 µs with another's help).
  func threads(for nanoseconds: Int) -> Int { nanoseconds < 150_000 ? 1 : threads }
}

/// Counts of rows whose result is null for a reason, over one query.
public struct Notices: Sendable {
  public private(set) var counts: [Notice: Int] = [:]

  public init() {}

  mutating func add(_ other: [Notice: Int]) {
    for (notice, count) in other { counts[notice, default: 0] += count }
  }

  mutating func add(_ other: Notices) { add(other.counts) }
}

/// Ctrl-C: thrown as a diagnostic so that it takes the way of every other end of a query.
extension Diagnostic {
  public static let cancelled = Diagnostic("E000", Message("interrupted"))
  static let overflow = Diagnostic(
    "E305", Message("an exact result does not fit into 18 digits"),
    hint: Message("convert with float(…) to go on with approximate numbers"))

  static func tooMuchText(at span: Span) -> Diagnostic {
    Diagnostic(
      "E711", Message("the texts of a column may be 4 GB in all, and these are more"), at: span,
      label: Message("too much text"), hint: Message("take fewer rows first, or shorter texts"))
  }
}

/// One evaluator a thread, warmed up on the first chunk so that tables computed once per dictionary
/// are shared by all.
struct EvaluatorPool: @unchecked Sendable {
  // Unchecked: each evaluator is touched by the one thread that has its index.
  let evaluators: [Evaluator]

  init(columns: [Column], threads: Int, warmUp: (Evaluator) -> Void = { _ in }) {
    let first = Evaluator(columns: columns)
    warmUp(first)
    evaluators =
      [first]
      + (1..<max(threads, 1)).map { _ in
        let other = Evaluator(columns: columns)
        other.lifted = first.lifted
        return other
      }
  }

  subscript(thread: Int) -> Evaluator { evaluators[thread] }

  /// What the evaluators have to report once they are done.
  func finish(
    _ context: ExecutionContext, _ notices: inout Notices
  ) throws(Diagnostic) {
    if context.cancellation.isCancelled { throw .cancelled }
    for evaluator in evaluators {
      if evaluator.memory.overflowed { throw .overflow }
      notices.add(evaluator.memory.notices)
    }
  }
}
