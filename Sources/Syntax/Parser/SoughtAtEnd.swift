/// What the parser looked for; kept only where the text ends, for completion.
enum Sought: Hashable {
  case statement
  case stage
  case source
  case operand
  /// The other side of a comparison with a column, or an element of its list.
  case value(Name)
  case column
  case activity
  case segment
  case dimension
  case definition
  case table
  case setting
  case file
  case topic
  case display
  case parameter
  case number
  case date
  /// A name that does not exist yet.
  case newName
  /// A text that nothing can complete.
  case text
}

struct SoughtAtEnd {
  /// Off except for completion: ordinary parsing keeps nothing.
  var isGathering = false
  private(set) var things: [Sought] = []
  private(set) var keywords: [Keyword] = []
  /// Where the statement, its query and its present stage begin (bytes), and where the stages that
  /// are complete end.
  var queryStart: Int?
  var stagesEnd: Int?
  var stageVerb: StageVerb?

  mutating func note(_ thing: Sought, atEnd: Bool) {
    if isGathering, atEnd, !things.contains(thing) { things.append(thing) }
  }

  mutating func note(keyword: Keyword, atEnd: Bool) {
    if isGathering, atEnd, !keywords.contains(keyword) { keywords.append(keyword) }
  }
}
