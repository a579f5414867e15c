public import Syntax

/// The rows of an activity behind a value of one customer.
public struct EvidenceRows: Sendable {
  public let activity: Activity
  /// Rows of the activity that count, earliest first.
  public let rows: [UInt32]
}

extension Executor {
  /// The activity rows of customer `row` that the aggregates inside `expression`, bound over
  /// customers, look at; those of metrics and dimensions that it mentions among them. Rows that count
  /// for several aggregates of an activity are named once.
  public func evidence(
    for expression: BoundExpression, customer row: Int
  ) throws(Diagnostic) -> [EvidenceRows] {
    var aggregates: [ActivityAggregate] = []
    var met: Set<String> = []
    try collect(expression, &aggregates, &met)
    var found: [(activity: Activity, rows: Set<UInt32>)] = []
    for wanted in aggregates {
      guard let activity = catalog.dataset.activity(named: wanted.activity) else { continue }
      let rows = try passing(wanted.aggregate.filter, activity, customer: row)
      if let place = found.firstIndex(where: { $0.activity === activity }) {
        found[place].rows.formUnion(rows)
      } else {
        found.append((activity, Set(rows)))
      }
    }
    return found.map { EvidenceRows(activity: $0.activity, rows: $0.rows.sorted()) }
  }

  private func collect(
    _ expression: BoundExpression, _ aggregates: inout [ActivityAggregate],
    _ met: inout Set<String>
  ) throws(Diagnostic) {
    var inner: [BoundExpression] = []
    expression.visit { part in
      switch part.node {
      case .computed(.activity(let aggregate)): aggregates.append(aggregate)
      case .computed(.definition), .computed(.population): inner.append(part)
      default: break
      }
    }
    for part in inner {
      guard case .computed(.definition(let key)) = part.node, met.insert(key).inserted else {
        continue
      }
      try collect(try binder.definition(key: key).expression, &aggregates, &met)
    }
  }

  /// The customer's rows for which `filter` holds; all of them without one.
  private func passing(
    _ filter: BoundExpression?, _ activity: Activity, customer row: Int
  ) throws(Diagnostic) -> [UInt32] {
    let own = Array(activity.offsets[row]..<activity.offsets[row + 1])
    guard let filter, !own.isEmpty else { return own }
    var columns = own.withUnsafeBufferPointer { rows in
      activity.table.columns.map { $0.gathered(rows) }
    }
    let single = try filter.replacingComputed { computed, type throws(Diagnostic) in
      guard case .population(let call) = computed else {
        return .constant(try self.value(of: computed, type: type, customer: row))
      }
      let whole = Relation(activity.table, identity: .activity(activity))
      let column = try self.population(call, over: whole, type: type)
      columns.append(own.withUnsafeBufferPointer { column.gathered($0) })
      return .column(columns.count - 1)
    }
    let relation = Relation(
      fields: columns.map { _ in Field("") }, columns: columns, rows: .all(own.count),
      identity: .none)
    let kept = try relation.filtered(by: single, context, &notices).rows
    var result = relation
    result.rows = kept
    return result.rowList.map { own[Int($0)] }
  }
}
