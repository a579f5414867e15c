/// What could stand at the cursor.
public enum CompletionKind: Sendable, Hashable {
  /// A verb that begins a statement or a stage, or a source.
  case statement
  /// The verb of a stage, after a pipe.
  case stage
  /// `customers`, an activity, a segment, a `let` name, a result.
  case source
  /// An expression: columns in scope, metrics, dimensions, functions.
  case operand
  /// The other side of a comparison with a column or dimension, or an element of its list. Inside
  /// quotes only values are due.
  case value(Name)
  /// A column of the qualifier, after its dot.
  case member(of: String)
  /// A class of the dimension, after its dot.
  case category(of: String)
  case column
  case activity
  case segment
  case dimension
  /// The id of a customer.
  case customer
  /// What `advise` takes.
  case goal
  /// The name of a dimension, metric or parameter that has a rule.
  case definition
  /// What `define` begins: `param`, `metric`, …
  case declaration
  case table
  case setting
  /// The value of a setting.
  case settingValue(String)
  case file
  /// What `help` and `describe` explain.
  case topic
  case display
  case parameter
  case number
  case date
  /// A name that does not exist yet.
  case newName
  /// A text that nothing can complete.
  case text

  /// The more exactly it says what is due, the earlier it is offered.
  var rank: Int {
    switch self {
    case .value, .member, .category, .settingValue, .customer: 0
    case .file, .segment, .dimension, .goal, .definition, .declaration, .activity, .column,
      .display, .parameter:
      1
    case .source, .stage, .setting, .topic, .table: 2
    case .operand, .statement: 3
    case .number, .date, .newName, .text: 4
    }
  }

  /// Can be due between quotes.
  var mayBeQuoted: Bool {
    switch self {
    case .value, .file, .settingValue, .text, .operand, .goal, .customer: true
    case .statement, .stage, .source, .member, .category, .column, .activity, .segment, .dimension,
      .definition, .declaration, .table, .setting, .topic, .display, .parameter, .number, .date,
      .newName:
      false
    }
  }
}

/// What the parser looked for where the text ends. Off except for completion: ordinary parsing keeps
/// nothing.
struct SoughtAtEnd {
  var isGathering = false
  private(set) var things: [CompletionKind] = []
  private(set) var keywords: [Keyword] = []
  /// The source and beginning (bytes) of the query that is being read, and where the stages that are
  /// complete end.
  private(set) var querySource: QuerySource.Kind?
  private(set) var queryStart: Int?
  var stagesEnd: Int?
  var stageVerb: StageVerb?
  var command: CommandVerb?
  /// The activity whose rows a condition is about.
  var activity: String?

  mutating func beginStatement() {
    querySource = nil
    queryStart = nil
    stagesEnd = nil
    stageVerb = nil
    command = nil
  }

  mutating func beginQuery(at start: Int, on source: QuerySource.Kind) {
    querySource = source
    queryStart = start
    stagesEnd = nil
  }

  mutating func note(_ thing: CompletionKind) {
    if isGathering, !things.contains(thing) { things.append(thing) }
  }

  mutating func note(keyword: Keyword) {
    if isGathering, !keywords.contains(keyword) { keywords.append(keyword) }
  }
}
