import Syntax

/// A name that is both a dimension and a column of the customers' data (`industry`), and which of them
/// a query took it for: the answer says so.
public struct Namesake: Sendable, Hashable {
  /// The key of the dimension.
  public let name: String
  public let isDimension: Bool
  /// A class of the dimension; nil where it has none.
  public let category: String?
}

/// A dimension may be called like a column of the data (`industry`). As a key of `group` and `pivot`,
/// and beside one of its classes, such a name is the dimension, where the data allow it; beside other
/// values, and where no dimension can stand, it is the column. `customers.industry` and
/// `` `industry` `` are the column everywhere.
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
    note(dimension, isDimension: true)
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

  /// `industry = retail`, `industry of 'C1' = '零售'`: a class of the dimension, and no name of anything else.
  func namesakeComparison(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    guard let dimension = namesake(left, in: scope) ?? namesakeOfCustomer(left),
      let word = self.word(right)
    else { return nil }
    if case .name = right.shape,
      scope.index(of: word) != nil || catalog.definitions.metric(called: word) != nil
    {
      return nil
    }
    let bound: BoundDefinition
    do throws(Diagnostic) {
      bound = try definition(key: dimension, at: left.span)
    } catch {
      return nil
    }
    guard let domain = bound.domain else {
      // Of a dimension of values the class of those without one.
      guard let rest = catalog.definitions.dimension(dimension)?.definition.category(called: word)
      else { return nil }
      note(dimension, isDimension: true)
      let value = try value(left, as: bound)
      let named = BoundExpression(
        .constant(.string(rest.name)), type: .string, at: right.span)
      return try call(op.rawValue, [value, named], at: span)
    }
    guard domain.index(of: word) != nil else { return nil }
    note(dimension, isDimension: true)
    return try categoryComparison(op, value(left, as: bound), right, at: span)
  }

  /// The dimension in the place of the name that was written, of one customer where it is asked of one.
  private func value(
    _ written: Expression, as bound: BoundDefinition
  ) throws(Diagnostic) -> BoundExpression {
    let value = BoundExpression(
      .computed(.definition(bound.key)), type: bound.expression.type, at: written.span)
    guard case .of(_, let id) = written.shape else { return value }
    classesAsked[written] = value
    return try self.value(of: id, at: written.span) { _ in value }
  }

  /// The key of the dimension in `industry of 'C1'`.
  private func namesakeOfCustomer(_ expression: Expression) -> String? {
    guard case .of(let value, _) = expression.shape, let group = groupAggregates else {
      return nil
    }
    return namesake(value, in: group.rows)
  }

  /// A bare name that was taken for the column; nothing to tell where the data do not allow the
  /// dimension.
  func noteColumn(_ name: Name, in scope: Scope) {
    guard let dimension = namesake(Expression(.name(name), at: Span(0, 0)), in: scope) else {
      return
    }
    let outer = (standIns, readings)
    defer { (standIns, readings) = outer }
    do throws(Diagnostic) {
      _ = try definition(key: dimension)
    } catch {
      return
    }
    note(dimension, isDimension: false)
  }

  private func note(_ dimension: String, isDimension: Bool) {
    let categories = catalog.definitions.dimension(dimension)?.definition.categories
    let namesake = Namesake(
      name: dimension, isDimension: isDimension,
      category: categories?.first { $0.condition != nil }?.name)
    if !namesakes.contains(namesake) { namesakes.append(namesake) }
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
