import Glibc
import Synchronization

/// A bar on the last line of the terminal while something takes longer than half a second.
///
/// It goes to standard error, only when that is a terminal, and is erased when the work ends, so
/// neither a file nor the scrolled-back screen ever holds it. Any thread may report.
final class Progress: Sendable {
  private struct State {
    var began: UInt64?
    var drawn: UInt64 = 0
    var isShown = false
  }

  private let state = Mutex(State())
  private let isOn: Bool
  private static let patience: UInt64 = 500_000_000
  private static let interval: UInt64 = 100_000_000

  init() {
    isOn = isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Work of `label`, safe to show, has come to `fraction` in 0…1, or to an unknown part of it.
  func report(_ fraction: Double?, _ label: String) {
    guard isOn else { return }
    let now = monotonicNanoseconds()
    state.withLock { state in
      let began = state.began ?? now
      state.began = began
      guard now - began >= Self.patience, now - state.drawn >= Self.interval else { return }
      state.drawn = now
      state.isShown = true
      emit(Self.line(fraction, label, columns: Self.columns()))
    }
  }

  /// The work has ended: takes the bar off the screen.
  func finish() {
    guard isOn else { return }
    state.withLock { state in
      if state.isShown { emit("\r\u{1B}[K") }
      state = State()
    }
  }

  /// What is drawn: label, bar and share, one column short of the screen so that nothing wraps.
  static func line(_ fraction: Double?, _ label: String, columns: Int) -> String {
    guard let fraction else { return "\r\(fitted(label, to: columns - 3)) …\u{1B}[K" }
    let share = min(max(fraction, 0), 1)
    let percent = "\(Int(share * 100))%"
    let room = min(30, columns / 3)
    let filled = Int(share * Double(room))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: room - filled)
    let name = fitted(label, to: columns - room - 8)
    return "\r\(name) \(bar) \(percent)\u{1B}[K"
  }

  private static func fitted(_ label: String, to columns: Int) -> String {
    var width = 0
    var text = String.UnicodeScalarView()
    for scalar in label.unicodeScalars {
      width += LineLayout.width(scalar) ?? 0
      if width > columns { return String(text) }
      text.append(scalar)
    }
    return label
  }

  private static func columns() -> Int {
    var size = winsize()
    let known = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return known ? Int(size.ws_col) : 80
  }

  private func emit(_ text: String) {
    Descriptor.write(text, to: STDERR_FILENO)
  }
}

/// Nanoseconds of a clock that never goes back.
private func monotonicNanoseconds() -> UInt64 {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
}
