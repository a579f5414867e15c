import Syntax

/// A dimension may be called like a column of the data (`industry`). As a key of `group` and `pivot`,
/// and beside the bare word of one of its classes, such a name is the dimension; elsewhere it is the
/// column. `customers.industry` and `` `industry` `` are the column everywhere.
extension Binder {
  /// A key of `group` or `pivot`.
  func plannedKey(
    _ named: NamedExpression, in scope: Scope, _ plan: inout Plan
  ) throws(Diagnostic) -> PlannedColumn {
    guard let dimension = namesake(named.value, in: scope) else {
      return try planned(named, in: scope)
    }
    let bound: BoundDefinition
    do throws(Diagnostic) {
      bound = try definition(key: dimension)
    } catch {
      // Without the data that the dimension needs there is only the column.
      return try planned(named, in: scope)
    }
    plan.namesakes.append(dimension)
    let span = named.value.span
    var value = BoundExpression(
      .computed(.definition(bound.key)), type: bound.expression.type, at: span)
    if scope.isActivity {
      value = BoundExpression(.computed(.ofCustomer(value)), type: value.type, at: span)
    }
    var field = Field(named.name ?? dimension, display: display(of: value, in: scope))
    if named.name == nil { field.aliases = names(ofDefinition: bound.key) }
    return PlannedColumn(field: field, value: value)
  }

  /// `industry = retail`, where `retail` is a class of the dimension and no name of anything else.
  func namesakeComparison(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    guard let dimension = namesake(left, in: scope), case .name(let word) = right.shape,
      word.qualifier == nil, !word.quoted, scope.index(of: word.text) == nil,
      catalog.definitions.metric(called: word.text) == nil
    else { return nil }
    let bound: BoundDefinition
    do throws(Diagnostic) {
      bound = try definition(key: dimension, at: left.span)
    } catch {
      return nil
    }
    guard bound.domain?.index(of: word.text) != nil else { return nil }
    let value = BoundExpression(
      .computed(.definition(bound.key)), type: bound.expression.type, at: left.span)
    return try categoryComparison(op, value, right, at: span)
  }

  /// The key of the dimension that a bare name means besides a column of the customers' data.
  private func namesake(_ expression: Expression, in scope: Scope) -> String? {
    guard case .name(let name) = expression.shape, name.qualifier == nil, !name.quoted,
      let dimension = catalog.definitions.dimension(name.text)?.definition.name,
      // Inside the rules a name is what it has always been.
      inProgress.isEmpty
    else { return nil }
    let own = catalog.dataset.customers.fields
    guard let place = own.index(named: name.text) else { return nil }
    switch scope.subject {
    case .customers:
      // A column that the query made is no column of the data.
      guard let index = scope.fields.index(named: name.text), index == place,
        scope.fields.count >= own.count, scope.fields[index].name == own[place].name
      else { return nil }
      return dimension
    case .activity: return scope.index(of: name.text) == nil ? dimension : nil
    case .rows: return nil
    }
  }
}
