import Syntax

/// The short lines around a result: what predicates left over, how many rows, how long it took.
public enum StatusLine {
  /// `5,000 → 526 → 94 · 17 → 7`: rows before the first predicate and after each, then groups alike;
  /// runs of one number are left out. Rows that were left out only because of a null are said last.
  public static func survivors(
    _ runs: [[Int]], undecided: Int = 0, on surface: Surface
  ) -> String {
    var parts = runs.filter { $0.count > 1 }.map { survivors($0, on: surface) }
    guard !parts.isEmpty else { return "" }
    if undecided > 0 {
      let message = Message(
        "{0} {0|row|rows} undecided: null",
        NumberText.grouped(undecided))
      parts.append(Catalogue.translate(message, surface.language))
    }
    return joined(parts, on: surface)
  }

  /// More than `width` cells are shortened in the middle, since the ends matter most.
  private static func survivors(_ counts: [Int], on surface: Surface) -> String {
    let glyphs = surface.glyphs
    let texts = counts.map { NumberText.grouped($0) }
    let arrow = " \(glyphs.arrow) "
    var line = texts.joined(separator: arrow)
    var kept = texts.count - 1
    while let width = surface.width, DisplayWidth.of(line) > width, kept > 1 {
      kept -= 1
      let start = texts[0..<kept].joined(separator: arrow)
      line = [start, glyphs.ellipsis, texts[texts.count - 1]].joined(separator: arrow)
    }
    return line
  }

  /// `94 rows · 12 ms`, each part only when given.
  public static func rows(_ count: Int?, took: Swift.Duration? = nil, on surface: Surface) -> String
  {
    var parts: [String] = []
    if let count {
      let message = Message("{0} {0|row|rows}", NumberText.grouped(count))
      parts.append(Catalogue.translate(message, surface.language))
    }
    if let took { parts.append(DurationText.of(took, surface.language)) }
    return joined(parts, on: surface)
  }

  /// Parts of a remark with dots between them.
  public static func joined(_ parts: [String], on surface: Surface) -> String {
    let line = parts.joined(separator: " \(surface.glyphs.dot) ")
    return surface.style.paint(fitted(line, surface), .note)
  }

  private static func fitted(_ line: String, _ surface: Surface) -> String {
    guard let width = surface.width else { return line }
    return DisplayWidth.truncated(line, to: width, ellipsis: surface.glyphs.ellipsis)
  }
}
