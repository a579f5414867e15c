public import Syntax

extension Binder {
  /// `in 流失客户` where no segment is called so but classes are: a label needs no `in`. nil for other
  /// words.
  func labelAsSegment(_ reference: SegmentReference) -> Diagnostic? {
    let word = reference.name
    let classes = catalog.definitions.classes(labelled: word)
    // A word that the rules say the meaning of has that one everywhere.
    if classes.count > 1, catalog.definitions.metric(called: word) == nil {
      return .ambiguous(
        word, catalog.definitions.conditions(word, classes), at: reference.span)
    }
    guard reference.version == nil, isLabel(word) else { return nil }
    return Diagnostic(
      "E205", Message("no segment '{0}'", word), at: reference.span,
      label: Message("not a segment"), hint: Message("without 'in' '{0}' is a class", word))
  }

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
