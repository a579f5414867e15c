import Engine
import Syntax

extension Completer {
  /// The choices that begin with what was typed; failing that, those that contain it. Case and width
  /// make no difference.
  func matching(_ choices: [Choice]) -> [Completion] {
    let typed = NameFolding.fold(context.partial)
    var found = completions(choices) { $0.hasPrefix(typed) }
    if found.isEmpty, typed.unicodeScalars.count > 1 {
      found = completions(choices) { $0.contains(typed) }
    }
    return found
  }

  private func completions(
    _ choices: [Choice], _ fits: (String) -> Bool
  ) -> [Completion] {
    var seen: Set<String> = []
    var found: [Completion] = []
    for choice in choices {
      guard let spelling = choice.spellings.first(where: { fits(NameFolding.fold($0)) }) else {
        continue
      }
      // What can't be shown as it is can't be edited either.
      guard Sanitizer.visible(spelling) == spelling else { continue }
      let completion = completion(spelling, choice)
      if seen.insert(completion.text).inserted { found.append(completion) }
    }
    return found
  }

  private func completion(_ spelling: String, _ choice: Choice) -> Completion {
    let note = Sanitizer.visible(choice.note)
    func made(_ text: String, _ suffix: String, shown: String? = nil) -> Completion {
      Completion(text: text, shown: shown ?? spelling, note: note, suffix: suffix)
    }
    switch choice.form {
    case .word: return made(spelling, " ")
    case .call: return made(spelling + "(", "", shown: spelling + "(")
    case .name:
      guard context.quote == "`" else { return made(Formatter.name(spelling), " ") }
      return made(spelling, "` ")
    case .text:
      guard let quote = context.quote else {
        let literal = Formatter.string(spelling)
        return made(String(literal.dropLast()), "' ")
      }
      let close = Self.closing(quote)
      let doubled = spelling.split(separator: close, omittingEmptySubsequences: false)
        .joined(separator: "\(close)\(close)")
      return made(doubled, "\(close) ")
    case .folder:
      return made(context.quote == nil ? "'" + spelling : spelling, "")
    }
  }

  private static func closing(_ quote: Character) -> Character {
    switch quote {
    case "“": "”"
    case "‘": "’"
    case "「": "」"
    case "『": "』"
    default: quote
    }
  }
}
