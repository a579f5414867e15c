import Syntax

extension BoundExpression {
  /// The expression with every whole-column part replaced by what `body` makes of it.
  func replacingComputed(
    _ body: (Computed, ColumnType) throws(Diagnostic) -> Node
  ) throws(Diagnostic) -> BoundExpression {
    BoundExpression(try replaced(body), type: type, at: span)
  }

  private func replaced(
    _ body: (Computed, ColumnType) throws(Diagnostic) -> Node
  ) throws(Diagnostic) -> Node {
    switch node {
    case .constant, .coded, .column: return node
    case .computed(let computed): return try body(computed, type)
    case .apply(let call):
      return .apply(
        BoundCall(
          name: call.name, overload: call.overload,
          arguments: try Self.replaced(call.arguments, body), id: call.id))
    case .not(let operand): return .not(try operand.replacingComputed(body))
    case .and(let operands): return .and(try Self.replaced(operands, body))
    case .or(let operands): return .or(try Self.replaced(operands, body))
    case .isNull(let operand): return .isNull(try operand.replacingComputed(body))
    case .isIn(let operand, let set): return .isIn(try operand.replacingComputed(body), set)
    case .inRange(let operand, let low, let high):
      return .inRange(try operand.replacingComputed(body), low: low, high: high)
    case .codeTest(let operand, let table):
      return .codeTest(try operand.replacingComputed(body), table)
    case .classSet(let conditions): return .classSet(try Self.replaced(conditions, body))
    case .rank(let operand, let ranks): return .rank(try operand.replacingComputed(body), ranks)
    case .lookup(let operand, let table): return .lookup(try operand.replacingComputed(body), table)
    case .caseWhen(let branches, let otherwise):
      var replaced: [BoundBranch] = []
      for branch in branches {
        replaced.append(
          BoundBranch(
            condition: try branch.condition.replacingComputed(body),
            value: try branch.value.replacingComputed(body)))
      }
      return .caseWhen(replaced, otherwise: try otherwise?.replacingComputed(body))
    }
  }

  private static func replaced(
    _ expressions: [BoundExpression], _ body: (Computed, ColumnType) throws(Diagnostic) -> Node
  ) throws(Diagnostic) -> [BoundExpression] {
    var result: [BoundExpression] = []
    for expression in expressions { result.append(try expression.replacingComputed(body)) }
    return result
  }
}
