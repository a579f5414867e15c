import Engine
import Segments
import Syntax

extension Session {
  /// Says of each segment that a query reached what it follows otherwise than the session, once until
  /// that changes.
  func tellSavedRules(_ catalog: Catalog) throws(Diagnostic) {
    for case .members(let reference, _) in catalog.links.uses?.all ?? [] {
      let state = SavedRulesState(
        segment: NameFolding.fold(reference.name), rules: catalog.definitions.version,
        parameters: catalog.parameters)
      // Reading what a segment was saved with takes as long as a query.
      guard reference.version == nil, seenSavedRules.insert(state).inserted else { continue }
      for difference in try segmentMembers(catalog).differences(of: reference)
      where toldSavedRules.insert(difference).inserted {
        note(words(of: difference))
      }
    }
  }

  /// `a1@1 follows what it was saved with: churn_days = 180 (now 90), the rule of da (another one now)`.
  func words(of difference: SavedDifference) -> Message {
    let parameters = difference.parameters.map { parameter in
      words(
        Message(
          "{0} = {1} (now {2})", parameter.name, Self.literal(parameter.saved),
          parameter.now.map(Self.literal) ?? "null"))
    }
    let rules = difference.rules.map { words(Message("its rule of {0} (changed since)", $0)) }
    let separator = surface.language == .zh ? "、" : ", "
    return Message(
      "{0} follows what it was saved with: {1}", difference.segment,
      (parameters + rules).joined(separator: separator))
  }
}

/// A segment under the rules and parameters of the session: what it follows otherwise has been looked for.
struct SavedRulesState: Hashable {
  let segment: String
  let rules: Int
  let parameters: [String: Value]
}
