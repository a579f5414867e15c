public import Engine
public import Syntax

/// An expectation of a rule file, kept until the rules are checked.
public struct KeptExpectation: Sendable, Hashable {
  public let expectation: Expectation
  /// The file that it stands in; spans point there.
  public let source: SourceText
  /// That file, the same however it was reached; nil where nobody can read it again.
  public var origin: String?

  public init(expectation: Expectation, source: SourceText) {
    self.expectation = expectation
    self.source = source
  }
}

extension Classification {
  /// Whether the expectation names `rule` itself, or one of its classes.
  public func mentions(_ kept: KeptExpectation, _ rule: Definition) -> Bool {
    let key = NameFolding.fold(rule.name)
    return RuleNames.mentioned(in: kept.expectation.condition, catalog).contains { name in
      switch (name.kind, rule) {
      case (.parameter, .parameter), (.definition, .metric), (.definition, .dimension):
        name.key == key
      case (.column, .dimension), (.table, .dimension):
        // A column may be called so as well; and a class goes by its word.
        name.key == key
          || catalog.definitions.classes(called: name.key).contains {
            NameFolding.fold($0.dimension.name) == key
          }
      default: false
      }
    }
  }
}

/// What an expectation came to.
public struct ExpectationResult: Sendable, Hashable {
  /// nil: unknown, which is not met.
  public var holds: Bool?
  /// The values that it is about, in the order in which they are mentioned, each once.
  public var values: [ExpectedValue]

  public var isMet: Bool { holds == true }
}

/// `count(vip)` and what it is.
public struct ExpectedValue: Sendable, Hashable {
  /// As the formatter writes it.
  public var text: String
  public var value: Value
  public var display: Field.Display
  /// Of a dimension: the class, of a set each of its classes.
  public var classes: [RuleTitle]?
}

extension Classification {
  /// Works an expectation out over all customers.
  ///
  /// Throws E218 where there are none, E216 for an id that no customer has, E613 for a name that has a
  /// value for each customer and none for all, E614 for a count compared with a share, E617 for
  /// a share compared with more than all, and what binding throws.
  public func check(_ expectation: Expectation) throws(Diagnostic) -> ExpectationResult {
    let condition = expectation.condition
    let lookup = try lookup(for: condition)
    for id in condition.customersAskedFor { _ = try lookup.find(id) }
    if let count = condition.countBesideShare { throw countBesideShare(count) }
    if let number = condition.numberBesideShare { throw numberBesideShare(number) }
    var met: Set<String> = []
    let parts = condition.summaries.filter { met.insert(Formatter.format($0)).inserted }
    let plan: Plan
    do throws(Diagnostic) {
      plan = try binder.plan(condition, parts: parts)
    } catch {
      throw ofEachCustomer(error, lookup)
    }
    let row = try executor.run(Rewrites.apply(plan))
    let values = parts.enumerated().map { index, part in
      expected(part, row.columns[index + 1], row.fields[index + 1].display)
    }
    let holds: Bool? =
      if case .bool(let answer) = row.columns[0].value(0) { answer } else { nil }
    return ExpectationResult(holds: holds, values: values)
  }

  private func lookup(for condition: Expression) throws(Diagnostic) -> CustomerLookup {
    do throws(Diagnostic) {
      return try CustomerLookup(executor)
    } catch {
      var placed = error
      placed.span = condition.span
      throw placed
    }
  }

  private func expected(
    _ part: Expression, _ column: Column, _ display: Field.Display
  ) -> ExpectedValue {
    let value = column.value(0)
    var result = ExpectedValue(text: Formatter.format(part), value: value, display: display)
    if case .category(let domain) = column.type, case .string(let keys) = value {
      result.classes = keys.split(separator: CategoryDomain.separator).map { key in
        let category = domain.index(of: String(key)).map { domain.categories[$0] }
        return RuleTitle(key: String(key), english: category?.english, chinese: category?.chinese)
      }
    }
    return result
  }

  private func countBesideShare(_ count: Expression) -> Diagnostic {
    Diagnostic(
      "E614", Message("a count of customers is compared with a share"), at: count.span,
      label: Message("not a share"),
      hint: Message("for example {0}", "share(lifecycle_stage = churned) < 20%"))
  }

  private func numberBesideShare(_ number: Expression) -> Diagnostic {
    let isPart = number.numbers.allSatisfy { $0 <= 100 }
    return Diagnostic(
      "E617", Message("a share is compared with more than 100 %"), at: number.span,
      label: Message("not a share"),
      hint: isPart ? Message("write {0}", Formatter.format(number) + "%") : nil)
  }

  /// A name that customers have and all of them together have not.
  private func ofEachCustomer(_ fault: Diagnostic, _ lookup: CustomerLookup) -> Diagnostic {
    guard fault.code == "E201", let name = fault.message.arguments.first, let span = fault.span,
      let type = type(of: name, at: span)
    else { return fault }
    let whole = type.isNumeric ? "avg(\(name))" : "share(\(name) = …)"
    return Diagnostic(
      "E613", Message("'{0}' has a value for each customer", name), at: span,
      label: Message("of whom"),
      hint: Message(
        "write {0} for one, {1} for all", "\(name) of '\(lookup.example)'", whole))
  }

  /// Of a name that customers have; nil for others.
  private func type(of name: String, at span: Span) -> ColumnType? {
    do throws(Diagnostic) {
      return try binder.bind(Expression(.name(Name(name)), at: span), in: customerScope).type
    } catch {
      return nil
    }
  }
}
