import Syntax

/// One line that tells how far a long task is; the terminal redraws it in place.
public struct ProgressLine: Sendable, Hashable {
  /// What is being done, in the language of the surface: `loading orders.csv`.
  public var task: String
  /// Units done, and how many there are in all; nil when that is not known.
  public var done: Int
  public var total: Int?
  public var elapsed: Swift.Duration

  public init(_ task: String, done: Int, total: Int?, elapsed: Swift.Duration) {
    self.task = task
    self.done = done
    self.total = total
    self.elapsed = elapsed
  }

  /// The line, one cell narrower than the surface so that the cursor stays on it.
  public func text(on surface: Surface) -> String {
    let glyphs = surface.glyphs
    let width = max(1, (surface.width ?? 80) - 1)
    let numbers = numbers(surface).joined(separator: " \(glyphs.dot) ")
    let name = Sanitizer.visible(task, glyphs: glyphs)
    let room = width - DisplayWidth.of(name) - DisplayWidth.of(numbers) - 4
    guard let fraction, room >= 8 else {
      return DisplayWidth.truncated("\(name)  \(numbers)", to: width, ellipsis: glyphs.ellipsis)
    }
    let cells = min(room, 30)
    let bar = BarScale(values: [1], cells: cells, glyphs: glyphs).bar(fraction)
    let padded = DisplayWidth.padded(bar, to: cells)
    return "\(name)  \(surface.style.paint(padded, .bar))  \(numbers)"
  }

  /// 0…1, when the total is known.
  private var fraction: Double? {
    guard let total, total > 0 else { return nil }
    return min(1, max(0, Double(done) / Double(total)))
  }

  private func numbers(_ surface: Surface) -> [String] {
    guard let fraction else {
      return [
        NumberText.grouped(done),
        DurationText.of(seconds: elapsed.components.seconds, surface.language),
      ]
    }
    var parts = ["\(Int(fraction * 100)) %"]
    if let left = secondsLeft(fraction) {
      let time = DurationText.of(seconds: left, surface.language)
      parts.append(Catalogue.translate(Message("{0} left", time), surface.language))
    }
    return parts
  }

  /// Whole seconds to go at the pace so far; nil before the pace means anything.
  private func secondsLeft(_ fraction: Double) -> Int64? {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    guard fraction >= 0.02, fraction < 1, seconds >= 1 else { return nil }
    return Int64((seconds / fraction * (1 - fraction)).rounded(.up))
  }
}
