import Engine
import Segments
import Syntax

extension Session {
  /// `rules diff`: what the rules in force have otherwise than the standard ones; than those kept with
  /// a segment; what loading a file would change.
  func diffRules(_ basis: RulesBasis) throws(Diagnostic) {
    let current = ruleState
    switch basis {
    case .standard:
      tell(RuleDifference.between(RuleState(try StandardRules.definitions()), current))
    case .segment(let reference):
      let saved = try store.load(reference.name, version: reference.version, at: reference.span)
      tell(RuleDifference.between(try state(of: saved), current))
      if let remark = remark(on: saved) { say(remark) }
    case .file(let file):
      let text = try FilePath.text(FilePath.expanded(file.path, from: base), at: file.span)
      let read = try RuleFile.parse(text, name: file.path)
      let loaded = RuleState(
        definitions.adding(read), parameters: parameters(under: read.definitions))
      tell(RuleDifference.between(current, loaded))
    }
  }

  /// The rules and parameters that were in force when the segment was saved.
  func state(of saved: SavedSegment) throws(Diagnostic) -> RuleState {
    let name = "\(saved.version.name)@\(saved.version.number)"
    let rules = try RuleFile.parse(saved.rules, name: name)
    var state = RuleState(try StandardRules.definitions().adding(rules))
    for statement in Parser.parse(saved.parameters).statements {
      guard case .command(.set(let key?, _, let value?)) = statement.shape else { continue }
      state.parameters[NameFolding.fold(key)] = try Binder(catalog).constant(value)
    }
    return state
  }

  /// Standard rules are kept by a checksum alone: where they differ, what is told is not all.
  private func remark(on saved: SavedSegment) -> Message? {
    let name = "\(saved.version.name)@\(saved.version.number)"
    switch StandardRules.version(in: saved.rules) {
    case StandardRules.version: return nil
    case nil: return Message("{0} does not say which standard rules it was saved under", name)
    case .some: return Message("the standard rules of the program have changed since {0}", name)
    }
  }

  private func tell(_ differences: [RuleDifference]) {
    guard !differences.isEmpty else { return say(Message("no difference")) }
    for difference in differences { say(text: text(of: difference)) }
    let counts = [RuleDifference.Kind.added, .removed, .changed].map { kind in
      count(differences.count { $0.kind == kind })
    }
    say(Message("{0} added, {1} removed, {2} changed", counts[0], counts[1], counts[2]))
  }

  /// `param churn_days 180 -> 90`, or the lines that go and come; of a dimension or goal below its name.
  private func text(of difference: RuleDifference) -> String {
    var lines = difference.lines.map { line in
      switch line.sign {
      case .gone: "- " + line.text
      case .new: "+ " + line.text
      case .same: "  " + line.text
      }
    }
    if difference.kind == .changed, ["dimension", "goal"].contains(difference.word) {
      lines = ["  \(difference.word) \(Formatter.name(difference.key))"] + lines
    }
    if let values = difference.values {
      lines.append(
        "  param \(Formatter.name(difference.key)) \(values.joined(separator: " -> "))")
    }
    return lines.joined(separator: "\n")
  }
}
