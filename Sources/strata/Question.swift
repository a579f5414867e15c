import Engine
import Glibc

/// A question at the terminal while a statement runs; readline is not reading then.
enum Question {
  private static let pollMilliseconds: Int32 = 50

  /// Whether the answer is yes. What was typed before the question is no answer to it, and Ctrl-C is no.
  static func ask(_ question: String, _ cancellation: Cancellation) -> Bool {
    // Before the question is seen: an answer given at once must not be thrown away.
    tcflush(STDIN_FILENO, TCIFLUSH)
    print(question, terminator: " ")
    fflush(nil)
    while !cancellation.isCancelled {
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, pollMilliseconds) > 0 else { continue }
      return isYes(line())
    }
    print("")
    return false
  }

  /// The terminal hands over whole lines.
  private static func line() -> String {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }

  private static func isYes(_ answer: String) -> Bool {
    let word = answer.split(whereSeparator: \.isWhitespace).first.map { $0.lowercased() }
    return ["y", "yes", "是", "对", "好"].contains(word)
  }
}
