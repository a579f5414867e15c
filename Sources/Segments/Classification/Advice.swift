import Engine
public import Syntax

/// What `advise GOAL` says: the dimensions that help with a goal, those that work with the loaded data
/// first, then the proxies, then what other data would be needed for.
public struct Advice: Sendable, Hashable {
  public struct Item: Sendable, Hashable {
    public var summary: DimensionSummary
    public var reason: String?
    public var reasonZh: String?
    /// A statement to begin with.
    public var query: Statement?
    /// Why the statement does not run over the loaded data; nil for one that does.
    public var fault: Diagnostic?
  }

  public var goal: GoalDefinition
  public var items: [Item]
}

extension Classification {
  /// The advice for each of the goals that `wish` names or tells of in free words, those of whose names
  /// most is in it first.
  ///
  /// Throws E218 for words that no goal goes by, E209 for words that fit several as well.
  public func advice(for wish: String, at span: Span) throws(Diagnostic) -> [Advice] {
    var advice: [Advice] = []
    for goal in try goals(for: wish, at: span) { advice.append(try self.advice(on: goal)) }
    return advice
  }

  private func advice(on goal: GoalDefinition) throws(Diagnostic) -> Advice {
    var items: [Advice.Item] = []
    for advice in goal.advice {
      guard let dimension = catalog.definitions.dimension(advice.dimension.name) else { continue }
      let query = advice.query.flatMap { Parser.parse($0).statements.first }
      items.append(
        Advice.Item(
          summary: try summary(of: dimension.definition), reason: advice.reason,
          reasonZh: advice.reasonZh, query: query, fault: query.flatMap(fault)))
    }
    let ranked = items.enumerated().sorted {
      ($0.element.summary.rank, $0.offset) < ($1.element.summary.rank, $1.offset)
    }
    return Advice(goal: goal, items: ranked.map(\.element))
  }

  /// What keeps a query from being run: other dimensions and metrics than the one it is to show may need
  /// other data.
  private func fault(of statement: Statement) -> Diagnostic? {
    guard case .query(let query) = statement.shape else { return nil }
    do throws(Diagnostic) {
      _ = try binder.plan(query)
      return nil
    } catch {
      return error
    }
  }

  private func goals(for wish: String, at span: Span) throws(Diagnostic) -> [GoalDefinition] {
    let goals = catalog.definitions.goals
    var search = GoalSearch(wish)
    var all: [GoalDefinition] = []
    while true {
      let found = search.best(of: goals.filter { goal in !all.contains { $0.name == goal.name } })
      if found.count > 1 {
        throw .ambiguous(wish, found.map { ($0.name, $0.descriptionZh ?? $0.name) }, at: span)
      }
      guard let next = found.first else { break }
      all.append(next)
      // The rest of the words may be about another goal.
      search.leaveOut(next)
    }
    guard !all.isEmpty else {
      throw Diagnostic(
        "E218",
        Message(
          "no goal '{0}': {1}", wish, goals.map(\.name).joined(separator: ", "),
          goals.map { $0.descriptionZh ?? $0.name }.joined(separator: "；")), at: span,
        label: Message("not a goal"),
        hint: Suggestion.best(for: wish, among: goals.flatMap { [$0.name] + $0.aliases }).map {
          Message("did you mean '{0}'?", $0)
        })
    }
    return all
  }
}

extension DimensionSummary {
  /// 0 for one that works, 1 for a proxy, 2 for one that needs other data.
  fileprivate var rank: Int {
    guard availability == .available else { return 2 }
    return proxies.isEmpty ? 0 : 1
  }
}

/// Finds goals by free words: 'win back customers', 挽回流失客户.
struct GoalSearch {
  private var text: String
  private var words: Set<String>

  init(_ wish: String) {
    text = Self.fold(wish)
    words = Set(Self.words(text))
  }

  /// The goals that fit best: the one called so, or else those of whose names most is in the wish.
  func best(of goals: [GoalDefinition]) -> [GoalDefinition] {
    let exact = goals.filter { goal in goal.allNames.contains { Self.fold($0) == text } }
    if !exact.isEmpty { return exact }
    let scored = goals.map { goal in (goal: goal, name: name(of: goal)) }
    let most = scored.map { score($0.name) }.max() ?? 0
    guard most > 0 else { return [] }
    let best = scored.filter { score($0.name) == most }
    // Others go by other words of the wish: their turn comes.
    return best.filter { $0.name == best[0].name }.map(\.goal)
  }

  /// Goes on with what the wish says besides the name of `goal`.
  mutating func leaveOut(_ goal: GoalDefinition) {
    if goal.allNames.contains(where: { Self.fold($0) == text }) { (text, words) = ("", []) }
    let name = name(of: goal)
    words.subtract(Self.words(name))
    text = text.replacing(name, with: " ")
  }

  /// Of the goal's names the one of which most is in the wish, folded.
  private func name(of goal: GoalDefinition) -> String {
    let names = goal.allNames.map(Self.fold)
    return names.max { score($0) < score($1) } ?? ""
  }

  /// Letters of `name` when it is in the wish: Chinese as it stands, English word by word.
  private func score(_ folded: String) -> Int {
    let parts = Self.words(folded)
    if folded.unicodeScalars.allSatisfy(\.isASCII) {
      return !parts.isEmpty && parts.allSatisfy(words.contains) ? folded.count : 0
    }
    // A Chinese character says as much as a few letters.
    return text.contains(folded) ? 3 * folded.count : 0
  }

  private static func fold(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in NameFolding.fold(text).unicodeScalars { folded.append(HanziFolding.fold(scalar)) }
    return String(folded)
  }

  /// English words without the endings of plural and -ing.
  private static func words(_ text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber) }.map { word in
      for ending in ["ing", "s"] where word.count > ending.count + 2 && word.hasSuffix(ending) {
        return String(word.dropLast(ending.count))
      }
      return String(word)
    }
  }
}

extension GoalDefinition {
  /// Its key, both descriptions and aliases.
  fileprivate var allNames: [String] {
    [name] + [description, descriptionZh].compactMap(\.self) + aliases
  }
}
