/// The one candidate that was probably meant: behind every `did you mean …`.
public enum Suggestion {
  /// The candidate nearest to `word`, letters in any case, or nil when none is near enough: at most a
  /// third of its letters may differ (two letters swapped count once), or the word begins it.
  /// Ties go to the candidate that shares the longer beginning (of Chinese words: more characters), then
  /// to the earlier one.
  public static func best(for word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    var best: (candidate: String, distance: Int, shared: Int)?
    // What was typed is never what was meant instead.
    for candidate in candidates where candidate != word {
      let scalars = Array(candidate.lowercased().unicodeScalars)
      guard let distance = rank(wanted, scalars) else { continue }
      let shared = shared(wanted, scalars)
      if let found = best, (found.distance, -found.shared) <= (distance, -shared) { continue }
      best = (candidate, distance, shared)
    }
    return best?.candidate
  }

  /// Letters of the beginning that are the same; of Chinese words, whose second character says as much
  /// as the first, all that stand at the same place.
  private static func shared(_ wanted: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    let pairs = zip(wanted, other)
    guard wanted.allSatisfy(\.isIdeograph) else { return pairs.prefix { $0 == $1 }.count }
    return pairs.count { $0 == $1 }
  }

  /// How far apart, nil when beyond the cut-off. A beginning counts as one step.
  private static func rank(_ wanted: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int? {
    if wanted == other { return 0 }
    let longer = max(wanted.count, other.count)
    // A Chinese word of two characters says as much as an English one of six letters.
    let ideographs = wanted.count == 2 && wanted.allSatisfy { !$0.isASCII }
    let allowed = longer <= 2 ? (ideographs ? 1 : 0) : max(1, longer / 3)
    if abs(wanted.count - other.count) <= allowed {
      let distance = distance(wanted, other)
      if distance <= allowed { return distance }
    }
    if wanted.count >= 3, other.starts(with: wanted) { return allowed + 1 }
    return nil
  }

  /// Damerau-Levenshtein with adjacent swaps (optimal string alignment), by scalars.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return a.count + b.count }
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + Array(repeating: 0, count: b.count)
      for j in 1...b.count {
        let same = a[i - 1] == b[j - 1]
        row[j] = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (same ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforePrevious[j - 2] + 1)
        }
      }
      beforePrevious = previous
      previous = row
    }
    return previous[b.count]
  }
}

extension Unicode.Scalar {
  fileprivate var isIdeograph: Bool { (0x3400...0x9FFF).contains(value) }
}
