/// A function of the language, declared once: binder, completion, help and the reference read this
/// value, and a test runs its examples.
public struct Function: Sendable {
  public struct Parameter: Sendable {
    public let name: String
    public let summary: String

    public init(_ name: String, _ summary: String) {
      self.name = name
      self.summary = summary
    }
  }

  /// An expression and what it gives, as the shell prints it (`null` for no value).
  public struct Example: Sendable {
    public let expression: String
    public let result: String

    public init(_ expression: String, gives result: String) {
      self.expression = expression
      self.result = result
    }
  }

  public enum Group: String, Sendable, CaseIterable {
    case comparison, logic, arithmetic, text, date, conversion, conditional, population, activity,
      aggregate
  }

  public let name: String
  public let aliases: [String]
  public let group: Group
  public let summary: String
  public let summaryChinese: String
  public let parameters: [Parameter]
  public let examples: [Example]
  /// The same in DuckDB's dialect, `{0}` … for the arguments (`{*}`: all, separated by commas;
  /// `{2:'|'}`: the third, or what follows the colon when it was left out). Other braces stand for
  /// themselves.
  public let sql: String
  /// Picks the way to compute it for arguments of these types; nil when they do not fit.
  public let overload: @Sendable ([Argument]) -> Overload?

  public init(
    name: String, aliases: [String] = [], group: Group, summary: String, summaryChinese: String,
    parameters: [Parameter], examples: [Example], sql: String,
    overload: @escaping @Sendable ([Argument]) -> Overload?
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.summary = summary
    self.summaryChinese = summaryChinese
    self.parameters = parameters
    self.examples = examples
    self.sql = sql
    self.overload = overload
  }

  /// What the binder knows of an argument: its type, and its value when it is a constant.
  public struct Argument: Sendable {
    public let type: ColumnType
    public let constant: Value?

    public init(_ type: ColumnType, constant: Value? = nil) {
      self.type = type
      self.constant = constant
    }
  }
}

/// One way to compute a function.
public struct Overload: Sendable {
  public enum Nulls: Sendable {
    /// Null when any argument is: the evaluator sees to it, the kernel computes every lane.
    case strict
    /// The kernel decides (`coalesce`, `is distinct from`).
    case own
  }

  /// What each argument is converted to first. `null` accepts any type as it is.
  public let arguments: [ColumnType]
  public let result: ColumnType
  public let nulls: Nulls
  public let kernel: Kernel

  public init(
    _ arguments: [ColumnType], gives result: ColumnType, nulls: Nulls = .strict,
    kernel: @escaping Kernel
  ) {
    self.arguments = arguments
    self.result = result
    self.nulls = nulls
    self.kernel = kernel
  }
}

/// Computes `count` lanes of a result from the lanes of its arguments: one call a chunk, no branch a
/// row where it can be helped. For `.strict` functions the returned vector's `valid` is nil unless
/// the kernel itself made nulls (a division by zero); the evaluator adds the arguments' nulls.
public typealias Kernel =
  @Sendable (_ arguments: [Vector], _ count: Int, _ memory: ChunkMemory) -> Vector
