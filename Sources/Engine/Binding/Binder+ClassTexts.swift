import Syntax

/// `label(DIM)`, `trait(DIM)`, `strategy(DIM)`: what is said of the class that a row is in.
///
/// Every text has a number. Classes lead to numbers by a table or a `case`, and one dictionary leads
/// from numbers to texts, so that no row makes a text of its own.
extension Binder {
  func classText(
    _ content: ClassContent, _ written: Call, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    guard (1...2).contains(written.arguments.count) else {
      throw Diagnostic(
        "E306", Message("'{0}' takes {1}", written.name, "1–2"), at: written.nameSpan,
        label: Message("found {0}", String(written.arguments.count)),
        hint: Message("for example {0}", "\(content.rawValue)(lifecycle_stage)"))
    }
    let language = try written.arguments.dropFirst().first.map { argument throws(Diagnostic) in
      try self.language(argument)
    }
    var texts = ClassTexts(language: language ?? catalog.language)
    let subject = try classSubject(written.arguments[0], in: scope)
    let lines = self.lines(content, of: subject.dimension, in: scope)
    let numbers: [BoundExpression]
    if let domain = subject.domain {
      numbers = try classNumbers(lines, subject.expression, domain, in: scope, &texts)
    } else if case .label = content {
      return try valueLabel(subject, texts.language, at: span)
    } else {
      numbers = [try valueNumber(lines, subject.expression, in: scope, &texts)]
    }
    let overload = Overload(
      numbers.map { _ in .int }, gives: .string, nulls: .own, kernel: texts.kernel)
    return BoundExpression(
      .apply(
        BoundCall(name: content.rawValue, overload: overload, arguments: numbers, id: nextCall())),
      type: .string, at: span)
  }

  private func language(_ argument: Expression) throws(Diagnostic) -> Language {
    if let word = word(argument), let language = Language(rawValue: NameFolding.fold(word)) {
      return language
    }
    throw Diagnostic(
      "E316", Message("expected 'en' or 'zh'"), at: argument.span,
      label: Message("not a language"))
  }

  // MARK: The dimension

  private struct ClassSubject {
    let expression: BoundExpression
    let dimension: DimensionDefinition
    /// nil for a dimension of values.
    let domain: CategoryDomain?
  }

  /// A dimension, or a column that holds one. A dimension goes before a column that is called so.
  private func classSubject(
    _ argument: Expression, in scope: Scope
  ) throws(Diagnostic) -> ClassSubject {
    let named: DimensionDefinition? =
      if case .name(let name) = argument.shape, name.qualifier == nil {
        catalog.definitions.dimensions(called: name.text).first?.definition
      } else {
        nil
      }
    let bound = try dimension(argument, in: scope)
    if case .category(let domain) = bound.type,
      let dimension = catalog.definitions.dimension(domain.dimension)?.definition
    {
      return ClassSubject(expression: bound, dimension: dimension, domain: domain)
    }
    if bound.type == .string, let named, named.open != nil {
      return ClassSubject(expression: bound, dimension: named, domain: nil)
    }
    throw Diagnostic(
      "E301", Message("expected {0}, found {1}", "dimension", bound.type.word), at: argument.span,
      label: Message("not a dimension"))
  }

  private func dimension(
    _ argument: Expression, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    guard case .name(let name) = argument.shape, name.qualifier == nil,
      !catalog.definitions.dimensions(called: name.text).isEmpty
    else { return try bind(argument, in: scope) }
    if let column = column(name.text, at: argument.span, in: scope),
      case .category = column.type
    {
      return column
    }
    let span = argument.span
    if case .rows = scope.subject { return try bind(argument, in: scope) }
    let found = catalog.definitions.dimensions(called: name.text).map(\.definition)
    guard found.count == 1 else {
      throw .ambiguous(name.text, found.map { catalog.definitions.names(of: $0) }, at: span)
    }
    let bound = try definition(key: found[0].name, at: span)
    let value = BoundExpression(
      .computed(.definition(bound.key)), type: bound.expression.type, at: span)
    guard case .activity = scope.subject else { return value }
    return BoundExpression(.computed(.ofCustomer(value)), type: value.type, at: span)
  }

  // MARK: Lines

  /// The lines in question, the one to prefer first. Where rows are no customers, and where the data
  /// lack what another dimension needs, lines that ask for it are left out.
  private func lines(
    _ content: ClassContent, of dimension: DimensionDefinition, in scope: Scope
  ) -> [ClassTextLine] {
    guard let kind = content.kind else {
      return dimension.categories.map { category in
        ClassTextLine(
          english: category.labels.english ?? category.name,
          chinese: category.labels.chinese ?? category.name, own: [category.name], others: [])
      }
    }
    return catalog.definitions.lines(kind, about: dimension.name).compactMap { line in
      do throws(Diagnostic) {
        var conditions: [BoundExpression] = []
        for other in line.others {
          guard let condition = try condition(other, in: scope) else { return nil }
          conditions.append(condition)
        }
        return ClassTextLine(
          english: line.text.text(in: .english), chinese: line.text.text(in: .chinese),
          own: line.own, others: conditions)
      } catch {
        return nil
      }
    }
  }

