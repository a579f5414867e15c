import Syntax

extension Binder {
  /// `profile a, b : count()` is `group a : count()` and `group b : count()` in one table, the dimension
  /// and its class as text in front.
  func profile(
    _ keys: [NamedExpression], _ aggregates: [NamedExpression], _ stage: Stage,
    into plan: inout Plan
  ) throws(Diagnostic) {
    var groups: [PlannedGroup] = []
    var after = plan
    for key in keys {
      var branch = plan
      try group([key], aggregates, stage, into: &branch)
      guard case .group(var group)? = branch.stages.last else { continue }
      let (dimension, value) = (group.outputs[0], key.value.span)
      let name = BoundExpression(
        .constant(.string(dimension.field.name)), type: .string, at: value)
      group.outputs[0].field = Field("class", aliases: ["类别"])
      group.outputs[0].value = try call("text", [dimension.value], at: value)
      group.outputs.insert(
        PlannedColumn(field: Field("dimension", aliases: ["维度"]), value: name), at: 0)
      groups.append(group)
      after = branch
    }
    guard let outputs = groups.first?.outputs else { return }
    plan.stages.append(.profile(groups))
    after.output.fields = outputs.map(\.field)
    after.output.types = outputs.map(\.value.type)
    plan.output = after.output
  }
}
