import Engine
import Syntax

/// The class that a customer is nearest to, and what would have to change.
public struct NearestFlip: Sendable, Hashable {
  public var title: RuleTitle
  /// The conditions that fail, each with how far it is from holding.
  public var changes: [Finding]
  /// The rule that holds now and is tried before: it would have to fail as well.
  public var blockedBy: RuleTitle?
  /// The part of that rule that is nearest to failing.
  public var weakest: Finding?
}

extension NearestFlip {
  /// Of an ordered dimension the next class above `current`; otherwise, and where there is none, the
  /// class with the fewest conditions to change, of these the one with the smallest changes.
  ///
  /// - Parameter trials: all rules in their order, and the ranks of their classes.
  static func find(
    _ trials: [(trial: RuleTrial, rank: Int?)], current: RuleTitle, currentRank: Int?
  ) -> NearestFlip? {
    let held = trials.firstIndex { $0.trial.held }
    var candidates: [(flip: NearestFlip, rank: Int?)] = []
    for (index, item) in trials.enumerated() where item.trial.title != current {
      let isLater = held.map { index > $0 } ?? false
      // No customer can do anything about what parameters settle.
      let blocker = isLater ? held.map { trials[$0].trial } : nil
      if blocker?.condition?.isSettled == true { continue }
      let wanted = item.trial.condition.map(unmet) ?? []
      guard let changes = wanted else { continue }
      // A later rule that holds already waits only for the one before it to fail.
      guard isLater || !changes.isEmpty else { continue }
      var flip = NearestFlip(title: item.trial.title, changes: changes)
      flip.blockedBy = blocker?.title
      flip.weakest = blocker?.condition.flatMap(weakest)
      candidates.append((flip, item.rank))
    }
    if let currentRank {
      let above = candidates.filter { ($0.rank ?? .min) > currentRank }
      if let next = above.min(by: { ($0.rank ?? 0) < ($1.rank ?? 0) }) { return next.flip }
    }
    return candidates.min { $0.flip.effort < $1.flip.effort }?.flip
  }

  /// Conditions to change, and how far they are from changing, relative to what they ask for.
  private var effort: (Int, Double) {
    let parts = changes + [weakest].compactMap(\.self)
    return (
      changes.count + (blockedBy == nil ? 0 : 1),
      Self.relativeDistance(parts)
    )
  }

  private static func relativeDistance(_ finding: Finding) -> Double {
    guard let comparison = finding.comparison, let distance = comparison.distance?.double else {
      return 1
    }
    return distance / max(abs(comparison.wanted.double ?? 0), 1)
  }

  /// The least that has to change for `finding` to hold: of alternatives the one with the fewest changes,
  /// of these the nearest. nil where parameters settle that it does not hold, for any customer.
  static func unmet(_ finding: Finding) -> [Finding]? {
    if finding.held { return [] }
    if finding.isSettled { return nil }
    switch finding.connective {
    case .single, .not: return [finding]
    case .all:
      var changes: [Finding] = []
      for part in finding.parts {
        guard let more = unmet(part) else { return nil }
        changes += more
      }
      return changes
    case .any:
      return finding.parts.compactMap(unmet).min {
        ($0.count, relativeDistance($0)) < ($1.count, relativeDistance($1))
      }
    }
  }

  private static func relativeDistance(_ findings: [Finding]) -> Double {
    findings.reduce(0) { $0 + relativeDistance($1) }
  }

  /// The condition whose failing is nearest and makes `finding`, which holds, fail; nil where several
  /// would have to fail together.
  private static func weakest(_ finding: Finding) -> Finding? {
    if finding.isSettled { return nil }
    switch finding.connective {
    case .single: return finding
    case .all:
      return finding.parts.compactMap(weakest).min { relativeDistance($0) < relativeDistance($1) }
    case .any:
      let holding = finding.parts.filter(\.held)
      return holding.count == 1 ? weakest(holding[0]) : nil
    case .not: return nil
    }
  }
}
