public import Syntax

/// The values of an expression for every row of a table.
public struct RowValues: Sendable {
  public var column: Column
  /// Texts that a cast could not read: nulls in `column`, or behind its values.
  public var unreadable: Int

  public init(_ column: Column, unreadable: Int = 0) {
    self.column = column
    self.unreadable = unreadable
  }
}

/// Expressions over one table alone, without customers or rules: what `load … with … where …` says.
public enum RowExpressions {
  /// `expression` for every row, and how often a text in it could not be converted.
  public static func column(
    _ expression: Expression, over table: Table, context: ExecutionContext = ExecutionContext()
  ) throws(Diagnostic) -> RowValues {
    let (executor, relation, binder) = parts(table, context)
    let scope = Scope(table, subject: .rows)
    let column = try executor.column(binder.bind(expression, in: scope), over: relation)
    return RowValues(column, unreadable: executor.notices.counts[.unreadableCast] ?? 0)
  }

  /// The rows for which `expression` is true.
  public static func mask(
    _ expression: Expression, over table: Table, context: ExecutionContext = ExecutionContext()
  ) throws(Diagnostic) -> Bitmap {
    let (executor, relation, binder) = parts(table, context)
    let condition = try binder.condition(expression, in: Scope(table, subject: .rows))
    return try executor.bits(condition, over: relation)
  }

  private static func parts(
    _ table: Table, _ context: ExecutionContext
  ) -> (Executor, Relation, Binder) {
    let catalog = Catalog(dataset: .empty)
    return (
      Executor(catalog, context: context), Relation(table, identity: .none), Binder(catalog)
    )
  }
}

extension Executor {
  /// The base rows of `relation` for which `condition` is true.
  public func bits(
    _ condition: BoundExpression, over relation: Relation
  ) throws(Diagnostic) -> Bitmap {
    var preparation = Preparation(relation, executor: self)
    let prepared = try preparation.prepare(condition)
    let rows = try preparation.relation.filtered(by: prepared, context, &notices).rows
    switch rows {
    case .bits(let bits): return bits
    case .all(let count): return Bitmap(count: count, all: true)
    case .list(let list):
      return Bitmap(count: relation.baseCount, rows: list.values.lazy.map { Int($0) })
    }
  }
}
