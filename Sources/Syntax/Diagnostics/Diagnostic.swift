/// One fault or remark: where it is, what it is, what was expected, and the next thing to type.
///
/// Thrown where the span is known and never re-worded by callers. `code` is stable: `E1xx` grammar,
/// `E2xx` names, `E3xx` types and values, `E4xx` files and loading, `E5xx` segments and the store,
/// `E6xx` rules, `W…` warnings, `N…` notes.
public struct Diagnostic: Error, Sendable, Hashable {
  public enum Severity: Sendable, Hashable { case error, warning, note }

  public var severity: Severity
  public var code: String
  public var message: Message
  /// The exact characters at fault in `source`; nil when the fault is not in a text (a full disk).
  public var span: Span?
  /// Two or three words put beside the caret: `not a column`.
  public var label: Message?
  /// The one suggestion: `did you mean 'tier'?`.
  public var hint: Message?
  /// Name and text of what `span` points into, when it is not the statement being run (a rule file,
  /// a script).
  public var source: SourceText?

  public init(
    _ code: String, _ message: Message, at span: Span? = nil, label: Message? = nil,
    hint: Message? = nil, source: SourceText? = nil, severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.label = label
    self.hint = hint
    self.source = source
  }
}

/// A named text that spans point into.
public struct SourceText: Sendable, Hashable {
  /// A file's path, or nil for what was typed at the prompt.
  public var name: String?
  public var text: String

  public init(name: String? = nil, text: String) {
    self.name = name
    self.text = text
  }
}
