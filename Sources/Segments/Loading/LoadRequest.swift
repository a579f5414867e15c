public import Engine
public import Syntax

/// One `load` statement, or one file named on the command line.
public struct LoadRequest: Sendable {
  /// The table's name; nil: recognised from file and columns.
  public var table: ColumnReference?
  public var files: [FileReference]
  /// `with role = expression`: roles by canonical name, or new names for columns.
  public var mapping: [NamedExpression]
  /// `where`: rows for which it is not true are left out and counted.
  public var filter: Expression?
  public var options: ReadOptions
  /// The text that spans of `mapping` and `filter` point into, to quote them in the report.
  public var text: String

  public init(
    table: ColumnReference? = nil, files: [FileReference], mapping: [NamedExpression] = [],
    filter: Expression? = nil, options: ReadOptions = ReadOptions(), text: String = ""
  ) {
    self.table = table
    self.files = files
    self.mapping = mapping
    self.filter = filter
    self.options = options
    self.text = text
  }

  /// How `file` is to be read: the options, and what its columns are needed as. Throws E450.
  public func options(for file: FileReference) throws(Diagnostic) -> ReadOptions {
    let kind = TableWords.kind(of: table?.name ?? PathText.stem(file.path))
    let needs = RoleNeeds(kind: kind, mapping: try LoadMapping(mapping, kind: kind))
    var options = options
    options.needs = { needs.needs($0) }
    return options
  }

  /// The request of a statement. `options` is what its `using` means.
  public init(_ load: Load, options: ReadOptions, text: String) {
    self.init(
      table: load.table, files: load.files, mapping: load.mapping, filter: load.filter,
      options: options, text: text)
  }
}

/// A request with its files read.
public struct LoadSource: Sendable {
  public var request: LoadRequest
  public var files: [ReadResult]

  public init(request: LoadRequest, files: [ReadResult]) {
    self.request = request
    self.files = files
  }
}

/// Expressions over the rows of one table: how mapping and filter are computed.
public struct RowEvaluation: Sendable {
  public var column: @Sendable (Expression, Table) throws(Diagnostic) -> RowValues
  /// Set where the expression is true; null is not true.
  public var mask: @Sendable (Expression, Table) throws(Diagnostic) -> Bitmap

  public init(
    column: @escaping @Sendable (Expression, Table) throws(Diagnostic) -> RowValues,
    mask: @escaping @Sendable (Expression, Table) throws(Diagnostic) -> Bitmap
  ) {
    self.column = column
    self.mask = mask
  }
}
