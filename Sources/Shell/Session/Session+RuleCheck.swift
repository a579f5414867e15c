import Engine
import Segments
import Syntax

extension Session {
  /// `rules check`, `rules check 'file.strata'`: everything that can be said against the rules in force,
  /// or against those of a file as if it were loaded, then their expectations.
  func checkRules(_ file: FileReference?) throws(Diagnostic) -> Outcome {
    var catalog = catalog
    var findings: [Diagnostic] = []
    var kept = expectations
    var rules = definitions.all.count { !$0.definition.isLine }
    var own: (SourceText) -> Bool = { !StandardRules.contain($0) }
    if let file {
      let text = try FilePath.text(FilePath.expanded(file.path, from: base), at: file.span)
      let (read, faults) = RuleFile.read(text, name: file.path)
      findings = faults
      catalog = self.catalog(with: definitions.adding(read), read.definitions)
      catalog.links = links(for: catalog)
      kept = read.expectations
      rules = read.definitions.count { !$0.isLine }
      own = { $0 == read.source }
    }
    findings += RuleCheck.check(catalog.definitions, catalog).filter { fault in
      fault.severity == .error || file == nil || fault.source.map(own) ?? false
    }
    let isSound = !findings.contains { $0.severity == .error }
    let classification = Classification(catalog, context: context, cache: cache)
    if isSound, !data.tables.isEmpty {
      for entry in catalog.definitions.dimensions where own(entry.source) {
        // A class whose rule is at fault whatever the data has been told of.
        let told = Set(findings.filter { $0.source == entry.source }.compactMap(\.span))
        findings += try classification.findings(on: entry)
          .filter { $0.span.map { !told.contains($0) } ?? true }
      }
    }
    tell(findings, ofRules: rules)
    let tally = try check(kept, classification, isSound: isSound)
    return isSound && tally.unmet == 0 ? .done : .failed
  }

  private func tell(_ findings: [Diagnostic], ofRules rules: Int) {
    let ordered = findings.enumerated().sorted { a, b in
      let (first, second) = (a.element, b.element)
      return (first.source?.name ?? "", first.span?.start ?? 0, a.offset)
        < (second.source?.name ?? "", second.span?.start ?? 0, b.offset)
    }
    for finding in ordered { report(finding.element, in: SourceText(text: "")) }
    let counts = [Diagnostic.Severity.error, .warning, .note].map { severity in
      count(findings.count { $0.severity == severity })
    }
    say(
      Message(
        "rules: {0}, errors: {1}, warnings: {2}, notes: {3}", count(rules), counts[0], counts[1],
        counts[2]))
  }

  private func check(
    _ kept: [KeptExpectation], _ classification: Classification, isSound: Bool
  ) throws(Diagnostic) -> ExpectationTally {
    var tally = ExpectationTally()
    guard !kept.isEmpty else { return tally }
    guard isSound, !data.tables.isEmpty else {
      say(
        isSound
          ? Message("expectations that wait for data: {0}", count(kept.count))
          : Message("expectations that wait until the rules are right: {0}", count(kept.count)))
      return tally
    }
    for one in kept {
      tally.add(met: try isMet(one.expectation, in: one.source, classification))
    }
    say(tally.summary)
    return tally
  }
}
