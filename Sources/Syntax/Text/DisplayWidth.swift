/// How many terminal cells a text takes, and cutting and padding it to a number of cells.
///
/// Works on clusters (what the reader sees as one character): a family emoji is two cells, a letter
/// with its accents one. Ambiguous East Asian characters count one. Controls count one, the cell of
/// the picture that `Sanitizer` shows in their place; texts from data pass there first.
public enum DisplayWidth {
  public enum Alignment: Sendable, Hashable { case left, right }

  /// Cells that `text` takes.
  public static func of(_ text: String) -> Int {
    asciiCount(text) ?? measure(text[...], limit: .max).width
  }

  /// Cells that `text` takes.
  public static func of(_ text: Substring) -> Int { measure(text, limit: .max).width }

  /// The longest start of `text` that fits `width` cells, and the cells it takes.
  ///
  /// Never splits a cluster, so it may be one cell short.
  public static func prefix(of text: Substring, fitting width: Int) -> (Substring, width: Int) {
    let measured = measure(text, limit: width)
    return (text[..<measured.end], measured.width)
  }

  /// `text` itself when it fits `width` cells, otherwise its start with `ellipsis` behind it.
  ///
  /// The result never takes more than `width` cells; when not even the ellipsis fits it is empty.
  public static func truncated(_ text: String, to width: Int, ellipsis: String = "…") -> String {
    if let count = asciiCount(text), count <= width { return text }
    let whole = measure(text[...], limit: width)
    if whole.end == text.endIndex { return text }
    let room = width - of(ellipsis)
    guard room >= 0 else { return "" }
    return text[..<measure(text[...], limit: room).end] + ellipsis
  }

  /// `text` with blanks up to `width` cells; unchanged when it already takes as many or more.
  public static func padded(
    _ text: String, to width: Int, _ alignment: Alignment = .left
  ) -> String {
    let missing = width - of(text)
    guard missing > 0 else { return text }
    let blanks = String(repeating: " ", count: missing)
    return alignment == .left ? text + blanks : blanks + text
  }

  /// `text` cut or padded to exactly `width` cells.
  public static func fitted(
    _ text: String, to width: Int, _ alignment: Alignment = .left, ellipsis: String = "…"
  ) -> String {
    padded(truncated(text, to: width, ellipsis: ellipsis), to: width, alignment)
  }

  /// The number of bytes when `text` is printable ASCII, where every byte is a cell.
  private static func asciiCount(_ text: String) -> Int? {
    var count = 0
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F else { return nil }
      count += 1
    }
    return count
  }

  /// Walks whole clusters from the start of `text` while they fit `limit` cells.
  private static func measure(_ text: Substring, limit: Int) -> (end: String.Index, width: Int) {
    var total = 0
    var index = text.startIndex
    while index < text.endIndex {
      var cluster = ClusterWidth()
      var next = text.index(after: index)
      cluster.add(text.unicodeScalars[index..<next])
      while next < text.endIndex, cluster.takes(text.unicodeScalars[next]) {
        let start = next
        next = text.index(after: start)
        cluster.add(text.unicodeScalars[start..<next])
      }
      if cluster.width > limit - total { break }
      total += cluster.width
      index = next
    }
    return (index, total)
  }
}

/// Adds up one cluster, scalar by scalar.
private struct ClusterWidth {
  private var closed = 0
  private var current = 0
  private var base: Unicode.Scalar?
  private var joins = false
  private var afterZeroWidthJoiner = false

  var width: Int { closed + current }

  /// Whether a character beginning with `scalar` is still written into this cluster: after a virama,
  /// or when it has no cell of its own (marks that Unicode's text segmentation leaves alone).
  func takes(_ scalar: Unicode.Scalar) -> Bool { joins || cells(of: scalar.value) == 0 }

  mutating func add(_ scalars: Substring.UnicodeScalarView) {
    for scalar in scalars { add(scalar) }
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if value == 0x200D {
      afterZeroWidthJoiner = true
      return
    }
    let continuesEmoji = afterZeroWidthJoiner && scalar.properties.isEmoji && base != nil
    afterZeroWidthJoiner = false
    if continuesEmoji { return }
    if value == 0xFE0F {
      if let base, base.properties.isEmoji { current = 2 }
      return
    }
    if let base, isModifier(value, of: base) { return }
    add(scalar, cells: cells(of: value))
  }

  private mutating func add(_ scalar: Unicode.Scalar, cells: Int) {
    if cells > 0 {
      if joins {
        current = 2
      } else {
        closed += current
        current = cells
      }
      base = scalar
      joins = false
    } else if WidthTable.contains(WidthTable.joiner, scalar.value) {
      joins = base != nil
    } else {
      joins = false
      if base != nil, scalar.properties.generalCategory == .spacingMark { current = 2 }
    }
  }

  /// The second half of a flag, or a skin tone on an emoji.
  private func isModifier(_ value: UInt32, of base: Unicode.Scalar) -> Bool {
    if value >= 0x1F1E6, value <= 0x1F1FF {
      return base.value >= 0x1F1E6 && base.value <= 0x1F1FF
    }
    return value >= 0x1F3FB && value <= 0x1F3FF && base.value > 0x7F && base.properties.isEmoji
  }

  private func cells(of value: UInt32) -> Int {
    if value < 0x300 { return 1 }
    if WidthTable.contains(WidthTable.zero, value) { return 0 }
    return WidthTable.contains(WidthTable.wide, value) ? 2 : 1
  }
}
