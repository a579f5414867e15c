/// Leaves out derived columns that nothing uses: they become nulls, which cost nothing.
///
/// Walks backwards from the output with the set of columns that are still wanted.
public enum ColumnPruning {
  public static func rewrite(_ plan: Plan) -> Plan {
    var result = plan
    // Everything that the last stage leaves is wanted.
    var wanted: Set<Int>? = nil
    var width = Self.widths(plan)
    for index in plan.stages.indices.reversed() {
      let before = width.removeLast()
      (result.stages[index], wanted) = step(plan.stages[index], wanted, before)
    }
    return result
  }

  /// The number of columns before each stage.
  private static func widths(_ plan: Plan) -> [Int] {
    var widths: [Int] = []
    var width = plan.sourceWidth
    for stage in plan.stages {
      widths.append(width)
      switch stage {
      case .derive(let columns): width += columns.count
      case .project(let columns): width = columns.count
      case .group(let group): width = group.outputs.count
      case .profile(let groups): width = groups.first?.outputs.count ?? 0
      case .pivot: width = 1
      case .filter, .sort, .take, .sample, .distinct, .combine, .tap: break
      }
    }
    return widths
  }

  /// - Parameter wanted: the columns wanted after the stage; nil: all.
  private static func step(
    _ stage: PlanStage, _ wanted: Set<Int>?, _ width: Int
  ) -> (PlanStage, Set<Int>?) {
    switch stage {
    case .filter(let condition):
      return (stage, wanted.map { $0.union(condition.columns) })
    case .derive(let columns):
      guard let wanted else { return (stage, nil) }
      var needed = wanted.filter { $0 < width }
      let kept = columns.enumerated().map { offset, column in
        if wanted.contains(width + offset) {
          needed.formUnion(column.value.columns)
          return column
        }
        return PlannedColumn(
          field: column.field,
          value: BoundExpression(
            .constant(.null), type: column.value.type, at: column.value.span))
      }
      return (.derive(kept), needed)
    case .project(let columns):
      let used = columns.indices.filter { wanted?.contains($0) ?? true }
      return (stage, Set(used.flatMap { columns[$0].value.columns }))
    case .group(let group):
      return (stage, group.columns)
    case .profile(let groups):
      return (stage, groups.reduce(into: []) { $0.formUnion($1.columns) })
    case .pivot(let pivot):
      var needed = pivot.row.value.columns.union(pivot.column.value.columns)
      if case .aggregate(let aggregate, _) = pivot.cell {
        needed.formUnion(aggregate.expressions.flatMap(\.columns))
      }
      return (stage, needed)
    case .sort(let keys, _):
      return (stage, wanted.map { $0.union(keys.flatMap(\.value.columns)) })
    case .distinct(let values):
      return (stage, wanted.map { $0.union(values.flatMap(\.columns)) })
    case .take, .sample: return (stage, wanted)
    // What is saved or exported has all columns; set operations compare whole rows.
    case .combine, .tap: return (stage, nil)
    }
  }
}

extension PlannedGroup {
  /// The columns of the rows that the group looks at.
  fileprivate var columns: Set<Int> {
    let expressions = keys.map(\.value) + aggregates.flatMap(\.expressions)
    return Set(expressions.flatMap(\.columns))
  }
}

extension BoundExpression {
  /// The columns of the relation that the expression looks at.
  var columns: Set<Int> {
    var found: Set<Int> = []
    visit { if case .column(let index) = $0.node { found.insert(index) } }
    return found
  }

  /// Visits this expression and those inside that belong to the same rows.
  func visit(_ body: (BoundExpression) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }

  var children: [BoundExpression] {
    switch node {
    case .constant, .coded, .column: []
    case .computed(.population(let call)):
      [call.argument, call.filter, call.partition].compactMap(\.self) + call.expressions
    case .computed(.rowMetric(let metric)): [metric.expression]
    // Other tables' columns are not this relation's.
    case .computed: []
    case .apply(let call): call.arguments
    case .not(let operand), .isNull(let operand), .isIn(let operand, _),
      .codeTest(let operand, _), .inRange(let operand, _, _), .rank(let operand, _),
      .lookup(let operand, _):
      [operand]
    case .and(let operands), .or(let operands), .classSet(let operands): operands
    case .caseWhen(let branches, let otherwise):
      branches.flatMap { [$0.condition, $0.value] } + [otherwise].compactMap(\.self)
    }
  }
}

extension PopulationCall {
  var expressions: [BoundExpression] {
    if case .aggregate(let aggregate) = kind { aggregate.expressions } else { [] }
  }
}

extension BoundAggregate {
  var expressions: [BoundExpression] { [argument, filter, by].compactMap(\.self) }
}
