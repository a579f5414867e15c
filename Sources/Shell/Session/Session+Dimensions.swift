import Engine
import Segments
import Syntax

extension Session {
  /// `dimensions`: which work with the loaded data, which are proxies, what the others need, and how
  /// many customers each has a place for; `dimensions NAME`: one in full.
  func showDimensions(_ name: ColumnReference?) throws(Diagnostic) {
    if let name { return try describeDimension(name.name, at: name.span) }
    let summaries = try classification.summaries()
    guard settings.format.isForPeople else {
      return say(settings.format.lines(wholeScreen(summaries), on: surface))
    }
    let columns: [(String, Screen.Kind)] = [
      ("dimension", .text), ("label", .text), ("status", .text), ("coverage", .share),
      ("classes", .count),
    ]
    let rows = summaries.map { summary in
      Screen.Row([
        .text(summary.title.key), label(summary.title).map { .text($0) } ?? .null,
        .text(status(summary)), summary.coverage.map { .double($0.share) } ?? .null,
        summary.coverage == nil ? .null : .integer(Int64(summary.classes.count)),
      ])
    }
    say(
      settings.format.lines(
        Screen(
          columns: columns.map {
            Screen.Column(words(Message(template: $0.0, arguments: [])), $0.1)
          }, rows: rows), on: surface))
    guard !data.tables.isEmpty else { return }
    sayStatuses(summaries)
  }

  func label(_ title: RuleTitle) -> String? {
    surface.language == .zh ? title.chinese : title.english
  }

  func status(_ summary: DimensionSummary) -> String {
    switch summary.availability {
    case .available: words(summary.proxies.isEmpty ? Message("works") : Message("proxy"))
    case .missing(let need):
      words(
        Message(
          "needs {0}",
          (summary.needs.isEmpty ? [need] : summary.needs).map(\.name).joined(separator: ", ")))
    case .faulty(let fault): words(fault.message)
    }
  }

  // MARK: What stands in, what would cure

  /// Below the table: how many there are of each kind, what stands in for what, what is worth getting.
  private func sayStatuses(_ summaries: [DimensionSummary]) {
    let working = summaries.filter { $0.availability == .available }
    let proxies = working.filter { !$0.proxies.isEmpty }
    say(
      Message(
        "{0} of {1} {1|dimension|dimensions} {0|works|work}, {2} of them as {2|a proxy|proxies}",
        count(working.count),
        count(summaries.count), count(proxies.count)))
    for (proxy, users) in gathered(proxies, by: \.proxies) {
      say(told: "  \(text(proxy)) (\(named(users)))")
    }
    let lacking = gathered(summaries, by: \.needs)
    guard !lacking.isEmpty else { return }
    say(Message("what the others need:"))
    for (need, users) in lacking { say(told: "  \(need.name): \(named(users))") }
  }

  /// Each part that summaries have, with the keys of those that have it; the most wanted first.
  private func gathered<Part: Hashable>(
    _ summaries: [DimensionSummary], by parts: (DimensionSummary) -> [Part]
  ) -> [(part: Part, users: [String])] {
    var order: [Part] = []
    var users: [Part: [String]] = [:]
    for summary in summaries {
      for part in parts(summary) {
        if users[part] == nil { order.append(part) }
        users[part, default: []].append(summary.title.key)
      }
    }
    let found = order.enumerated().map { ($0.offset, $0.element, users[$0.element] ?? []) }
    return found.sorted { ($1.2.count, $0.0) < ($0.2.count, $1.0) }.map { ($0.1, $0.2) }
  }

  /// A few names, or how many there are.
  private func named(_ dimensions: [String]) -> String {
    dimensions.count <= 4
      ? dimensions.joined(separator: ", ")
      : words(Message("{0} {0|dimension|dimensions}", count(dimensions.count)))
  }

  /// `no orders.status: every order counts as settled`.
  func text(_ proxy: Proxy) -> String {
    let wording = surface.language == .zh ? proxy.chinese ?? proxy.english : proxy.english
    guard let need = proxy.need else { return wording }
    return words(Message("no {0}: {1}", need.name, wording))
  }

  /// Below the classes of one dimension: how many customers it has no place for and why, and what
  /// stands in.
  func sayCoverage(_ summary: DimensionSummary) {
    if let coverage = summary.coverage {
      let share = NumberText.percent(coverage.share)
      if coverage.unplaced == 0 {
        say(Message("  coverage {0}", share))
      } else {
        say(
          Message(
            "  coverage {0}: {1} of {2} {2|customer|customers} {1|has|have} no place", share,
            count(coverage.unplaced),
            count(coverage.population)))
        for lack in coverage.lacks.prefix(3) {
          say(
            Message(
              "  {0} of them {0|lacks|lack} {1}, which {2} of all customers have",
              count(lack.count),
              lack.name, NumberText.percent(lack.completeness)))
        }
      }
    }
    for proxy in summary.proxies {
      say(told: "  " + words(Message("proxy")) + ": " + text(proxy))
    }
  }

  // MARK: For other programs

  /// Every field, by English names.
  private func wholeScreen(_ summaries: [DimensionSummary]) -> Screen {
    let columns: [(String, Screen.Kind)] = [
      ("dimension", .text), ("label", .text), ("status", .text), ("needs", .text),
      ("coverage", .share), ("placed", .count), ("unplaced", .count), ("unplaced_class", .text),
      ("lacks", .text), ("proxies", .text), ("classes", .count), ("sizes", .text),
    ]
    return Screen(
      columns: columns.map { Screen.Column($0.0, $0.1) }, rows: summaries.map(wholeRow))
  }

  /// The status for other programs.
  func word(_ summary: DimensionSummary) -> String {
    guard summary.availability == .available else { return "unavailable" }
    return summary.proxies.isEmpty ? "works" : "proxy"
  }

  private func wholeRow(_ summary: DimensionSummary) -> Screen.Row {
    func list(_ parts: [String]) -> Screen.Cell {
      parts.isEmpty ? .null : .text(parts.joined(separator: "; "))
    }
    let coverage = summary.coverage
    return Screen.Row([
      .text(summary.title.key), label(summary.title).map { .text($0) } ?? .null,
      .text(word(summary)),
      list(summary.needs.map(\.name)), coverage.map { .double($0.share) } ?? .null,
      coverage.map { .integer(Int64($0.placed)) } ?? .null,
      coverage.map { .integer(Int64($0.unplaced)) } ?? .null,
      coverage?.unplacedClass.map { .text($0.key) } ?? .null,
      list(coverage?.lacks.map { "\($0.name) \($0.count)" } ?? []),
      list(summary.proxies.map(text)),
      coverage == nil ? .null : .integer(Int64(summary.classes.count)),
      list(summary.classes.map { "\($0.title.key) \($0.count)" }),
    ])
  }
}
