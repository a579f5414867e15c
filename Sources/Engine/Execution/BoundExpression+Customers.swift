import Syntax

extension BoundExpression {
  /// In an activity's scope: the same over customers, where rows' own values take no part. There are
  /// fewer customers than rows. nil otherwise, and where nothing is to be worked out.
  var overCustomers: BoundExpression? {
    if case .computed = node { return nil }
    return isOfCustomers ? inCustomers : nil
  }

  private func with(_ node: Node) -> BoundExpression { BoundExpression(node, type: type, at: span) }

  /// A value of the customer or worked out from one.
  private var isOfCustomers: Bool {
    if case .computed(.ofCustomer) = node { return true }
    return children.contains(where: \.isOfCustomers) && inCustomers != nil
  }

  private var inCustomers: BoundExpression? {
    switch node {
    case .constant: return self
    case .computed(.ofCustomer(let inner)): return inner
    case .apply(let call): return call.isQuiet ? applied(call) : nil
    case .not(let operand): return operand.inCustomers.map { with(.not($0)) }
    case .and(let operands): return Self.inCustomers(operands).map { with(.and($0)) }
    case .or(let operands): return Self.inCustomers(operands).map { with(.or($0)) }
    case .isNull(let operand): return operand.inCustomers.map { with(.isNull($0)) }
    case .isIn(let operand, let set): return operand.inCustomers.map { with(.isIn($0, set)) }
    case .inRange(let operand, let low, let high):
      return operand.inCustomers.map { with(.inRange($0, low: low, high: high)) }
    case .codeTest(let operand, let table):
      return operand.inCustomers.map { with(.codeTest($0, table)) }
    case .rank(let operand, let ranks): return operand.inCustomers.map { with(.rank($0, ranks)) }
    case .lookup(let operand, let table):
      return operand.inCustomers.map { with(.lookup($0, table)) }
    case .coded, .column, .computed, .classSet, .caseWhen: return nil
    }
  }

  private static func inCustomers(_ operands: [BoundExpression]) -> [BoundExpression]? {
    let moved = operands.compactMap(\.inCustomers)
    return moved.count == operands.count ? moved : nil
  }

  private func applied(_ call: BoundCall) -> BoundExpression? {
    Self.inCustomers(call.arguments).map {
      with(
        .apply(BoundCall(name: call.name, overload: call.overload, arguments: $0, id: call.id)))
    }
  }
}

extension BoundCall {
  /// Comparisons, and functions of dates that give no text: nothing to tell about values that are not
  /// asked for, and results that are short.
  fileprivate var isQuiet: Bool {
    if Comparison(functionName: name) != nil { return true }
    switch overload.result {
    case .string, .category, .decimal, .float: return false
    case .bool, .int, .date, .timestamp, .null: break
    }
    return arguments.allSatisfy {
      $0.constant != nil || $0.type == .date || $0.type == .timestamp
    }
  }
}
