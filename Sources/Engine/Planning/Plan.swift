public import Syntax

/// A bound query: indices instead of names, types instead of guesses. Each stage's expressions belong
/// to the columns that the stage before leaves.
public struct Plan: Sendable {
  public indirect enum Source: Sendable {
    case customers
    case activity(Activity)
    case members(Bitmap)
    case relation(Relation)
  }

  public var source: Source
  /// The number of columns that the source has.
  public var sourceWidth: Int
  public var stages: [PlanStage]
  /// The columns after the last stage.
  public var output: Scope
  /// What the result is asked to be drawn as.
  public var display: Display?
  /// What names that are a dimension and a column were taken for.
  public var namesakes: [Namesake] = []
  /// Words of the query that stand for classes by a metric of the rules.
  public var readings: [WordReading] = []
  /// Words of the query taken for classes of dimensions of values.
  public var valueWords: [ValueWord] = []
}

/// A column with a name, computed from the columns before.
public struct PlannedColumn: Sendable {
  public var field: Field
  public var value: BoundExpression

  public init(field: Field, value: BoundExpression) {
    self.field = field
    self.value = value
  }
}

public struct PlannedKey: Sendable {
  public var value: BoundExpression
  public var descending: Bool
}

public struct PlannedGroup: Sendable {
  public var keys: [PlannedColumn]
  public var aggregates: [BoundAggregate]
  /// Over the keys followed by the aggregates.
  public var outputs: [PlannedColumn]
}

public struct PlannedPivot: Sendable {
  public enum Cell: Sendable {
    case aggregate(BoundAggregate, Field)
    case shareOfRow, shareOfColumn, shareOfAll
  }

  public var row: PlannedColumn
  public var column: PlannedColumn
  public var cell: Cell
}

public indirect enum PlanStage: Sendable {
  case filter(BoundExpression)
  /// Adds columns; one with the name of an earlier column takes its place in the output.
  case derive([PlannedColumn])
  /// Replaces the columns.
  case project([PlannedColumn])
  case group(PlannedGroup)
  /// Each group by its own dimension; all have outputs of the same names and types.
  case profile([PlannedGroup])
  case pivot(PlannedPivot)
  /// With a limit: only the first rows of the order.
  case sort([PlannedKey], limit: Int?)
  case take(Int)
  case sample(SampleSize, seed: UInt64)
  /// One row for each combination of values: the first.
  case distinct([BoundExpression])
  case combine(SetOperator, Plan)
  /// `save` and `export` look at the rows that pass here.
  case tap(Tap)
}

/// What a query asks to be done with its rows besides showing them.
public enum Tap: Sendable {
  case save(name: String, span: Span, description: String?)
  case export(Export)
}
