/// A range of UTF-8 byte offsets `[start, end)` in the text of one source.
///
/// Every node of the tree and every diagnostic carries one, so that a message can point at exactly
/// what was typed.
public struct Span: Sendable, Hashable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// Nothing was typed for what has it.
  public var isEmpty: Bool { start >= end }

  /// The smallest span that covers both.
  public func union(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }
}
