public import Syntax

/// The Chinese wording of every message, keyed by its English template.
///
/// One table per area, so that whoever adds a message finds its place. A test reads the sources and
/// names each template that has no Chinese yet.
public enum Catalogue {
  /// `message` in `language`, its arguments filled in.
  ///
  /// A template without Chinese falls back to English; tests keep that from happening.
  public static func translate(_ message: Message, _ language: Language) -> String {
    switch language {
    case .en: message.english
    case .zh: inChinese(message)
    }
  }

  static let areas = [
    explanations, screens, grammar, expectations, names, files, reading, segments, session, rules,
    parameters, ownRules, plans, memory,
  ]

  static let chinese: [String: String] = areas.reduce(into: [:]) { whole, area in
    whole.merge(area) { first, _ in first }
  }

  /// `'by'` as it is typed in Chinese, the English word beside it.
  private static func keyword(_ quoted: String) -> String? {
    guard quoted.count > 2, quoted.hasPrefix("'"), quoted.hasSuffix("'"),
      let keyword = Keyword(rawValue: String(quoted.dropFirst().dropLast()))
    else { return nil }
    let chinese = keyword.spelling(in: .chinese)
    return chinese == keyword.rawValue ? nil : "'\(chinese)'（\(keyword.rawValue)）"
  }

  private static func inChinese(_ message: Message) -> String {
    guard let template = chinese[message.template] ?? words[message.template] else {
      return message.english
    }
    let arguments = message.arguments.enumerated().map { index, argument in
      message.template.contains("'{\(index)}'")
        ? argument : words[argument] ?? keyword(argument) ?? argument
    }
    return Message(template: template, arguments: arguments).english
  }
}
