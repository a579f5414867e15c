/// From values to bars: one scale for all bars of a chart.
struct BarScale {
  /// Cells that the bars of this chart take at most.
  let cells: Int
  /// Cells left of the zero line; 0 when no value is negative.
  private let below: Int
  private let above: Int
  private let unitsPerValue: Double
  private let isUnicode: Bool

  /// - Parameters:
  ///   - values: every value that is drawn; null ones as 0.
  ///   - cells: room for bars, at least 1.
  init(values: [Double], cells: Int, glyphs: Glyphs) {
    let highest = max(0, values.max() ?? 0)
    let lowest = min(0, values.min() ?? 0)
    let hasBoth = lowest < 0 && cells >= 3
    isUnicode = glyphs.isUnicode
    self.cells = max(1, cells)
    guard hasBoth else {
      (below, above) = (0, max(1, cells))
      let largest = max(highest, -lowest)
      unitsPerValue = largest > 0 ? Double(above) / largest : 0
      return
    }
    // One cell is the zero line itself; each side gets room by the ratio of its largest value, and
    // the scale is that of the tighter side.
    let room = Double(cells - 1)
    let ratio = -lowest / (highest - lowest)
    let left = min(cells - 2, max(1, Int((room * ratio).rounded(.up))))
    below = highest > 0 ? left : cells - 1
    above = cells - 1 - below
    let fromBelow = Double(below) / -lowest
    unitsPerValue = highest > 0 ? min(fromBelow, Double(above) / highest) : fromBelow
  }

  /// The bar of `value`, with the blanks before it; empty for zero without a zero line.
  func bar(_ value: Double) -> String {
    let length = value.magnitude * unitsPerValue
    // Without room for a zero line, a bar to the right would deny the sign.
    guard below > 0 else { return value < 0 ? "" : rightward(length, limit: above) }
    let axis = isUnicode ? "│" : "|"
    if value < 0 {
      let bar = leftward(length, limit: below)
      return String(repeating: " ", count: below - bar.count) + bar + axis
    }
    return String(repeating: " ", count: below) + axis + rightward(length, limit: above)
  }

  /// A value that is not zero shows at least the thinnest bar.
  private func rightward(_ length: Double, limit: Int) -> String {
    guard length > 0 else { return "" }
    guard isUnicode else { return String(repeating: "#", count: whole(length, limit)) }
    let eighths = min(limit * 8, max(1, Int((length * 8).rounded())))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  /// Unicode has no blocks growing leftward but the half and the eighth.
  private func leftward(_ length: Double, limit: Int) -> String {
    guard isUnicode else { return String(repeating: "#", count: whole(length, limit)) }
    let halves = min(limit * 2, Int((length * 2).rounded()))
    if halves == 0 { return "▕" }
    return (halves % 2 == 1 ? "▐" : "") + String(repeating: "█", count: halves / 2)
  }

  private func whole(_ length: Double, _ limit: Int) -> Int {
    min(limit, max(1, Int(length.rounded())))
  }
}
