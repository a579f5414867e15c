/// Prints a diagnostic for people: what, where, the line with carets under the exact span, the hint.
///
///     error[E201]: no column 'tierr' in customers
///       where tierr = 'VIP'
///             ^^^^^ not a column
///       hint: did you mean 'tier'?
public enum DiagnosticRenderer {
  /// Several lines, none ended. `source` is the text that was run, unless the diagnostic brings its
  /// own; `width` the columns that the line of source may take; `translate` words a message in the
  /// reader's language. Control characters in any of them are shown, not obeyed.
  ///
  /// - Parameter wrap: breaks a text into lines, given the indents of the first and of the others; the
  ///   label goes below the carets when it does not fit beside them. nil: lines stay whole.
  public static func render(
    _ diagnostic: Diagnostic, source: SourceText, width: Int = 100,
    translate: (Message) -> String = { $0.english },
    wrap: ((_ text: String, _ first: String, _ rest: String) -> [String])? = nil
  ) -> String {
    let wrap = wrap ?? { text, first, _ in [first + text] }
    let word = translate(diagnostic.severity.word)
    var lines = wrap(
      "\(word)[\(diagnostic.code)]: \(shown(diagnostic.message, translate))", "", "  ")
    if let span = diagnostic.span {
      let text = diagnostic.source ?? source
      let place = text.place(of: span.start)
      if let name = text.name {
        lines.append("  \(VisibleText.of(name)):\(place.line):\(place.column)")
      }
      let excerpt = SourceExcerpt(text, place, span, width: max(20, width - 2))
      lines.append("  " + excerpt.line)
      let label = diagnostic.label.map { shown($0, translate) } ?? ""
      let beside = label.isEmpty ? excerpt.carets : excerpt.carets + " " + label
      if wrap(beside, "  ", "  ").count == 1 {
        lines.append("  " + beside)
      } else {
        lines.append("  " + excerpt.carets)
        lines += wrap(label, "  ", "  ")
      }
    }
    if let hint = diagnostic.hint {
      lines += wrap("\(translate(Message("hint"))): \(shown(hint, translate))", "  ", "    ")
    }
    return lines.joined(separator: "\n")
  }

  private static func shown(_ message: Message, _ translate: (Message) -> String) -> String {
    VisibleText.of(translate(message))
  }
}

extension Diagnostic.Severity {
  fileprivate var word: Message {
    switch self {
    case .error: Message("error")
    case .warning: Message("warning")
    case .note: Message("note")
    }
  }
}

/// The line of a span as it is printed, a window of it when it is long, and the carets below.
struct SourceExcerpt {
  private(set) var line: String
  private(set) var carets: String

  init(_ source: SourceText, _ place: SourcePlace, _ span: Span, width: Int) {
    let bytes = place.bytes
    let start = min(max(span.start, bytes.lowerBound), bytes.upperBound)
    let end = min(max(span.end, start), bytes.upperBound)
    var before = Self.shown(source.slice(bytes.lowerBound..<start))
    var marked = Self.shown(source.slice(start..<end))
    var after = Self.shown(source.slice(end..<bytes.upperBound))
    if DisplayWidth.of(before) + DisplayWidth.of(marked) + DisplayWidth.of(after) > width {
      marked = DisplayWidth.truncated(marked, to: width * 2 / 3)
      let room = width - DisplayWidth.of(marked)
      let beside = min(DisplayWidth.of(before), max(room / 2, room - DisplayWidth.of(after)))
      before = Self.suffix(of: before, fitting: beside)
      after = DisplayWidth.truncated(after, to: room - DisplayWidth.of(before))
    }
    line = before + marked + after
    carets =
      String(repeating: " ", count: DisplayWidth.of(before))
      + String(repeating: "^", count: max(1, DisplayWidth.of(marked)))
  }

  /// A tab takes two columns, so that carets stand where they should on any terminal.
  private static func shown(_ text: String) -> String {
    VisibleText.of(
      text.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "  "))
  }

  /// The longest end of `text` in `width` columns, an ellipsis before it when something is missing.
  private static func suffix(of text: String, fitting width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    var kept: [Character] = []
    var taken = 1
    for character in text.reversed() {
      let wide = DisplayWidth.of(String(character))
      if taken + wide > width { break }
      taken += wide
      kept.append(character)
    }
    return "…" + String(kept.reversed())
  }
}
