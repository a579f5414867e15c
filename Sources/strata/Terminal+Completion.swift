import CReadline
import Glibc

// Tab: the conversation says what may stand at the cursor, readline inserts and cycles.
extension Terminal {
  func completeWithConversation() {
    // Readline's "word" is all of the line before the cursor, so that the conversation alone decides
    // what a candidate takes the place of; the empty list of word breaks lives as long as readline.
    strata_complete_with(
      { _, _, end in
        strata_completion_is_ours()
        return matchList(
          MainActor.assumeIsolated { Terminal.active?.matches(upTo: Int(end)) } ?? [])
      },
      { _, _, _ in MainActor.assumeIsolated { Terminal.active?.listCandidates() } },
      strdup(""))
  }

  /// What readline wants: the text to put in place of the line's start, then the choices.
  private func matches(upTo end: Int) -> [String] {
    let line = String(cString: strata_line())
    let start = linesAbove.utf8.count
    let completions = conversation.complete(linesAbove + line, start + end)
    offered = completions.candidates
    let from = completions.span.lowerBound - start
    guard from >= 0, from <= end, !offered.isEmpty else { return [] }
    let bytes = Array(line.utf8)
    return CandidateList.matches(
      offered, before: String(decoding: bytes[..<from], as: UTF8.self),
      typed: String(decoding: bytes[from..<end], as: UTF8.self))
  }

  private func listCandidates() {
    let (rows, columns) = screen
    var down = 0
    if let layout = layout(of: String(cString: strata_line())) {
      down = layout.rows - 1 - layout.cursorRow
    }
    let list = CandidateList(offered, columns: columns, rows: max(4, rows - 3))
    write(String(repeating: "\n", count: down + 1) + list.text(colour: colour))
    rl_forced_update_display()
  }
}

/// Copies for readline, which frees them: a list of C strings that ends with null, or null for none.
private func matchList(_ texts: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  guard !texts.isEmpty else { return nil }
  let size = (texts.count + 1) * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride
  guard let block = calloc(1, size) else { return nil }
  let list = block.bindMemory(to: UnsafeMutablePointer<CChar>?.self, capacity: texts.count + 1)
  for (index, text) in texts.enumerated() { list[index] = strdup(text) }
  return list
}
