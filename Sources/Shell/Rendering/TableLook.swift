/// The lines that a table is drawn with.
public struct TableLook: Sendable, Hashable {
  /// One horizontal line: what stands at its ends, along it, and where columns meet.
  struct Rule: Sendable, Hashable {
    var left: String
    var fill: String
    var cross: String
    var right: String
  }

  var left: String
  var gap: String
  var right: String
  var top: Rule?
  var middle: Rule
  var bottom: Rule?

  /// Air between the columns and one line under the titles.
  public static func light(_ glyphs: Glyphs) -> TableLook {
    let fill = glyphs.rule
    let rule = Rule(left: " ", fill: fill, cross: "  ", right: "")
    return TableLook(left: " ", gap: "  ", right: "", top: nil, middle: rule, bottom: nil)
  }

  /// Lines around and between all columns.
  public static func box(_ glyphs: Glyphs) -> TableLook {
    guard glyphs.isUnicode else {
      let rule = Rule(left: "+-", fill: "-", cross: "-+-", right: "-+")
      return TableLook(
        left: "| ", gap: " | ", right: " |", top: rule, middle: rule, bottom: rule)
    }
    return TableLook(
      left: "│ ", gap: " │ ", right: " │",
      top: Rule(left: "┌─", fill: "─", cross: "─┬─", right: "─┐"),
      middle: Rule(left: "├─", fill: "─", cross: "─┼─", right: "─┤"),
      bottom: Rule(left: "└─", fill: "─", cross: "─┴─", right: "─┘"))
  }
}
