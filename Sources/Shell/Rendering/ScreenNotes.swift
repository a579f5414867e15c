import Syntax

/// The lines below a result that say what it does not show.
enum ScreenNotes {
  /// `… 4,980 more rows`
  static func more(_ screen: Screen, _ surface: Surface) -> String {
    let more = screen.rowsNotShown
    let message = Message(more == 1 ? "{0} more row" : "{0} more rows", NumberText.grouped(more))
    return surface.glyphs.ellipsis + " " + Catalogue.translate(message, surface.language)
  }

  /// `+ 3 columns: a, b, c`
  static func hidden(_ titles: [String], _ surface: Surface) -> String {
    let message = Message(
      titles.count == 1 ? "+ {0} column: {1}" : "+ {0} columns: {1}",
      NumberText.grouped(titles.count), titles.joined(separator: ", "))
    return Catalogue.translate(message, surface.language)
  }
}
