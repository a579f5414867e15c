import Syntax

/// Breaks one long line into several.
enum TextWrap {
  /// `text` in lines of at most `width` cells, broken at blanks, or between clusters where a word
  /// is too long; every line begins with `indent`. Of more than `limit` lines the last kept one ends
  /// in an ellipsis. Without a width the text stays one line.
  static func lines(
    _ text: String, width: Int?, indent: String = "", limit: Int = .max, glyphs: Glyphs = .unicode
  ) -> [String] {
    guard let width else { return [indent + text] }
    let indent = DisplayWidth.of(indent) < width ? indent : ""
    let room = max(1, width - DisplayWidth.of(indent))
    var lines: [String] = []
    var rest = text[...]
    while !rest.isEmpty {
      if lines.count == limit - 1 {
        let last = DisplayWidth.truncated(String(rest), to: room, ellipsis: glyphs.ellipsis)
        lines.append(indent + last)
        break
      }
      let (line, remaining) = split(rest, room: room)
      lines.append(indent + line)
      rest = remaining
    }
    return lines.isEmpty ? [indent] : lines
  }

  /// The same with its own indent for the first line: what follows hangs under it.
  static func hanging(_ text: String, width: Int?, first: String, rest: String) -> [String] {
    guard let width, DisplayWidth.of(first) + DisplayWidth.of(text) > width,
      DisplayWidth.of(rest) < width / 2
    else { return [first + text] }
    let (line, remaining) = split(text[...], room: max(1, width - DisplayWidth.of(first)))
    guard !remaining.isEmpty else { return [first + line] }
    return [first + line] + lines(String(remaining), width: width, indent: rest)
  }

  /// `parts` with ` · ` between them, broken between parts where possible.
  static func parts(_ parts: [String], width: Int?, indent: String, glyphs: Glyphs) -> [String] {
    let separator = " \(glyphs.dot) "
    guard let width else { return [indent + parts.joined(separator: separator)] }
    var lines: [String] = []
    var line = ""
    for part in parts {
      let longer = line.isEmpty ? part : line + separator + part
      if line.isEmpty || DisplayWidth.of(indent) + DisplayWidth.of(longer) <= width {
        line = longer
      } else {
        lines.append(line)
        line = part
      }
    }
    return (lines + [line]).flatMap {
      TextWrap.lines($0, width: width, indent: indent, glyphs: glyphs)
    }
  }

  /// The first line of `text` and what is left, without the blank between them.
  private static func split(_ text: Substring, room: Int) -> (Substring, Substring) {
    let (start, _) = DisplayWidth.prefix(of: text, fitting: room)
    if start.endIndex == text.endIndex { return (text, "") }
    if text[start.endIndex] == " " {
      return (start, text[start.endIndex...].drop { $0 == " " })
    }
    var place = start.endIndex
    while place > text.startIndex {
      if mayBreak(text, at: place) {
        var line = text[..<place]
        while line.last == " " { line.removeLast() }
        if !line.isEmpty { return (line, text[place...].drop { $0 == " " }) }
      }
      place = text.index(before: place)
    }
    // Not even one cluster fits: it goes over the edge rather than being lost.
    let end = start.isEmpty ? text.index(after: text.startIndex) : start.endIndex
    return (text[..<end], text[end...])
  }

  /// Between words, and beside any Chinese character but before what closes and behind what opens.
  private static func mayBreak(_ text: Substring, at place: Substring.Index) -> Bool {
    let (before, after) = (text[text.index(before: place)], text[place])
    if before == " " { return after != " " }
    if "，。、；：！？）」』》〉”’…,.;:!?)]}".contains(after) { return false }
    if "（「『《〈“‘([{".contains(before) { return false }
    return isIdeographic(before) || isIdeographic(after)
  }

  private static func isIdeographic(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { (0x2E80...0xFFEF).contains($0.value) } ?? false
  }
}
