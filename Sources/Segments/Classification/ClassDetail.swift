import Engine
public import Syntax

/// What `describe CLASS` says. Lines are in the language of the catalog.
public struct ClassDetail: Sendable, Hashable {
  public var dimension: RuleTitle
  public var title: RuleTitle
  public var aliases: [String]
  public var trait: String?
  /// For everyone in the class who has no better one.
  public var strategy: String?
  /// For those who are in other classes as well, the most special first.
  public var combined: [CombinedStrategy]
  /// The condition as the formatter writes it, or `values EXPR`; nil for `otherwise`.
  public var rule: String?
  public var availability: Availability
  /// All that the data lack for it; empty where it is available.
  public var needs: [Need]
  /// nil where the dimension is not available.
  public var size: ClassSize?
  public var population: Int
  /// What the rule itself names.
  public var parameters: [ParameterUse]
  public var metrics: [MetricUse]
}

public struct CombinedStrategy: Sendable, Hashable {
  /// `potential_value.high`: the classes besides the one described.
  public var classes: [String]
  public var text: String
}

extension Classification {
  /// The class by key, label or alias, as `dimension.class`; of a dimension of values, any value.
  /// Throws E203, E209, E210.
  public func classDetail(_ reference: ClassReference) throws(Diagnostic) -> ClassDetail {
    let found = try catalog.definitions.named(reference)
    return try classDetail(found.dimension, found.category ?? "", at: reference.span)
  }

  /// The only class that a word names among all dimensions; nil where there is none. Throws E209.
  public func classDetail(called word: String, at span: Span) throws(Diagnostic) -> ClassDetail? {
    do throws(Diagnostic) {
      let (dimension, category) = try category(ColumnReference(word, at: span))
      return try classDetail(dimension.name, category.name, at: span)
    } catch {
      guard error.code == "E211" else { throw error }
      return nil
    }
  }

  private func classDetail(
    _ key: String, _ name: String, at span: Span
  ) throws(Diagnostic) -> ClassDetail {
    let dimension = try dimension(called: key, at: span).definition
    let category = dimension.categories.first { $0.name == name }
    let expression = category == nil ? dimension.open : category?.condition
    let uses = RuleUses([expression].compactMap(\.self), catalog)
    let named = Set(expression.map { RuleNames.mentioned(in: $0, catalog).map(\.key) } ?? [])
    let summary = try summary(of: dimension)
    var detail = ClassDetail(
      dimension: RuleTitle(dimension), title: category.map(RuleTitle.init) ?? RuleTitle(key: name),
      aliases: category?.aliases ?? [], trait: nil, strategy: nil, combined: [],
      rule: expression.map { (category == nil ? "values " : "") + Formatter.brief($0) },
      availability: summary.availability, needs: summary.needs, size: nil, population: population,
      parameters: uses.parameters.filter { named.contains(NameFolding.fold($0.name)) },
      metrics: uses.metrics.filter { named.contains(NameFolding.fold($0.name)) })
    if case .available = summary.availability {
      detail.size =
        summary.classes.first { $0.title.key == name }
        ?? ClassSize(title: detail.title, rank: nil, count: 0, share: 0)
    }
    fill(&detail, name)
    return detail
  }

  private func fill(_ detail: inout ClassDetail, _ name: String) {
    detail.trait = lines(.trait, detail.dimension.key, name).first.map { text($0) }
    for line in lines(.strategy, detail.dimension.key, name) {
      let beside =
        line.own.subtracting([name]).sorted().map { "\(detail.dimension.key).\($0)" }
        + line.others.map { "\($0.dimension).\($0.category ?? "")" }
      if beside.isEmpty {
        detail.strategy = detail.strategy ?? text(line)
      } else {
        detail.combined.append(CombinedStrategy(classes: beside, text: text(line)))
      }
    }
  }

  /// The lines about the class, the one to prefer first.
  private func lines(_ kind: ClassLine.Kind, _ key: String, _ name: String) -> [FittingLine] {
    catalog.definitions.lines(kind, about: key).filter { $0.own.isEmpty || $0.own.contains(name) }
  }

  private func text(_ line: FittingLine) -> String { line.text.text(in: catalog.language) }

  /// What is said of the customer in this row: the traits of its classes, and the strategy.
  func lines(of dimension: DimensionDefinition, _ row: Int) throws(Diagnostic) -> ClassLines {
    ClassLines(
      trait: try said("trait", dimension, row), strategy: try said("strategy", dimension, row))
  }

  private func said(
    _ function: String, _ dimension: DimensionDefinition, _ row: Int
  ) throws(Diagnostic) -> String? {
    let place = dimension.nameSpan
    let call = Call(
      name: function, nameSpan: place,
      arguments: [Expression(.name(Name(dimension.name, quoted: true)), at: place)])
    let bound = try binder.bind(Expression(.call(call), at: place), in: customerScope)
    guard case .string(let text) = try executor.value(of: bound, customer: row) else { return nil }
    return text
  }
}

/// What is said of a customer's class, in the language of the catalog.
public struct ClassLines: Sendable, Hashable {
  public var trait: String?
  public var strategy: String?
}
