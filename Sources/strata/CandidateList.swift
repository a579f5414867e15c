/// The list that Tab prints when there are several candidates: columns, filled downwards, of what
/// may stand at the cursor with its note.
struct CandidateList {
  private let candidates: ArraySlice<Completions.Candidate>
  private let hidden: Int
  private let shownWidth: Int
  private let noteWidth: Int
  private let lines: Int

  /// `columns` and `rows` are the room on the screen; what does not fit is counted.
  init(_ all: [Completions.Candidate], columns: Int, rows: Int) {
    let shownWidth = all.map { LineLayout.width($0.shown) }.max() ?? 0
    let noteWidth = all.map { LineLayout.width($0.note) }.max() ?? 0
    let cell = shownWidth + (noteWidth > 0 ? noteWidth + 1 : 0) + 2
    let across = max(1, (columns + 1) / cell)
    self.shownWidth = shownWidth
    self.noteWidth = noteWidth
    let fits = all.count <= across * rows
    candidates = fits ? all[...] : all.prefix(across * (rows - 1))
    hidden = all.count - candidates.count
    lines = (candidates.count + across - 1) / across
  }

  /// The lines, each ended.
  func text(colour: Bool) -> String {
    var text = ""
    for line in 0..<lines {
      var row = ""
      for index in stride(from: line, to: candidates.count, by: lines) {
        let isLast = index + lines >= candidates.count
        row += cell(candidates[index], colour: colour, padded: !isLast)
      }
      text += row + "\n"
    }
    return hidden == 0 ? text : text + "… \(hidden) more\n"
  }

  private func cell(
    _ candidate: Completions.Candidate, colour: Bool, padded: Bool
  ) -> String {
    let gap = shownWidth - LineLayout.width(candidate.shown)
    guard noteWidth > 0 else {
      return candidate.shown + (padded ? String(repeating: " ", count: gap + 2) : "")
    }
    // Notes are mostly counts, so they line up on the right.
    let room = noteWidth - LineLayout.width(candidate.note)
    let note = colour ? "\u{1B}[2m\(candidate.note)\u{1B}[0m" : candidate.note
    let space = String(repeating: " ", count: gap + 1 + room)
    return candidate.shown + space + note + (padded ? "  " : "")
  }

  /// The matches in readline's form: first what all candidates share, never less than was `typed`,
  /// then each candidate; with one candidate only that. `before` is the line's start, which stays.
  static func matches(
    _ candidates: [Completions.Candidate], before: String, typed: String
  ) -> [String] {
    if candidates.count == 1, let only = candidates.first {
      return [before + only.text + only.suffix]
    }
    guard var shared = candidates.first?.text.unicodeScalars[...] else { return [] }
    for candidate in candidates.dropFirst() {
      let common = zip(shared, candidate.text.unicodeScalars).prefix { $0 == $1 }.count
      shared = shared.prefix(common)
    }
    let common = String(String.UnicodeScalarView(shared))
    let extends = common.lowercased().hasPrefix(typed.lowercased())
    return [before + (extends ? common : typed)] + candidates.map { before + $0.text }
  }
}
