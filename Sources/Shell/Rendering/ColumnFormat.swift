import Syntax

/// How the cells of one column are written on a screen: decided once from all of them, so that the
/// decimals and the precision of a column agree.
struct ColumnFormat {
  private let kind: Screen.Kind
  private let glyphs: Glyphs
  /// Decimals of a decimal, money or float column.
  private let places: Int
  private let precision: DateText.Precision
  let alignment: DisplayWidth.Alignment

  /// For column `index` of `screen`.
  init(_ screen: Screen, column index: Int, glyphs: Glyphs) {
    kind = screen.columns[index].kind
    self.glyphs = glyphs
    var survey = Survey()
    for row in screen.rows where index < row.cells.count { survey.add(row.cells[index]) }
    places = survey.places(for: kind)
    precision = survey.precision
    let isRight = kind.isNumeric || (kind == .identifier && survey.isAllNumbers)
    alignment = isRight ? .right : .left
  }

  /// The text of `cell`, free of anything a terminal would obey.
  func text(_ cell: Screen.Cell) -> String {
    switch cell {
    case .null: glyphs.null
    case .text(let text): Sanitizer.visible(text, glyphs: glyphs)
    case .integer(let value): text(integer: value)
    case .decimal(let value, let scale): text(decimal: value, scale: scale)
    case .double(let value): text(double: value)
    case .bool(let value): value ? "true" : "false"
    case .day(let days): DateText.day(days)
    case .timestamp(let moment): DateText.timestamp(moment, precision)
    }
  }

  private func text(integer value: Int64) -> String {
    switch kind {
    case .identifier, .category, .text: String(value)
    case .share: NumberText.percent(Double(value))
    case .money, .decimal: NumberText.grouped(value, scale: 0, places: places)
    case .count, .integer, .float, .day, .timestamp, .bool: NumberText.grouped(value)
    }
  }

  private func text(decimal value: Int64, scale: Int) -> String {
    switch kind {
    case .identifier: NumberText.exact(value, scale: scale)
    case .share: NumberText.percent(Double(value) / NumberText.powerOfTen(scale))
    default: NumberText.grouped(value, scale: scale, places: places)
    }
  }

  private func text(double value: Double) -> String {
    switch kind {
    case .share: NumberText.percent(value)
    default: NumberText.fixed(value, places: places)
    }
  }
}

/// What the values of a column have in common.
private struct Survey {
  var isAllNumbers = true
  var precision = DateText.Precision.minute
  private var scale = 0
  private var decimalPlaces = 0
  private var largest = 0.0
  private var smallest = Double.infinity
  private var isWhole = true

  mutating func add(_ cell: Screen.Cell) {
    switch cell {
    case .null: return
    case .integer: return
    case .decimal(let value, let scale):
      self.scale = max(self.scale, scale)
      decimalPlaces = max(decimalPlaces, NumberText.placesNeeded(value, scale: scale))
    case .double(let value): add(double: value)
    case .timestamp(let moment):
      precision = max(precision, DateText.precisionNeeded(moment))
      isAllNumbers = false
    case .text, .bool, .day: isAllNumbers = false
    }
  }

  private mutating func add(double value: Double) {
    guard value.isFinite, value != 0 else { return }
    largest = max(largest, value.magnitude)
    smallest = min(smallest, value.magnitude)
    isWhole = isWhole && value == value.rounded()
  }

  func places(for kind: Screen.Kind) -> Int {
    switch kind {
    case .money(let declared):
      if largest > 0 || scale > 4 { return 2 }
      return max(decimalPlaces, min(2, max(declared, scale)))
    case .float: return max(decimalPlaces, doublePlaces)
    default: return largest > 0 ? doublePlaces : decimalPlaces
    }
  }

  /// About five digits for the largest value, and three for the smallest; none behind whole numbers.
  private var doublePlaces: Int {
    if isWhole { return largest < 1e15 ? 0 : 2 }
    var places = 1
    var bound = 1000.0
    while places < 4, largest < bound { (places, bound) = (places + 1, bound / 10) }
    var small = smallest
    while places < 6, small < 0.1 { (places, small) = (places + 1, small * 10) }
    return places
  }
}
