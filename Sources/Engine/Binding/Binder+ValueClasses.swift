import Syntax

/// Classes of dimensions of values (`rfm`, `geo_region`), which are text: beside one a bare word is a
/// class, as it is beside a dimension of rules.
extension Binder {
  /// The class that a bare word names beside a dimension of values: that of those without a value by key
  /// or label, or a value that is called nothing else. nil where `other` is no such dimension, or the word
  /// something else.
  func valueClass(
    _ name: Name, at span: Span, beside other: BoundExpression, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    guard !name.quoted, let dimension = valueDimension(other, in: scope) else { return nil }
    func constant(_ text: String) -> BoundExpression {
      BoundExpression(.constant(.string(text)), type: .string, at: span)
    }
    if let rest = dimension.category(called: name.text) { return constant(rest.name) }
    do throws(Diagnostic) {
      _ = try bind(name, at: span, in: scope)
      return nil
    } catch {
      // No name of anything, or a label of several things: here only this dimension's can be meant.
      guard ["E201", "E209"].contains(error.code) else { return nil }
      note(name.text, asClassOf: dimension, at: span)
      return constant(name.text)
    }
  }

  /// Remembers a text between quotes that stands beside a dimension of values.
  func note(_ text: String, beside other: BoundExpression, at span: Span, in scope: Scope) {
    guard let dimension = valueDimension(other, in: scope) else { return }
    note(text, asClassOf: dimension, at: span)
  }

  /// Whether the left side of a comparison is a bare word that stands for nothing but a class of the
  /// dimension of values on the right.
  func isValueClass(_ left: Expression, beside right: Expression, in scope: Scope) -> Bool {
    guard case .name(let word) = left.shape, word.qualifier == nil, !word.quoted,
      case .name(let name) = right.shape, name.qualifier == nil,
      scope.index(of: word.text) == nil, catalog.definitions.metric(called: word.text) == nil,
      catalog.definitions.dimensions(called: word.text).isEmpty
    else { return false }
    let called = catalog.definitions.dimensions(called: name.text)
    return called.count == 1 && called[0].definition.open != nil
  }

  /// The dimension of values that an expression is: itself, of a row's customer, or a key that rows were
  /// grouped by.
  private func valueDimension(
    _ expression: BoundExpression, in scope: Scope
  ) -> DimensionDefinition? {
    let key: String
    switch (expression.node, scope.subject) {
    case (.computed(.definition(let name)), _): key = name
    case (.computed(.ofCustomer(let inner)), _): return valueDimension(inner, in: scope)
    case (.column(let index), .rows) where scope.fields.indices.contains(index):
      key = scope.fields[index].name
    default: return nil
    }
    guard let found = catalog.definitions.dimension(key)?.definition, found.open != nil else {
      return nil
    }
    return found
  }
}
