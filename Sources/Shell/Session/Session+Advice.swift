import Engine
import Segments
import Syntax

extension Session {
  /// `advise`: the goals; `advise GOAL`: the dimensions that help, each with its reason and a query.
  func advise(_ goal: String?, at span: Span) throws(Diagnostic) {
    guard let goal else { return showGoals() }
    let all = try classification.advice(for: goal, at: span)
    guard settings.format.isForPeople else {
      return say(settings.format.lines(screen(all), on: surface))
    }
    for advice in all { show(advice) }
  }

  private func show(_ advice: Advice) {
    let head = surface.style.paint(advice.goal.name, .header)
    output.line(meaning(of: advice.goal).map { "\(head)  \($0)" } ?? head)
    for item in advice.items {
      let name = label(item.summary.title).map { "\(item.summary.title.key) \($0)" }
      say(told: "\(name ?? item.summary.title.key): \(standing(item.summary))")
      if let reason = reason(item) { say(told: "  " + reason) }
      guard item.summary.availability == .available else { continue }
      if let fault = item.fault {
        say(Message("  no query to begin with: {0}", words(fault.message)))
      } else if let query = query(item) {
        say(text: query, indent: "  ")
      }
    }
  }

  /// `works, for 94.3 % of customers`, `proxy …: no orders.status: …`, `needs orders.channel`.
  private func standing(_ summary: DimensionSummary) -> String {
    guard let coverage = summary.coverage else { return status(summary) }
    let share = NumberText.percent(coverage.share)
    let head = words(Message("{0}, for {1} of customers", status(summary), share))
    guard !summary.proxies.isEmpty else { return head }
    return head + "; " + summary.proxies.map(text).joined(separator: "; ")
  }

  private func meaning(of goal: GoalDefinition) -> String? {
    surface.language == .zh ? goal.descriptionZh ?? goal.description : goal.description
  }

  private func reason(_ item: Advice.Item) -> String? {
    surface.language == .zh ? item.reasonZh ?? item.reason : item.reason
  }

  private func query(_ item: Advice.Item) -> String? {
    item.query.map { query in
      guard surface.language == .zh else { return Formatter.format(query) }
      let text = Formatter.format(query, language: .chinese)
      return classification.inLabels(text) ?? text
    }
  }

  private func showGoals() {
    let columns = [("goal", Screen.Kind.text), ("for", .text), ("dimensions", .count)].map {
      Screen.Column(words(Message(template: $0.0, arguments: [])), $0.1)
    }
    let rows = definitions.goals.map { goal in
      Screen.Row([
        .text(goal.name), meaning(of: goal).map { .text($0) } ?? .null,
        .integer(Int64(goal.advice.count)),
      ])
    }
    say(settings.format.lines(Screen(columns: columns, rows: rows), on: surface))
  }

  /// For other programs: a row a dimension, by English names.
  private func screen(_ all: [Advice]) -> Screen {
    let columns = [
      "goal", "dimension", "label", "status", "needs", "coverage", "proxies", "reason", "query",
    ].map { Screen.Column($0, $0 == "coverage" ? .share : .text) }
    func list(_ parts: [String]) -> Screen.Cell {
      parts.isEmpty ? .null : .text(parts.joined(separator: "; "))
    }
    let items = all.flatMap { advice in advice.items.map { (advice.goal.name, $0) } }
    let rows = items.map { goal, item in
      Screen.Row([
        .text(goal), .text(item.summary.title.key),
        list([label(item.summary.title)].compactMap(\.self)), .text(word(item.summary)),
        list(item.summary.needs.map(\.name)),
        item.summary.coverage.map { .double($0.share) } ?? .null,
        list(item.summary.proxies.map(text)), list([reason(item)].compactMap(\.self)),
        list(item.fault == nil ? [query(item)].compactMap(\.self) : []),
      ])
    }
    return Screen(columns: columns, rows: rows)
  }
}
