/// What each operator of a plan did, for `explain`: rows, time, memory, what was worked out for it and
/// what was found in the cache. Belongs to one executor and its thread.
public final class PlanRecorder {
  public enum Step: Sendable {
    case source(Plan.Source)
    case stage(PlanStage)
    /// One pass over an activity that works out several aggregates of each customer.
    case pass(activity: String, aggregates: Int)
    /// A metric or dimension, from other columns or from what a pass left.
    case definition(String)
    /// Metrics and dimensions that were kept from before.
    case reused([String])
  }

  public struct Line: Sendable {
    public let step: Step
    /// 0 for the query's own operators; what an operator needs stands below it, one deeper.
    public let depth: Int
    public let rowsIn: Int?
    public fileprivate(set) var rowsOut: Int?
    /// Of an operator, with all that stands below it; of what stands below, its own alone.
    public fileprivate(set) var time = Swift.Duration.zero
    /// Of columns, selections and groups that were not there before; counted as the time is. What is
    /// given back before the operator ends is not among it.
    public fileprivate(set) var bytes = 0
  }

  public private(set) var lines: [Line] = []
  private var open: [Frame] = []
  /// Owners of memory that was there or has been counted. An unowned reference keeps an address from
  /// being given to another object, and not the memory that the object owned.
  private var known: [ObjectIdentifier: Unowned] = [:]
  private let clock = ContinuousClock()

  private struct Unowned {
    unowned let owner: AnyObject
  }

  /// Something that has begun and not ended.
  private struct Frame {
    let step: Step
    /// Of an operator: the place of its line.
    var place: Int?
    let start: ContinuousClock.Instant
    var timeBelow = Swift.Duration.zero
    var bytesBelow = 0
    /// Worked out for this operator.
    var made: Set<String> = []
    var reused: [String] = []
  }

  public init() {}

  /// Memory that nobody has to be charged for.
  func know(_ blocks: [MemoryBlock]) { _ = newBytes(blocks) }

  private func newBytes(_ blocks: [MemoryBlock]) -> Int {
    var total = 0
    for block in blocks {
      let id = ObjectIdentifier(block.owner)
      guard known[id] == nil else { continue }
      known[id] = Unowned(owner: block.owner)
      total += block.bytes
    }
    return total
  }

  // MARK: Operators

  private var depth: Int { open.count { $0.place != nil } }

  func begin(_ step: Step, rows: Int?) {
    lines.append(Line(step: step, depth: depth, rowsIn: rows))
    open.append(Frame(step: step, place: lines.count - 1, start: clock.now))
  }

  func end(_ relation: Relation) {
    guard let frame = open.popLast(), let place = frame.place else { return }
    let took = clock.now - frame.start
    var made = newBytes(relation.blocks)
    if case .source = frame.step { made = 0 }
    lines[place].rowsOut = relation.bodyCount
    lines[place].time = took
    lines[place].bytes = made + frame.bytesBelow
    if !frame.reused.isEmpty {
      lines.append(Line(step: .reused(frame.reused), depth: depth + 1, rowsIn: nil))
    }
    charge(took, made + frame.bytesBelow)
  }

  // MARK: What operators need

  func begin(_ work: Step) { open.append(Frame(step: work, start: clock.now)) }

  /// - Parameter columns: what was worked out.
  func end(_ columns: [Column]) {
    guard let frame = open.popLast() else { return }
    let took = clock.now - frame.start
    let made = newBytes(columns.flatMap(\.blocks))
    var line = Line(step: frame.step, depth: depth, rowsIn: nil)
    line.time = took - frame.timeBelow
    line.bytes = made
    lines.append(line)
    charge(took, made + frame.bytesBelow)
    guard case .definition(let key) = frame.step else { return }
    if let place = innermostOperator { open[place].made.insert(key) }
  }

  func reuse(_ key: String, _ column: Column) {
    know(column.blocks)
    guard let place = innermostOperator, !open[place].made.contains(key),
      !open[place].reused.contains(key)
    else { return }
    open[place].reused.append(key)
  }

  private var innermostOperator: Int? { open.lastIndex { $0.place != nil } }

  private func charge(_ time: Swift.Duration, _ bytes: Int) {
    guard !open.isEmpty else { return }
    open[open.count - 1].timeBelow += time
    open[open.count - 1].bytesBelow += bytes
  }
}

extension Relation {
  /// Rows that are no totals.
  var bodyCount: Int { hasTotals ? rowCount - 1 : rowCount }
}
