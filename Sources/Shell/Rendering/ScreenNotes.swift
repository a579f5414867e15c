import Syntax

/// The lines below a result that say what it does not show.
enum ScreenNotes {
  /// `… 4,980 more rows`
  static func more(_ screen: Screen, _ surface: Surface) -> String {
    let more = screen.rowsNotShown
    let message = Message("{0} more {0|row|rows}", NumberText.grouped(more))
    return surface.glyphs.ellipsis + " " + Catalogue.translate(message, surface.language)
  }

  /// `+ 3 columns: a, b, c`
  static func hidden(_ titles: [String], _ surface: Surface) -> String {
    let message = Message(
      "+ {0} {0|column|columns}: {1}",
      NumberText.grouped(titles.count), titles.joined(separator: ", "))
    return Catalogue.translate(message, surface.language)
  }
}
