extension Verb {
  /// Every word that can begin a stage, for suggestions and completion.
  public static let stageWords: [String] = stages.flatMap { [$0.name] + $0.aliases }

  /// Every word that can begin a statement.
  public static let statementWords: [String] =
    stageWords + commands.flatMap { [$0.name] + $0.aliases }

  /// Spellings of `group` that put the aggregates first: `summarize sum(x) by city`.
  static let aggregatesFirst: Set<String> = ["summarize", "aggregate"]

  static func declared(_ verb: StageVerb) -> Verb? { all.first { $0.kind == .stage(verb) } }

  static func declared(_ verb: CommandVerb) -> Verb? { all.first { $0.kind == .command(verb) } }
}
