import Syntax

/// Why a customer is in a class: conditions with their actual values, indented under what they
/// belong to.
public struct ExplanationTree: Sendable, Hashable {
  /// Whether a condition held.
  public enum Mark: Sendable, Hashable { case held, failed, none }

  public struct Node: Sendable, Hashable {
    public var mark: Mark
    /// The condition or heading: `recency > 180`.
    public var text: String
    /// The actual value, or by how much it was missed: `recency = 74`; nil for none.
    public var value: String?
    public var children: [Node]

    public init(_ mark: Mark, _ text: String, value: String? = nil, children: [Node] = []) {
      self.mark = mark
      self.text = text
      self.value = value
      self.children = children
    }
  }

  public var roots: [Node]

  public init(_ roots: [Node]) { self.roots = roots }

  /// The tree line by line; values stand in one column where there is room, long texts continue
  /// under their beginning.
  public func lines(on surface: Surface) -> [String] {
    let entries = roots.flatMap { Entry.list($0, depth: 0, glyphs: surface.glyphs) }
    let valued = entries.filter { $0.value != nil }
    let widest = valued.reduce(0) { max($0, $1.width) }
    let longest = valued.reduce(0) { max($0, DisplayWidth.of($1.value ?? "")) }
    let width = surface.width ?? .max
    let column = widest + 2 + longest <= width ? widest : min(widest, width / 2)
    return entries.flatMap { $0.lines(valueColumn: column, surface) }
  }
}

/// One line of the tree before it is fitted.
private struct Entry {
  let depth: Int
  let mark: ExplanationTree.Mark
  let text: String
  let value: String?

  /// Cells of indent, mark and text.
  var width: Int { start + DisplayWidth.of(text) }
  private var start: Int { 2 * depth + (mark == .none ? 0 : 2) }

  static func list(_ node: ExplanationTree.Node, depth: Int, glyphs: Glyphs) -> [Entry] {
    let entry = Entry(
      depth: depth, mark: node.mark, text: Sanitizer.visible(node.text, glyphs: glyphs),
      value: node.value.map { Sanitizer.visible($0, glyphs: glyphs) })
    return [entry] + node.children.flatMap { list($0, depth: depth + 1, glyphs: glyphs) }
  }

  func lines(valueColumn: Int, _ surface: Surface) -> [String] {
    let width = surface.width ?? .max
    let indent = start < width ? start : 0
    let texts = TextWrap.lines(
      text, width: surface.width.map { $0 - indent }, glyphs: surface.glyphs)
    var lines = texts.enumerated().map { index, part in
      index == 0 && indent == start
        ? prefix(surface) + styled(part, surface)
        : String(repeating: " ", count: indent) + styled(part, surface)
    }
    guard let value else { return lines }
    let last = indent + DisplayWidth.of(texts[texts.count - 1])
    let gap = max(2, valueColumn + 2 - last)
    if last + gap + DisplayWidth.of(value) <= width, texts.count == 1 {
      lines[0] += String(repeating: " ", count: gap) + surface.style.paint(value, .accent)
      return lines
    }
    let under = String(repeating: " ", count: min(indent + 2, max(0, width - 2)))
    return lines
      + TextWrap.lines(value, width: surface.width, indent: under, glyphs: surface.glyphs)
      .map { surface.style.paint($0, .accent) }
  }

  private func prefix(_ surface: Surface) -> String {
    let indent = String(repeating: " ", count: 2 * depth)
    switch mark {
    case .held: return indent + surface.style.paint(surface.glyphs.tick, .good) + " "
    case .failed: return indent + surface.style.paint(surface.glyphs.cross, .bad) + " "
    case .none: return indent
    }
  }

  private func styled(_ text: String, _ surface: Surface) -> String {
    switch mark {
    case .held: text
    case .failed: surface.style.paint(text, .note)
    case .none: depth == 0 ? surface.style.paint(text, .header) : text
    }
  }
}
