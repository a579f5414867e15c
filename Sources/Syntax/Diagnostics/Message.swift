/// A sentence for people: an English template with `{0}`, `{1}` … and the values that fill it.
///
/// The template is also the key under which Shell keeps the Chinese wording, so the code that reports
/// a fault writes English only.
public struct Message: Sendable, Hashable {
  public let template: String
  public let arguments: [String]

  public init(_ template: String, _ arguments: String...) {
    self.template = template
    self.arguments = arguments
  }

  public init(template: String, arguments: [String]) {
    self.template = template
    self.arguments = arguments
  }

  /// The English text.
  public var english: String { filled(template) }

  /// `template`, this message's own or a translation of it, with the arguments put in.
  public func filled(_ template: String) -> String {
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      let digits = rest[rest.index(after: open)...].prefix { $0.isASCII && $0.isNumber }
      if let index = Int(digits), index < arguments.count, digits.endIndex < rest.endIndex,
        rest[digits.endIndex] == "}"
      {
        text += arguments[index]
        rest = rest[rest.index(after: digits.endIndex)...]
      } else {
        text += "{"
        rest = rest[rest.index(after: open)...]
      }
    }
    return text + rest
  }
}
