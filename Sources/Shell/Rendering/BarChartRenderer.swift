import Syntax

/// Draws a bar chart that fits its surface: label, value, share, bar.
///
/// Bars are exact to an eighth of a cell (a whole one in ASCII). When some values are negative all
/// bars start at a common zero line, the negative ones to its left.
public struct BarChartRenderer {
  private let surface: Surface
  private var glyphs: Glyphs { surface.glyphs }
  private var style: Style { surface.style }

  public init(_ surface: Surface) { self.surface = surface }

  /// The chart and a note on bars that are not shown, line by line, without line ends.
  public func lines(_ chart: BarChart) -> [String] {
    let columns = textColumns(chart)
    let scale = BarScale(
      values: chart.bars.map { $0.value.number ?? 0 }, cells: barRoom(columns), glyphs: glyphs)
    var lines: [String] = []
    let header = columns.map { column in
      DisplayWidth.fitted(
        column.title, to: column.width, column.alignment, ellipsis: glyphs.ellipsis)
    }
    lines.append(style.paint(fitted(" " + header.joined(separator: "  ")), .header))
    for index in chart.bars.indices { lines.append(line(chart, index, columns, scale)) }
    let more = chart.totalBars - chart.bars.count
    if more > 0 {
      let note = ScreenNotes.more(
        Screen(columns: [], rows: [], totalRows: more), surface)
      lines.append(style.paint(fitted(" " + note), .note))
    }
    if !chart.hidden.isEmpty {
      let titles = chart.hidden.map { Sanitizer.visible($0, glyphs: glyphs) }
      let note = ScreenNotes.hidden(titles, surface)
      lines.append(style.paint(fitted(" " + note), .note))
    }
    return lines
  }

  private func line(
    _ chart: BarChart, _ index: Int, _ columns: [ChartColumn], _ scale: BarScale
  ) -> String {
    let texts = columns.map { column in
      DisplayWidth.fitted(
        column.cells[index], to: column.width, column.alignment, ellipsis: glyphs.ellipsis)
    }
    let start = " " + texts.joined(separator: "  ")
    if let width = surface.width, DisplayWidth.of(start) + 2 + scale.cells > width {
      return fitted(start)
    }
    let value = chart.bars[index].value.number ?? 0
    let bar = scale.bar(value)
    if bar.isEmpty { return start.trimmingBlanks() }
    return start + "  " + style.paint(bar, value < 0 ? .bad : .bar)
  }

  private func fitted(_ line: String) -> String {
    guard let width = surface.width else { return line }
    return DisplayWidth.truncated(line, to: width, ellipsis: glyphs.ellipsis)
  }

  /// Cells left for the bars: at least a quarter of the line was kept free of labels; on no terminal
  /// as on one of 80.
  private func barRoom(_ columns: [ChartColumn]) -> Int {
    let taken = columns.reduce(1) { $0 + $1.width + 2 }
    guard let width = surface.width else { return max(20, 80 - taken) }
    return max(1, width - taken)
  }

  private func textColumns(_ chart: BarChart) -> [ChartColumn] {
    let shares = chart.bars.map { bar in bar.share.map { Screen.Cell.double($0) } ?? .null }
    var columns = [
      ChartColumn(chart.labels, chart.bars.map(\.label), glyphs),
      ChartColumn(chart.values, chart.bars.map(\.value), glyphs),
    ]
    if chart.bars.contains(where: { $0.share != nil }) {
      columns.append(ChartColumn(chart.shares, shares, glyphs))
    }
    guard let width = surface.width else { return columns }
    let others = columns.dropFirst().reduce(0) { $0 + $1.width + 2 }
    let bars = max(width / 4, 4)
    let room = max(min(8, width / 3), width - 1 - others - 2 - bars)
    columns[0].width = max(1, min(columns[0].width, room))
    return columns
  }
}

/// One column of texts beside the bars.
private struct ChartColumn {
  let title: String
  let cells: [String]
  let alignment: DisplayWidth.Alignment
  var width: Int

  init(_ column: Screen.Column, _ cells: [Screen.Cell], _ glyphs: Glyphs) {
    let screen = Screen(columns: [column], rows: cells.map { Screen.Row([$0]) })
    let drawn = TableColumn(screen, 0, glyphs)
    title = drawn.title
    self.cells = drawn.cells
    alignment = drawn.alignment
    width = drawn.request.natural
  }
}
