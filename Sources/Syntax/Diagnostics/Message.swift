/// A sentence for people: an English template with `{0}`, `{1}` … and the values that fill it.
///
/// A template says both forms of what is counted, `{0} {0|row|rows}`: the first stands where the value
/// is `1`. It is also the key under which Shell keeps the Chinese wording, which needs no such forms,
/// so the code that reports a fault writes English only.
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
      rest = rest[open...]
      let close = rest.firstIndex(of: "}")
      if let close, let value = value(of: rest[open..<close].dropFirst()) {
        text += value
        rest = rest[rest.index(after: close)...]
      } else {
        text += "{"
        rest = rest.dropFirst()
      }
    }
    return text + rest
  }

  /// What stands for `0` or `0|row|rows` between braces; nil for anything else.
  private func value(of placeholder: Substring) -> String? {
    let digits = placeholder.prefix { $0.isASCII && $0.isNumber }
    guard let index = Int(digits), index < arguments.count else { return nil }
    let forms = placeholder[digits.endIndex...].split(
      separator: "|", omittingEmptySubsequences: false)
    switch forms.count {
    case 0, 1: return digits.endIndex == placeholder.endIndex ? arguments[index] : nil
    case 3: return forms[0].isEmpty ? String(forms[arguments[index] == "1" ? 1 : 2]) : nil
    default: return nil
    }
  }
}
