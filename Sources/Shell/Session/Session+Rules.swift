import Engine
import Segments
import Syntax

extension Session {
  var classification: Classification {
    Classification(catalog, context: context, cache: cache)
  }

  func title(_ title: RuleTitle) -> String {
    let label = surface.language == .zh ? title.chinese : title.english
    return label.map { "\(title.key) \($0)" } ?? title.key
  }

  /// The key; in Chinese the label as well.
  func name(_ title: RuleTitle) -> String {
    surface.language == .zh ? self.title(title) : title.key
  }

  func describeRule(_ name: String, at span: Span) throws(Diagnostic) {
    if definitions.metric(called: name) != nil {
      return describe(try classification.metricDetail(name, at: span))
    }
    try describeDimension(name, at: span)
  }

  func describeDimension(_ name: String, at span: Span) throws(Diagnostic) {
    let detail = try classification.dimensionDetail(name, at: span)
    try besideTable { sayHead(detail) }
    sayClasses(detail)
    try besideTable {
      if detail.summary.isMultiple, !detail.summary.classes.isEmpty {
        say(
          Message(
            "a customer counts in each of its classes of {0}: shares of customers, 100 % and more in all",
            detail.summary.title.key))
      }
      sayCoverage(detail.summary)
      describe(detail.parameters, detail.metrics)
    }
  }

  private func sayHead(_ detail: DimensionDetail) {
    let aliases = detail.aliases.isEmpty ? "" : "= " + detail.aliases.joined(separator: " ")
    sayHead(title(detail.summary.title), aliases)
    if !detail.summary.needs.isEmpty {
      say(Message("needs {0}", detail.summary.needs.map(\.name).joined(separator: ", ")))
    }
    if let values = detail.values { say(text: "  values \(values)") }
  }

  private func sayClasses(_ detail: DimensionDetail) {
    let columns = [
      Screen.Column(words(Message("class")), .text), Screen.Column(words(Message("label")), .text),
      Screen.Column(words(Message("count")), .count),
      Screen.Column(words(Message("share")), .share),
      Screen.Column(words(Message("rule")), .text, wraps: true),
    ]
    let rest = words(Message("otherwise"))
    let classes =
      detail.summary.isOpen
      ? detail.summary.classes.map { size in
        let isRest = detail.rules.contains { $0.title.key == size.title.key }
        return (size.title, size, isRest ? rest : nil)
      }
      : detail.rules.map { ($0.title, $0.size, Optional($0.condition ?? rest)) }
    let rows = classes.map { title, size, rule in
      let label = surface.language == .zh ? title.chinese : title.english
      return Screen.Row([
        .text(title.key), label.map { .text($0) } ?? .null,
        size.map { .integer(Int64($0.count)) } ?? .null, size.map { .double($0.share) } ?? .null,
        rule.map { .text($0) } ?? .null,
      ])
    }
    let limit = surface.isTerminal ? settings.rows : settings.pipedRows
    say(settings.format.lines(Screen(columns: columns, rows: rows).cut(to: limit), on: surface))
  }

  func describe(_ detail: ClassDetail) {
    let key = "\(detail.dimension.key).\(detail.title.key)"
    let labels = inLanguage(detail.title)
    sayHead(key, (labels + detail.aliases.map { "= " + $0 }).joined(separator: "  "))
    say(
      Message(
        "  class of {0}",
        ([detail.dimension.key] + inLanguage(detail.dimension)).joined(separator: " ")))
    saySize(detail)
    if let trait = detail.trait { say(Message("  trait: {0}", trait)) }
    if let strategy = detail.strategy { say(Message("  strategy: {0}", strategy)) }
    for line in detail.combined {
      say(Message("  and in {0}: {1}", line.classes.joined(separator: ", "), line.text))
    }
    say(Message("  rule: {0}", detail.rule ?? words(Message("otherwise"))))
    describe(detail.parameters, detail.metrics)
  }

  private func saySize(_ detail: ClassDetail) {
    switch detail.availability {
    case .missing(let need):
      let needs = detail.needs.isEmpty ? [need] : detail.needs
      let list = words(Message("needs {0}", needs.map(\.name).joined(separator: ", ")))
      say(told: "  " + list)
    case .faulty(let fault): say(told: "  " + words(fault.message))
    case .available:
      guard let size = detail.size else { return }
      say(
        Message(
          "  {0} of {1} {1|customer|customers}, {2}", count(size.count), count(detail.population),
          NumberText.percent(size.share)))
    }
  }

  /// Both labels, that of the session's language first.
  private func inLanguage(_ title: RuleTitle) -> [String] {
    let labels = [title.english, title.chinese]
    return (surface.language == .zh ? labels.reversed() : labels).compactMap(\.self)
  }

  private func describe(_ detail: MetricDetail) {
    sayHead(detail.name, meaning(ofMetric: detail.name) ?? "")
    say(text: "  = " + detail.definition)
    if case .missing(let need) = detail.availability { say(need.message) }
    if let values = detail.values {
      let figures: [(String, Value?)] = [
        ("min", values.minimum), ("median", values.median), ("max", values.maximum),
      ]
      let parts = figures.compactMap { name, value in
        value.map { "\(name) \(text($0, detail.display))" }
      }
      output.line(
        "  "
          + StatusLine.joined(
            parts + [words(Message("{0} null", count(values.nulls)))], on: surface))
    }
    describe(detail.parameters, detail.metrics)
  }

  /// The name of a rule in the look of a header, then more about it.
  private func sayHead(_ name: String, _ more: String) {
    let glyphs = surface.glyphs
    let head = surface.style.paint(Sanitizer.visible(name, glyphs: glyphs), .header)
    output.line(more.isEmpty ? head : head + "  " + Sanitizer.visible(more, glyphs: glyphs))
  }

  private func describe(_ parameters: [ParameterUse], _ metrics: [MetricUse]) {
    for parameter in parameters {
      let value = parameter.value.map(Self.literal) ?? "null"
      let definition = definitions.parameter(parameter.name)?.definition
      let meaning = definition.flatMap { self.meaning(of: $0) } ?? parameter.description ?? ""
      say(told: "  :\(parameter.name) = \(value)  \(meaning)")
    }
    for metric in metrics {
      say(told: "  \(metric.name)  \(meaning(ofMetric: metric.name) ?? "")")
    }
  }

  private func meaning(ofMetric name: String) -> String? {
    definitions.metric(name).flatMap { meaning(of: $0.definition) }
  }

  func text(_ value: Value, _ display: Field.Display) -> String {
    switch (value, display) {
    case (.null, _): "null"
    case (.int(let int), .count): count(Int(int))
    case (.decimal, .percent): NumberText.percent(value.double ?? 0)
    case (.decimal(let unscaled, let scale), _):
      NumberText.grouped(unscaled, scale: scale, places: scale)
    case (.float(let double), .percent): NumberText.percent(double)
    case (.float(let double), _): NumberText.fixed(double, places: 2)
    default: Self.literal(value)
    }
  }
}