  /// That the row's customer is in the class; nil where rows are no customers.
  private func condition(
    _ wanted: NamedClass, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    let span = Span(0, 0)
    let bound = try definition(key: wanted.dimension)
    let subject = BoundExpression(
      .computed(.definition(bound.key)), type: bound.expression.type, at: span)
    let condition: BoundExpression
    if let domain = bound.domain {
      let table = domain.table { domain.categories[$0].key == wanted.category }
      condition = BoundExpression(.codeTest(subject, table), type: .bool, at: span)
    } else {
      condition = try isValue(subject, wanted.category ?? "")
    }
    switch scope.subject {
    case .customers: return condition
    case .activity:
      return BoundExpression(.computed(.ofCustomer(condition)), type: .bool, at: span)
    case .rows: return nil
    }
  }

  private func isValue(
    _ subject: BoundExpression, _ value: String
  ) throws(Diagnostic) -> BoundExpression {
    let constant = BoundExpression(.constant(.string(value)), type: .string, at: subject.span)
    return try call("=", [subject, constant], at: subject.span)
  }

  // MARK: Numbers

  /// One number a row; several where a customer can be in several classes and lines ask for classes
  /// of other dimensions too: one for each class.
  private func classNumbers(
    _ lines: [ClassTextLine], _ subject: BoundExpression, _ domain: CategoryDomain,
    in scope: Scope, _ texts: inout ClassTexts
  ) throws(Diagnostic) -> [BoundExpression] {
    let plain = lines.filter(\.others.isEmpty)
    let keys = (0..<domain.dictionary.count).map { code in
      domain.classes(of: code).map { domain.categories[$0].key }
    }
    func number(_ table: [Int64]) -> BoundExpression {
      BoundExpression(.rank(subject, table), type: .int, at: subject.span)
    }
    func chosen(_ line: ClassTextLine, _ class: String?) -> BoundBranch {
      let table: [UInt8] = keys.map { set in
        let fits = line.own.isSubset(of: set) && (`class`.map(set.contains) ?? true)
        return fits ? 1 : 0
      }
      let own = BoundExpression(.codeTest(subject, table), type: .bool, at: subject.span)
      return BoundBranch(
        condition: BoundExpression(.and([own] + line.others), type: .bool, at: subject.span),
        value: constant(texts.number(of: line), at: subject.span))
    }
    let joined = number(keys.map { texts.number(joining: plain, for: $0) })
    guard plain.count < lines.count else { return [joined] }
    guard domain.isMulti else {
      let branches = lines.filter { !$0.others.isEmpty }.map { chosen($0, nil) }
      return [choice(branches, otherwise: joined)]
    }
    return domain.categories.map { category in
      let own = lines.filter { $0.isAbout(category.key) }
      let branches = own.filter { !$0.others.isEmpty }.map { chosen($0, category.key) }
      let alone = number(
        keys.map { set in
          set.contains(category.key) ? texts.number(of: plain, for: category.key, in: set) : -1
        })
      return branches.isEmpty ? alone : choice(branches, otherwise: alone)
    }
  }

  /// Of a dimension of values: lines for single values first.
  private func valueNumber(
    _ lines: [ClassTextLine], _ subject: BoundExpression, in scope: Scope,
    _ texts: inout ClassTexts
  ) throws(Diagnostic) -> BoundExpression {
    var branches: [BoundBranch] = []
    var rest: Int64 = -1
    for line in lines {
      if line.own.isEmpty, line.others.isEmpty {
        rest = texts.number(of: line)
        break
      }
      // A customer has one value alone.
      guard line.own.count <= 1 else { continue }
      var conditions = line.others
      if let value = line.own.first { conditions.append(try isValue(subject, value)) }
      branches.append(
        BoundBranch(
          condition: BoundExpression(.and(conditions), type: .bool, at: subject.span),
          value: constant(texts.number(of: line), at: subject.span)))
    }
    let otherwise = constant(rest, at: subject.span)
    return branches.isEmpty ? otherwise : choice(branches, otherwise: otherwise)
  }

  /// A value is its own label; the class of those without one has another.
  private func valueLabel(
    _ subject: ClassSubject, _ language: Language, at span: Span
  ) throws(Diagnostic) -> BoundExpression {
    var branches: [BoundBranch] = []
    for category in subject.dimension.categories {
      let label = language == .chinese ? category.labels.chinese : category.labels.english
      branches.append(
        BoundBranch(
          condition: try isValue(subject.expression, category.name),
          value: BoundExpression(
            .constant(.string(label ?? category.name)), type: .string, at: span)))
    }
    guard !branches.isEmpty else { return subject.expression }
    return BoundExpression(
      .caseWhen(branches, otherwise: subject.expression), type: .string, at: span)
  }

  private func constant(_ number: Int64, at span: Span) -> BoundExpression {
    BoundExpression(.constant(.int(number)), type: .int, at: span)
  }

  private func choice(
    _ branches: [BoundBranch], otherwise: BoundExpression
  ) -> BoundExpression {
    BoundExpression(.caseWhen(branches, otherwise: otherwise), type: .int, at: otherwise.span)
  }
}
