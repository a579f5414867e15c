/// Values per label, to be drawn as horizontal bars: what `show bar` shows.
public struct BarChart: Sendable, Hashable {
  public struct Bar: Sendable, Hashable {
    public var label: Screen.Cell
    public var value: Screen.Cell
    /// The part of the whole, 0…1, when there is one.
    public var share: Double?

    public init(label: Screen.Cell, value: Screen.Cell, share: Double? = nil) {
      self.label = label
      self.value = value
      self.share = share
    }
  }

  public var labels: Screen.Column
  public var values: Screen.Column
  /// Heads the shares, where bars have them.
  public var shares: Screen.Column
  public var bars: [Bar]
  /// Titles of columns that are not drawn.
  public var hidden: [String] = []
  /// Bars of the whole result; more than are in `bars` when it was cut.
  public var totalBars: Int

  public init(
    labels: Screen.Column, values: Screen.Column,
    shares: Screen.Column = Screen.Column("share", .share), bars: [Bar], totalBars: Int? = nil
  ) {
    self.labels = labels
    self.values = values
    self.shares = shares
    self.bars = bars
    self.totalBars = totalBars ?? bars.count
  }

  /// From a grouped result: the columns that are no numbers give the labels, the first number that is
  /// no share the lengths, the first share the shares; others are named as hidden. Totals are left
  /// out.
  ///
  /// nil when no column can give the lengths. A share alone gives lengths too; with no label column
  /// the rows are numbered.
  public init?(_ screen: Screen) {
    let columns = screen.columns
    let shares = columns.firstIndex { $0.kind == .share }
    let numbers = columns.firstIndex { $0.kind.isNumeric && $0.kind != .share }
    guard let values = numbers ?? shares else { return nil }
    let labels = columns.indices.filter { !columns[$0].kind.isNumeric }
    let formats = labels.map { ColumnFormat(screen, column: $0, glyphs: .unicode) }
    let body = screen.rows.filter { $0.role == .body && $0.cells.count == columns.count }
    let bars = body.enumerated().map { number, row in
      let share = shares.flatMap { values == $0 ? nil : row.cells[$0].number }
      let cells = zip(formats, labels.map { row.cells[$0] })
      // Several keys make one label; one alone stays what it is.
      let label =
        labels.count > 1
        ? .text(cells.map { $0.text($1) }.joined(separator: " · "))
        : labels.first.map { row.cells[$0] }
      return Bar(
        label: label ?? .integer(Int64(number + 1)), value: row.cells[values], share: share)
    }
    let titles = labels.map { columns[$0].title }
    self.init(
      labels: labels.count == 1
        ? columns[labels[0]]
        : Screen.Column(titles.joined(separator: " · "), labels.isEmpty ? .identifier : .text),
      values: columns[values],
      shares: shares.map { columns[$0] } ?? Screen.Column("share", .share), bars: bars,
      totalBars: max(screen.totalRows, bars.count))
    let drawn = Set(labels + [values] + [shares].compactMap(\.self))
    hidden = columns.indices.filter { !drawn.contains($0) }.map { columns[$0].title }
  }

}

extension Screen.Cell {
  /// The value as a length on a chart; nil for null and what is no number.
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let value, let scale): Double(value) / NumberText.powerOfTen(scale)
    case .double(let value): value.isFinite ? value : nil
    case .null, .text, .bool, .day, .timestamp: nil
    }
  }
}
