import Foundation

/// The templates of all messages in the sources, for comparison with the catalogue.
enum MessagesSources {
  struct Template: Hashable {
    var text: String
    var place: String
  }

  /// Every string literal in the first argument of a `Message(…)` under `Sources`.
  static func templates() throws -> Set<Template> {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var found: Set<Template> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let source = try String(contentsOf: file, encoding: .utf8)
      for text in templates(in: source) {
        found.insert(Template(text: text, place: file.lastPathComponent))
      }
    }
    return found
  }

  static func templates(in source: String) -> [String] {
    var found: [String] = []
    var rest = source.split(separator: "\n").filter { line in
      !line.drop { $0 == " " }.hasPrefix("//")
    }.joined(separator: "\n")[...]
    while let call = rest.firstRange(of: "Message(") {
      let isName = rest[..<call.lowerBound].last.map { $0.isLetter || $0 == "_" } ?? false
      rest = rest[call.upperBound...]
      if !isName { found += literals(ofFirstArgument: rest) }
    }
    return found
  }

  /// Literals joined by `+` are one template; those of a conditional are several.
  private static func literals(ofFirstArgument source: Substring) -> [String] {
    var found: [String] = []
    var depth = 0
    var joins = false
    var rest = source
    while let character = rest.first {
      rest = rest.dropFirst()
      switch character {
      case "\"":
        let text = literal(&rest)
        if joins, let last = found.popLast() {
          found.append(last + text)
        } else {
          found.append(text)
        }
        joins = false
      case "+": joins = true
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        if depth == 0 { return found }
        depth -= 1
      case ",": if depth == 0 { return found }
      default: if !character.isWhitespace { joins = false }
      }
    }
    return found
  }

  private static func literal(_ rest: inout Substring) -> String {
    var text = ""
    while let character = rest.first {
      rest = rest.dropFirst()
      if character == "\"" { return text }
      if character == "\\", let escaped = rest.first {
        rest = rest.dropFirst()
        switch escaped {
        case "n": text += "\n"
        case "\"", "\\": text.append(escaped)
        default: text += "\\" + String(escaped)
        }
      } else {
        text.append(character)
      }
    }
    return text
  }
}
