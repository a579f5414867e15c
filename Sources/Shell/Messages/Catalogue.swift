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
  ]

  static let chinese: [String: String] = areas.reduce(into: [:]) { whole, area in
    whole.merge(area) { first, _ in first }
  }

  private static func inChinese(_ message: Message) -> String {
    guard let template = chinese[message.template] ?? words[message.template] else {
      return message.english
    }
    let arguments = message.arguments.enumerated().map { index, argument in
      message.template.contains("'{\(index)}'") ? argument : words[argument] ?? argument
    }
    return Message(template: template, arguments: arguments).english
  }
}
