import Glibc
import Synchronization

extension Conversation {
  /// Repeats what it is told, until the session takes its place.
  static func interim() -> Conversation {
    let cancelled = Flag()
    let run: (String) -> RunOutcome = { text in
      cancelled.value.store(false, ordering: .relaxed)
      if text == "quit" || text == "exit" { return .quit }
      if text == "fail" { return .failed }
      if text.hasPrefix("wait") {
        print("waiting")
        for _ in 0..<1_000 where !cancelled.value.load(ordering: .relaxed) { usleep(10_000) }
        print("cancelled")
        return .interrupted
      }
      print("[\(text.split(separator: "\n").joined(separator: "⏎"))]")
      return .done
    }
    return Conversation(
      open: { .done }, prompt: { "strata> " }, continuationPrompt: { "   ...> " },
      isComplete: { !$0.hasSuffix("|") }, run: run,
      runScript: { script in
        guard case .text(let text, _) = script else { return .failed }
        return run(text)
      },
      complete: { text, cursor in
        let words = ["客户", "客单价", "channel", "churn"]
        let before = String(decoding: Array(text.utf8)[..<cursor], as: UTF8.self)
        let word = before.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
        let found = words.filter { $0.hasPrefix(word) }
        return Completions(
          span: (cursor - word.utf8.count)..<cursor,
          candidates: found.map { .init(text: $0, shown: $0, note: "\($0.utf8.count)") })
      },
      highlight: { text in
        guard text.hasPrefix("where") else { return [] }
        return [Paint(span: 0..<5, style: "34")]
      },
      historyFile: { getenv("HOME").map { String(cString: $0) + "/.strata_history" } },
      interrupt: { cancelled.value.store(true, ordering: .relaxed) })
  }
}

private final class Flag: Sendable {
  let value = Atomic(false)
}
