/// `from SOURCE as of DATE | STAGE | …`, or `| STAGE …` on the previous result.
public struct Query: Sendable, Hashable {
  public var span: Span
  public var source: QuerySource
  public var asOf: Expression?
  public var stages: [Stage]

  public init(span: Span, source: QuerySource, asOf: Expression? = nil, stages: [Stage] = []) {
    self.span = span
    self.source = source
    self.asOf = asOf
    self.stages = stages
  }
}

public struct QuerySource: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// No `from` was written: customers.
    case implied
    /// `customers`, an activity, a segment or a `let` name; resolved by the binder.
    case named(String, version: Int?)
    /// `out[3]`.
    case result(Int)
    /// `_`, or a leading pipe.
    case last
  }

  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// One verb and what it was given.
public struct Stage: Sendable, Hashable {
  public var span: Span
  /// The span of the verb's own word.
  public var verbSpan: Span
  public var shape: Shape

  public init(_ shape: Shape, at span: Span, verb verbSpan: Span) {
    self.shape = shape
    self.span = span
    self.verbSpan = verbSpan
  }

  public indirect enum Shape: Sendable, Hashable {
    case filter(Expression)
    case derive([NamedExpression])
    case select([SelectItem])
    case drop([ColumnReference])
    case rename([Rename])
    /// Without aggregates: count and share. Without keys: one row for all.
    case group(keys: [NamedExpression], aggregates: [NamedExpression])
    /// One row for each class of each dimension. Without aggregates: count and share.
    case profile(keys: [NamedExpression], aggregates: [NamedExpression])
    case pivot(row: NamedExpression, column: NamedExpression, aggregate: PivotCell?)
    case sort([SortKey])
    case top(count: Expression, by: Expression, ascending: Bool)
    case take(Expression)
    case sample(SampleSize, seed: Int?)
    case distinct([NamedExpression])
    case setOperation(SetOperator, QuerySource)
    case show(Display, span: Span)
    case save(name: String, nameSpan: Span, description: String?)
    case export(Export)
    /// What could not be read; a diagnostic covers it.
    case missing
  }
}

/// An expression and, after `as` or before `=`, its name.
public struct NamedExpression: Sendable, Hashable {
  public var name: String?
  public var nameSpan: Span?
  public var value: Expression

  public init(name: String? = nil, nameSpan: Span? = nil, value: Expression) {
    self.name = name
    self.nameSpan = nameSpan
    self.value = value
  }
}

/// `select a, b = x + 1, *`.
public enum SelectItem: Sendable, Hashable {
  case expression(NamedExpression)
  case all(Span)
}

public struct ColumnReference: Sendable, Hashable {
  public var name: String
  public var span: Span

  public init(_ name: String, at span: Span) {
    self.name = name
    self.span = span
  }
}

public struct Rename: Sendable, Hashable {
  public var old: ColumnReference
  public var new: ColumnReference

  public init(old: ColumnReference, new: ColumnReference) {
    self.old = old
    self.new = new
  }
}

/// What each cell of a crosstab holds.
public enum PivotCell: Sendable, Hashable {
  case aggregate(NamedExpression)
  case shareOfRow(Span)
  case shareOfColumn(Span)
  case shareOfAll(Span)
}

public struct SortKey: Sendable, Hashable {
  public var value: Expression
  public var descending: Bool

  public init(value: Expression, descending: Bool = false) {
    self.value = value
    self.descending = descending
  }
}

public enum SampleSize: Sendable, Hashable {
  case rows(Int)
  /// A fraction of the rows, unscaled / 10^scale.
  case fraction(unscaled: Int64, scale: Int)
}

public enum SetOperator: Sendable, Hashable { case union, intersect, except }

public enum Display: String, Sendable, Hashable, CaseIterable { case table, bar }

/// `export 'file.ext' [columns a, b] [overwrite] [raw] [bom]`.
public struct Export: Sendable, Hashable {
  public var path: String
  public var pathSpan: Span
  public var columns: [ColumnReference]
  public var overwrite: Bool
  public var raw: Bool
  /// A byte order mark comes first, by which Excel knows UTF-8.
  public var bom: Bool

  public init(
    path: String, pathSpan: Span, columns: [ColumnReference] = [], overwrite: Bool = false,
    raw: Bool = false, bom: Bool = false
  ) {
    self.path = path
    self.pathSpan = pathSpan
    self.columns = columns
    self.overwrite = overwrite
    self.raw = raw
    self.bom = bom
  }
}
