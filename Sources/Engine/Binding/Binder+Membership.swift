public import Syntax

extension Binder {
  /// Whether a customer is in the class `category` of the dimension `key`; of an open dimension,
  /// whether its value is this.
  ///
  /// By key alone, where `key = category` as written would mean a column of that name.
  public func membership(
    in category: String, of key: String
  ) throws(Diagnostic) -> BoundExpression {
    let bound = try definition(key: key)
    let span = bound.expression.span
    let value = BoundExpression(
      .computed(.definition(bound.key)), type: bound.expression.type, at: span)
    guard let domain = bound.domain else {
      return BoundExpression(.isIn(value, ValueSet([.string(category)])), type: .bool, at: span)
    }
    let wanted = domain.categories.firstIndex { $0.key == category }
    return BoundExpression(
      .codeTest(value, domain.table { $0 == wanted }), type: .bool, at: span)
  }
}
