/// Which columns of a table are drawn, and how many cells wide.
///
/// Room is found in this order: text columns shrink, the widest first; titles above numbers shrink;
/// columns are hidden. Hidden ones are taken from the end, but the first column stays, and the last
/// (what a query derived last) longer than its neighbours.
struct TableLayout: Equatable {
  /// What a column would like, and what it can do with.
  struct Request: Equatable {
    var title: Int
    var values: Int
    var isShrinkable: Bool

    var natural: Int { max(title, values, 1) }

    /// A text column can be cut to 8 cells, a number's title to 6, a number never.
    var least: Int {
      isShrinkable ? min(natural, 8) : max(values, min(title, 6), 1)
    }
  }

  /// Indices of the columns drawn, rising.
  var visible: [Int]
  /// Cells of each visible column.
  var widths: [Int]
  /// Indices of the columns not drawn, rising.
  var hidden: [Int]

  /// Lays `requests` out in `width` cells, nil for no limit.
  ///
  /// - Parameters:
  ///   - edges: cells that the table's left and right edges take.
  ///   - gap: cells between two columns.
  ///   - marker: cells of the column that stands for the hidden ones.
  init(_ requests: [Request], width: Int?, edges: Int, gap: Int, marker: Int) {
    visible = Array(requests.indices)
    widths = requests.map(\.natural)
    hidden = []
    guard let width, !requests.isEmpty else { return }
    let room = { (count: Int) in width - edges - gap * (count - 1) }
    if widths.reduce(0, +) <= room(visible.count) { return }
    if requests.reduce(0, { $0 + $1.least }) > room(visible.count) {
      hide(requests, room: { room($0 + 1) - marker })
    }
    let taken = hidden.isEmpty ? 0 : gap + marker
    shrink(requests, to: room(visible.count) - taken)
  }

  private mutating func hide(_ requests: [Request], room: (Int) -> Int) {
    var least = requests.reduce(0) { $0 + $1.least }
    while visible.count > 1, least > room(visible.count) {
      let position = visible.count > 2 ? visible.count - 2 : 1
      least -= requests[visible[position]].least
      hidden.append(visible.remove(at: position))
    }
    hidden.sort()
  }

  private mutating func shrink(_ requests: [Request], to room: Int) {
    let shown = visible.map { requests[$0] }
    widths = shown.map(\.natural)
    if widths.reduce(0, +) <= room { return }
    let textsOnly = shown.map { $0.isShrinkable ? $0.least : $0.natural }
    let floors = textsOnly.reduce(0, +) <= room ? textsOnly : shown.map(\.least)
    widths = TableLayout.level(widths, floors: floors, to: room)
    if widths.count == 1 { widths[0] = min(widths[0], max(1, room)) }
  }

  /// Lowers the highest of `widths` to a common level, none below its floor, until they sum up to
  /// `room`; what rounding leaves over goes to the first that were lowered.
  static func level(_ widths: [Int], floors: [Int], to room: Int) -> [Int] {
    let lowered = { (level: Int) in
      zip(widths, floors).map { width, floor in max(floor, min(width, level)) }
    }
    var low = 0
    var high = widths.max() ?? 0
    while low < high {
      let middle = (low + high + 1) / 2
      if lowered(middle).reduce(0, +) <= room { low = middle } else { high = middle - 1 }
    }
    var result = lowered(low)
    var spare = room - result.reduce(0, +)
    for index in result.indices where spare > 0 && result[index] < widths[index] {
      result[index] += 1
      spare -= 1
    }
    return result
  }
}
