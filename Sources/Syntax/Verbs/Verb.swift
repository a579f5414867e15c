/// A word that begins a stage, a command or a definition: declared once, for the parser, completion,
/// help and suggestions.
public struct Verb: Documented, Hashable {
  public enum Kind: Sendable, Hashable {
    case stage(StageVerb)
    case command(CommandVerb)
  }

  public var kind: Kind
  public var name: String
  /// The spelling that the formatter writes in Chinese.
  public var chinese: String
  /// Every other spelling, in either language, `chinese` included.
  public var aliases: [String]
  public var group: String
  public var summary: String
  public var summaryZh: String
  public var usage: [String]
  public var examples: [Example]

  init(
    _ kind: Kind, _ name: String, chinese: String, aliases: [String] = [], group: String,
    summary: String, summaryZh: String, usage: [String], examples: [String]
  ) {
    self.kind = kind
    self.name = name
    self.chinese = chinese
    self.aliases = [chinese] + aliases
    self.group = group
    self.summary = summary
    self.summaryZh = summaryZh
    self.usage = usage
    self.examples = examples.map { Example($0) }
  }

  public func spelling(in language: Language) -> String {
    switch language {
    case .english: name
    case .chinese: chinese
    }
  }
}

/// The verbs of stages that the parser knows.
public enum StageVerb: Sendable, Hashable, CaseIterable {
  case filter, derive, select, drop, rename, group, pivot, profile, sort, top, take, sample
  case distinct, union, intersect, except, show, save, export, count
}

/// The verbs that begin a statement and no stage.
public enum CommandVerb: Sendable, Hashable, CaseIterable {
  case from, load, demo, set, help, explain, describe, dimensions, metrics, segments, tables, rules
  case rejects, dropSegment, renameSegment, run, remember, forget, echo, timing, format, history
  case clear, quit, `let`, define, parameter, metric, dimension, trait, strategy, goal, advise,
    expect

  /// Begins a statement that no line of an open bracket begins with: a place to start afresh.
  var isDeclaration: Bool {
    switch self {
    case .from, .load, .let, .define, .parameter, .metric, .dimension, .trait, .strategy, .goal,
      .expect, .run, .explain, .describe:
      true
    case .demo, .set, .help, .advise, .dimensions, .metrics, .segments, .tables, .rules, .rejects,
      .dropSegment, .renameSegment, .remember, .forget, .echo, .timing, .format, .history, .clear,
      .quit:
      false
    }
  }
}

extension Verb {
  /// Every verb, in the order in which help lists them.
  public static let all: [Verb] = stages + commands

  /// The verb of that name or alias, letters in any case.
  public static func named(_ word: String) -> Verb? {
    spelt(word, in: commandIndex) ?? spelt(word, in: stageIndex)
  }

  /// The verb of a stage that `word` spells.
  static func stage(_ word: String) -> StageVerb? {
    guard case .stage(let verb)? = spelt(word, in: stageIndex)?.kind else { return nil }
    return verb
  }

  /// The verb of a command that `word` spells.
  static func command(_ word: String) -> Verb? {
    word.contains(" ") ? nil : spelt(word, in: commandIndex)
  }

  /// Letters in any case, Chinese characters traditional or simplified.
  private static func spelt(_ word: String, in index: [String: Verb]) -> Verb? {
    index[word.lowercased()] ?? (word.hasHanzi ? index[HanziFolding.fold(word)] : nil)
  }

  var beginsDeclaration: Bool {
    guard case .command(let verb) = kind else { return false }
    return verb.isDeclaration
  }

  var commandVerb: CommandVerb? {
    guard case .command(let verb) = kind else { return nil }
    return verb
  }

  /// Stages that the language has and this version does not.
  static let planned = ["split", "waterfall", "cohort", "diff"]

  private static let stageIndex = index(stages)
  private static let commandIndex = index(commands)

  /// By spelling. A spelling of two words (`drop segment`) is found whole only.
  private static func index(_ verbs: [Verb]) -> [String: Verb] {
    var index: [String: Verb] = [:]
    for verb in verbs {
      for word in [verb.name] + verb.aliases where index[word] == nil { index[word] = verb }
    }
    return index
  }
}
