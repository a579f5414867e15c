internal import Engine
internal import Syntax

/// What a statement that the project keeps is about: a later one about the same takes its place.
public enum StatementSubject: Sendable, Hashable {
  /// A parameter, metric or dimension that is defined, or taken back, by folded key.
  case rule(String)
  /// A parameter that is set.
  case set(String)

  /// nil for statements that take the place of no other (`load`), and for several.
  public init?(_ text: String) {
    let statements = Parser.parse(text).statements
    guard statements.count == 1 else { return nil }
    self.init(statements[0])
  }

  init?(_ statement: Statement) {
    switch statement.shape {
    case .define(.parameter(let parameter)): self = .rule(NameFolding.fold(parameter.name))
    case .define(.metric(let metric)): self = .rule(NameFolding.fold(metric.name))
    case .define(.dimension(let dimension)): self = .rule(NameFolding.fold(dimension.name))
    case .command(.rulesReset(let name)): self = .rule(NameFolding.fold(name.name))
    case .command(.set(let name?, _, .some)): self = .set(NameFolding.fold(name))
    default: return nil
    }
  }
}

/// What a project's file says last of each subject: a statement that stands in the file may have been
/// overruled there by a later one.
struct RememberedSubjects {
  /// Canonical text of the last statement, by subject.
  private var last: [StatementSubject: String] = [:]
  /// Files of rules that are read may define anything.
  private var readsRules = false

  init(_ text: String) {
    for statement in Parser.parse(text).statements { _ = take(statement) }
  }

  /// Whether the file comes to say something else by `text`, and takes it for said; nil for a statement
  /// that takes the place of no other.
  mutating func isChanged(by text: String) -> Bool? {
    let statements = Parser.parse(text).statements
    return statements.count == 1 ? take(statements[0]) : nil
  }

  private mutating func take(_ statement: Statement) -> Bool? {
    if case .command(.rulesLoad) = statement.shape { readsRules = true }
    guard let subject = StatementSubject(statement) else { return nil }
    var bare = statement
    bare.comment = nil
    let text = Formatter.format(bare)
    var earlier = last[subject]
    if case .command(.rulesReset(let name)) = statement.shape {
      // A parameter that was set goes back with it.
      let set = last.removeValue(forKey: .set(NameFolding.fold(name.name)))
      earlier = earlier ?? set
    }
    if earlier == nil, statement.takesBack(inFile: readsRules) { return false }
    last[subject] = text
    return earlier != text
  }
}

extension Statement {
  /// Only undoes what has been said before: `set NAME = default`, `rules reset NAME`.
  fileprivate func takesBack(inFile readsRules: Bool) -> Bool {
    switch shape {
    case .command(.set(_, _, let value?)):
      guard case .name(let name) = value.shape else { return false }
      return NameFolding.fold(name.text) == "default"
    case .command(.rulesReset): return !readsRules
    default: return false
    }
  }
}
