import Engine
import Segments
import Syntax

extension Session {
  /// `explain lifecycle_stage`: a line a rule.
  func explain(_ dimension: ColumnReference) throws(Diagnostic) {
    if definitions.dimensions(called: dimension.name).isEmpty,
      definitions.metric(called: dimension.name) == nil, try listClasses(called: dimension.name)
    {
      return
    }
    let funnel = try funnel(of: dimension)
    try besideTable {
      say(Message("{0}: {1} {1|customer|customers}", title(funnel.title), count(funnel.population)))
      if let values = funnel.values { say(text: "  values \(values)") }
    }
    if funnel.values != nil { return sayValues(funnel) }
    let columns = [
      Screen.Column(words(Message("class")), .text), Screen.Column(words(Message("holds")), .count),
      Screen.Column(words(Message("takes")), .count), Screen.Column(words(Message("left")), .count),
      Screen.Column(words(Message("rule")), .text, wraps: true),
      Screen.Column(words(Message("remark")), .text, wraps: true),
    ]
    var left = funnel.population
    let rows = funnel.steps.map { step in
      left -= step.takes
      return Screen.Row([
        .text(name(step.title)), .integer(Int64(step.holds)), .integer(Int64(step.takes)),
        funnel.isMultiple ? .null : .integer(Int64(left)),
        .text(step.condition ?? words(Message("otherwise"))),
        remark(step).map { .text($0) } ?? .null,
      ])
    }
    say(settings.format.lines(Screen(columns: columns, rows: rows), on: surface))
    try besideTable { sayCuts(funnel) }
  }

  /// Who asks after a customer may have left the word out.
  private func funnel(of dimension: ColumnReference) throws(Diagnostic) -> RuleFunnel {
    let classification = classification
    do throws(Diagnostic) {
      return try classification.funnel(of: dimension)
    } catch {
      let id = Expression(.literal(.string(dimension.name)), at: dimension.span)
      guard error.code == "E203", classification.hasCustomer(id) else { throw error }
      var better = error
      better.hint = Message("write {0}", "explain customer \(Formatter.format(id))")
      throw better
    }
  }

  /// A line a value, the largest first, then those without one. What is not shown is told.
  private func sayValues(_ funnel: RuleFunnel) {
    let columns = [
      Screen.Column(words(Message("class")), .text), Screen.Column(words(Message("takes")), .count),
      Screen.Column(words(Message("left")), .count),
    ]
    var left = funnel.population
    let rows = funnel.steps.map { step in
      left -= step.takes
      return Screen.Row(
        [.text(name(step.title)), .integer(Int64(step.takes)), .integer(Int64(left))],
        role: step.isRest ? .total : .body)
    }
    let limit = surface.isTerminal ? settings.rows : settings.pipedRows
    say(settings.format.lines(Screen(columns: columns, rows: rows).cut(to: limit), on: surface))
  }

  /// Why a rule takes fewer than it holds for.
  func remark(_ step: FunnelStep) -> String? {
    if step.holds == 0 { return words(Message("holds for nobody")) }
    if let earlier = step.impliedBy {
      return words(Message("never reached: {0} holds wherever it does", name(earlier)))
    }
    guard step.condition != nil, !step.lost.isEmpty else { return nil }
    let losses = step.lost.map { "\(name($0.title)) \(count($0.count))" }
    return words(Message("taken before by {0}", losses.joined(separator: ", ")))
  }
}
