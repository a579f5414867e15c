public import Syntax

/// The rows of an activity behind a value of one customer.
public struct EvidenceRows: Sendable {
  public let activity: Activity
  /// Rows of the activity that count, earliest first.
  public let rows: [UInt32]
  /// Orders among them: one for each row, unless rows are lines of orders.
  public let units: Int
  /// Orders that the rules call valid (`metric orders.is_valid`); nil where they say nothing of it.
  public let valid: Int?
}

extension Executor {
  /// The activity rows of customer `row` that the aggregates inside `expressions`, bound over
  /// customers, look at; those of metrics and dimensions that it mentions among them. Rows that count
  /// for several aggregates of an activity are named once.
  public func evidence(
    for expressions: [BoundExpression], customer row: Int
  ) throws(Diagnostic) -> [EvidenceRows] {
    var aggregates: [ActivityAggregate] = []
    var met: Set<String> = []
    for expression in expressions { try collect(expression, &aggregates, &met) }
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
    var evidence: [EvidenceRows] = []
    for (activity, rows) in found {
      let valid = try validRows(of: activity, customer: row).map { rows.intersection($0) }
      evidence.append(
        EvidenceRows(
          activity: activity, rows: rows.sorted(), units: activity.unitCount(of: rows),
          valid: valid.map { activity.unitCount(of: $0) }))
    }
    return evidence
  }

  /// The customer's rows that the rules call valid; nil where they or the data do not tell.
  private func validRows(
    of activity: Activity, customer row: Int
  ) throws(Diagnostic) -> [UInt32]? {
    guard catalog.definitions.metric(called: "is_valid", of: activity.name) != nil else {
      return nil
    }
    let bound: BoundExpression
    do throws(Diagnostic) {
      bound = try binder.condition(
        Expression(.name(Name("is_valid", qualifier: activity.name)), at: Span(0, 0)),
        in: Scope(activity.table, subject: .activity(activity)))
    } catch {
      return nil
    }
    return try passing(bound, activity, customer: row)
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
    var own = OwnRows(activity, customer: row, self)
    guard let filter, !own.rows.isEmpty else { return own.rows }
    let single = try own.own(filter)
    var result = own.relation(.none)
    result.rows = try result.filtered(by: single, context, &notices).rows
    return result.rowList.map { own.rows[Int($0)] }
  }
}

extension Activity {
  /// The orders that have some of `rows`.
  fileprivate func unitCount(of rows: Set<UInt32>) -> Int {
    guard let units else { return rows.count }
    return Set(rows.map { units[Int($0)] }).count
  }
}
