internal import Engine
public import Syntax

/// What a statement that the project keeps is about: a later one about the same takes its place.
public enum StatementSubject: Sendable, Hashable {
  /// A parameter, metric or dimension that is defined, or taken back, by folded key.
  case rule(String)
  /// A parameter that is set.
  case set(String)
  /// The trait or strategy of some classes, each by its dimension and itself as written.
  case line(ClassLine.Kind, Set<[String]>)

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
    case .define(.line(let line)):
      let classes = line.classes.map { reference in
        [reference.dimension, reference.category].compactMap(\.self).map {
          NameFolding.fold($0.name)
        }
      }
      self = .line(line.kind, Set(classes))
    case .command(.rulesReset(let name)): self = .rule(NameFolding.fold(name.name))
    case .command(.set(let name?, _, .some)): self = .set(NameFolding.fold(name))
    default: return nil
    }
  }

  /// Whether `rules reset NAME` undoes what is said of it: a definition, a value that was set, a trait
  /// or strategy of the classes of a dimension.
  public func isTakenBack(byResetOf name: String) -> Bool {
    let key = NameFolding.fold(name)
    return switch self {
    case .rule(let own), .set(let own): own == key
    case .line(_, let classes): classes.contains { $0.first == key }
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
    unset(by: statement)
    guard let subject = StatementSubject(statement) else { return nil }
    var bare = statement
    bare.comment = nil
    let text = Formatter.format(bare)
    var earlier = last[subject]
    if case .command(.rulesReset(let name)) = statement.shape {
      // A parameter that was set goes back with it, and so does what is said of classes.
      for other in last.keys where other != subject && other.isTakenBack(byResetOf: name.name) {
        let gone = last.removeValue(forKey: other)
        earlier = earlier ?? gone
      }
    }
    // By a label a line may be about any dimension.
    let isAboutLabels = last.keys.contains(where: \.namesNoKey)
    if earlier == nil, statement.takesBack(inFile: readsRules || isAboutLabels) { return false }
    last[subject] = text
    return earlier != text
  }

  /// A parameter that is defined with a value has that one, whatever was set before.
  private mutating func unset(by statement: Statement) {
    switch statement.shape {
    case .define(.parameter(let parameter)) where parameter.value != nil:
      last[.set(NameFolding.fold(parameter.name))] = nil
    case .command(.rulesLoad):
      readsRules = true
      // Whether it defines them is not known here: what is said next counts.
      for case .set(let key) in last.keys { last[.set(key)] = "" }
    default: break
    }
  }
}

extension StatementSubject {
  /// A line about a dimension by something else than a key of the standard rules' kind.
  fileprivate var namesNoKey: Bool {
    guard case .line(_, let classes) = self else { return false }
    return classes.contains { $0.first?.utf8.allSatisfy { $0 < 0x80 } == false }
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
