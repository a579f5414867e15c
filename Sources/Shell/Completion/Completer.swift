import Engine
import Syntax

/// Finds what may stand at a cursor: what the grammar expects there, filled in from the data, the
/// rules, the saved segments and the files.
public struct Completer {
  let session: Session
  let context: CompletionContext
  let catalog: Catalog
  /// The text before what is being typed.
  let before: String
  /// The query's stages before the cursor, bound; nil where there is no query or no way to bind it.
  let plan: Plan?
  let binder: Binder
  let isChinese: Bool
  /// Where Chinese has been written, or nothing yet in a Chinese session, words are Chinese.
  let writesChinese: Bool

  /// What may stand at `cursor`, a byte offset in `text`; what follows it is not looked at.
  public static func complete(_ text: String, cursor: Int, in session: Session) -> Completions {
    let context = Parser.context(text, cursor: cursor)
    let completer = Completer(session, context, text)
    return Completions(span: context.span, candidates: completer.candidates())
  }

  private init(_ session: Session, _ context: CompletionContext, _ text: String) {
    self.session = session
    self.context = context
    var catalog = session.catalog
    // Only names and types are wanted: a segment need not be evaluated to know its columns.
    let customers = catalog.dataset.customers.rowCount
    catalog.links.members = { _ throws(Diagnostic) in Bitmap(count: customers, all: false) }
    catalog.links.lines = { _, _ throws(Diagnostic) in [] }
    self.catalog = catalog
    binder = Binder(catalog)
    before = String(decoding: text.utf8.prefix(context.span.start), as: UTF8.self)
    plan = context.query.flatMap { Self.plan($0, catalog) }
    isChinese = session.surface.language == .zh
    let hasHanzi = before.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    writesChinese = hasHanzi || (isChinese && before.allSatisfy(\.isWhitespace))
  }

  /// The plan of the most stages that can be bound, for a scope as near as possible.
  private static func plan(_ query: Query, _ catalog: Catalog) -> Plan? {
    var query = query
    query.asOf = nil
    while true {
      do {
        return try Binder(catalog).plan(query)
      } catch {
        if query.stages.popLast() == nil { return nil }
      }
    }
  }

  var scope: Scope {
    plan?.output ?? Scope(catalog.dataset.customers, subject: .customers)
  }

  private func candidates() -> [Completion] {
    // Values beside a comparison, members after a dot: where there are any, nothing else is meant.
    for kind in context.expected where isExact(kind) {
      let found = matching(choices(kind))
      if !found.isEmpty { return found }
    }
    var all = context.expected.filter { !isExact($0) }.flatMap { choices($0) }
    all += context.keywords.map { keyword in
      let words = [keyword.spelling(in: .english), keyword.spelling(in: .chinese)]
      return Choice(writesChinese ? words.reversed() : words, .word)
    }
    return matching(all)
  }

  private func isExact(_ kind: CompletionKind) -> Bool {
    switch kind {
    case .value, .member, .category, .settingValue, .customer: true
    default: false
    }
  }

  private func choices(_ kind: CompletionKind) -> [Choice] {
    switch kind {
    case .statement: verbs(Verb.all) + sources
    case .stage: verbs(Verb.all.filter(\.isStage))
    case .source: sources
    case .operand: operands
    case .value(let name): values(of: name)
    case .member(let qualifier): members(of: qualifier)
    case .category(let dimension): classes(ofDimension: dimension)
    case .column: columns(of: scope)
    case .activity: activities
    case .segment: segments
    case .dimension: dimensions
    case .customer: customerIDs
    case .goal: goals
    case .definition: dimensions + metrics + parameters
    case .declaration: verbs(Verb.all.filter(\.canBeDefined))
    case .table: tables
    case .setting: settings
    case .settingValue(let name): settingValues(name)
    case .file: files
    case .topic: topics
    case .display: Display.allCases.map { Choice([$0.rawValue], .word) }
    case .parameter: parameters
    case .number, .date, .newName, .text: []
    }
  }
}

extension Verb {
  /// May follow `define`.
  fileprivate var canBeDefined: Bool {
    guard case .command(let verb) = kind else { return false }
    return [.parameter, .metric, .dimension, .goal, .trait, .strategy].contains(verb)
  }

  fileprivate var isStage: Bool {
    if case .stage = kind { true } else { false }
  }
}
