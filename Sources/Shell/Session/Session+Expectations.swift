import Engine
import Segments
import Syntax

/// Expectations checked by a text that is being run.
struct ExpectationTally {
  var checked = 0
  var unmet = 0

  mutating func add(met: Bool) {
    checked += 1
    if !met { unmet += 1 }
  }

  /// `3 expectations, 1 not met`
  var summary: Message {
    switch (checked, unmet) {
    case (_, 0):
      Message("{0} {0|expectation, met|expectations, all met}", NumberText.grouped(checked))
    case (1, _): Message("1 expectation, not met")
    default:
      Message(
        "{0} expectations, {1} not met", NumberText.grouped(checked), NumberText.grouped(unmet))
    }
  }
}

extension Session {
  /// `expect CONDITION`: checked where it stands, but kept when it is the project's, whose data may
  /// come later.
  func expect(_ expectation: Expectation, in source: SourceText) throws(Diagnostic) {
    if isOpeningProject {
      return expectations.append(KeptExpectation(expectation: expectation, source: source))
    }
    tally.add(met: try isMet(expectation, in: source, classification))
  }

  /// A file that is read again brings its expectations anew.
  func keepExpectations(of file: RuleFile, _ origin: String) {
    expectations.removeAll { $0.origin == origin }
    expectations += file.expectations.map { kept in
      var kept = kept
      kept.origin = origin
      return kept
    }
  }

  /// Forgets those that name the rule or one of its classes, and returns how many they were.
  func dropExpectations(about rule: Definition) -> Int {
    let classification = classification
    let before = expectations.count
    expectations.removeAll { classification.mentions($0, rule) }
    return before - expectations.count
  }

  /// Those kept, below the file that each group of them comes from.
  var expectationLines: [String] {
    var lines: [String] = []
    var source: SourceText?
    for kept in expectations {
      if kept.source != source, let name = kept.source.name { lines.append("-- " + name) }
      source = kept.source
      lines.append(
        Formatter.format(Statement(.expect(kept.expectation), at: kept.expectation.condition.span)))
    }
    return lines
  }

  /// Whether it is met; what is wrong with it has been said when not. One that cannot be worked out is
  /// not met either, and does not keep the others from being checked.
  ///
  /// Throws interruptions only.
  func isMet(
    _ expectation: Expectation, in source: SourceText, _ classification: Classification
  ) throws(Diagnostic) -> Bool {
    do throws(Diagnostic) {
      let result = try classification.check(expectation)
      if result.isMet { return true }
      report(unmet(expectation, result), in: source)
    } catch {
      if Self.interruptions.contains(error.code) { throw error }
      report(error, in: source)
    }
    return false
  }

  /// After the outermost text: how many expectations there were; one that was not met is a failure.
  func concluded(_ outcome: Outcome) -> Outcome {
    let tally = tally
    self.tally = ExpectationTally()
    hasUnmetExpectations = tally.unmet > 0
    if tally.checked > 0 { note(tally.summary) }
    return outcome == .done && hasUnmetExpectations ? .failed : outcome
  }

  private func unmet(_ expectation: Expectation, _ result: ExpectationResult) -> Diagnostic {
    let written = expectation.condition.numbers
    let values = result.values.map { value in
      let others = result.values.filter { $0 != value }.compactMap(\.value.double)
      return words(Message("{0} is {1}", value.text, shown(value, beside: written + others)))
    }.joined(separator: ", ")
    let message =
      switch (values.isEmpty, expectation.reason) {
      case (true, nil): Message("not met")
      case (true, let reason?): Message("not met: {0}", reason)
      case (false, nil): Message("not met: {0}", values)
      case (false, let reason?): Message("not met: {0} ({1})", values, reason)
      }
    return Diagnostic(
      "E615", message, at: expectation.condition.span,
      label: result.holds == nil ? Message("neither true nor false") : Message("not true"))
  }

  private func shown(_ value: ExpectedValue, beside others: [Double]) -> String {
    guard let classes = value.classes else {
      return told(value, apartFrom: others) ?? text(value.value, value.display)
    }
    return classes.map { surface.language == .zh ? $0.chinese ?? $0.key : $0.key }
      .joined(separator: ", ")
  }

  /// With as many digits as tell a number from those that it is compared with; nil where the usual ones
  /// do.
  private func told(_ value: ExpectedValue, apartFrom others: [Double]) -> String? {
    guard let number = value.value.double else { return nil }
    let isShare = value.display == .percent
    let (unit, usual) = isShare ? (100.0, 1) : (1, 2)
    func text(_ number: Double, _ places: Int) -> String {
      NumberText.fixed(number * unit, places: places)
    }
    let close = others.filter { $0 != number && text($0, usual) == text(number, usual) }
    guard !close.isEmpty else { return nil }
    let places = (usual...12).first { places in
      close.allSatisfy { text($0, places) != text(number, places) }
    }
    return places.map { text(number, $0) + (isShare ? " %" : "") }
  }
}
