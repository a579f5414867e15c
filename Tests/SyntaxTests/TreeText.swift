import Syntax

/// A tree as text without its spans: trees are compared by what they say.
func treeText(_ value: some Any) -> String {
  var text = ""
  var rest = String(describing: value)[...]
  while let range = rest.firstRange(of: "Span(start: ") {
    text += rest[..<range.lowerBound]
    rest = rest[range.upperBound...]
    guard let close = rest.firstIndex(of: ")") else { break }
    rest = rest[rest.index(after: close)...]
  }
  return text + rest
}

/// The codes, messages and marked characters of the diagnostics of `text`, one line each.
func faults(_ text: String) -> [String] {
  Parser.parse(text).diagnostics.map { fault in
    let bytes = Array(text.utf8)
    let span = fault.span ?? Span(0, 0)
    let marked = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
    return "\(fault.code) [\(marked)] \(fault.message.english)"
  }
}
