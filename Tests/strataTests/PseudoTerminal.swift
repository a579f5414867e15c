import CPseudoTerminal
import Glibc
import Testing

@testable import strata

/// The built program at a terminal of its own, typed at by a test.
///
/// Nothing sleeps: a test waits until the screen shows what it must, or fails at the deadline with
/// the screen as it is.
final class PseudoTerminal {
  private(set) var screen: Screen
  /// All that the program has written.
  private(set) var output = ""
  private let master: Int32
  private let process: pid_t
  private var status: Int32?
  private var undecoded: [UInt8] = []
  static let patience = 20.0

  init(
    _ arguments: [String] = [], rows: Int = 24, columns: Int = 80, home: TemporaryFolder,
    environment: [String: String] = [:], standardOutput: String? = nil
  ) throws {
    screen = Screen(rows: rows, columns: columns)
    master = test_terminal_open(Int32(rows), Int32(columns))
    #expect(master >= 0, "no terminal")
    var variables = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": home.path, "INPUTRC": "/dev/null",
      "PATH": "/usr/bin:/bin",
    ]
    variables.merge(environment) { $1 }
    process = try Program.spawn(
      arguments, master: master, standardOutput: standardOutput, folder: home.path,
      environment: variables)
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(master)
  }

  func type(_ text: String) {
    Descriptor.write(text, to: master)
  }

  /// As terminals hand over what is pasted.
  func paste(_ text: String) {
    type("\u{1B}[200~\(text)\u{1B}[201~")
  }

  func resize(rows: Int, columns: Int) {
    screen.resize(rows: rows, columns: columns)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  func signal(_ number: Int32) {
    kill(process, number)
  }

  /// Waits until the program has stopped itself, as Ctrl-Z asks.
  func stops() -> Bool {
    var status: Int32 = 0
    return waitpid(process, &status, WUNTRACED) == process && status & 0xFF == 0x7F
  }

  /// Reads until the screen's text satisfies `condition`.
  func wait(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    until condition: (Screen) -> Bool
  ) throws {
    let deadline = ContinuousClock.now + .seconds(Self.patience)
    while !condition(screen) {
      guard ContinuousClock.now < deadline, read() else {
        let shown = "waiting for \(what); the screen shows:\n\(screen.text)"
        throw Unseen(shown: shown, location: sourceLocation)
      }
    }
  }

  /// Waits until the last lines of the screen are these.
  func see(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try wait("'\(text)'", sourceLocation: sourceLocation) { $0.text.hasSuffix(text) }
  }

  /// Waits for the program's end and returns its exit code, or minus the signal that ended it.
  func exitCode() throws -> Int32 {
    while read() {}
    var status: Int32 = 0
    let deadline = ContinuousClock.now + .seconds(Self.patience)
    while waitpid(process, &status, WNOHANG) == 0 {
      // One that has not ended by now never would, and the test with it.
      if ContinuousClock.now > deadline { kill(process, SIGKILL) }
      usleep(1_000)
    }
    self.status = status
    return Program.code(of: status)
  }

  struct Unseen: Error, CustomStringConvertible {
    var shown: String
    var location: SourceLocation
    var description: String { "\(location): \(shown)" }
  }

  /// Takes what the program has written. False at its end, or when nothing comes for a while.
  private func read() -> Bool {
    var end = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&end, 1, Int32(Self.patience * 1000)) > 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(master, &chunk, chunk.count)
    guard count > 0 else { return false }
    undecoded += chunk[..<count]
    // A character may be cut in two by the read.
    var whole = undecoded.count
    while whole > 0, undecoded.count - whole < 4,
      String(validating: undecoded[..<whole], as: UTF8.self) == nil
    {
      whole -= 1
    }
    let text = String(decoding: undecoded[..<whole], as: UTF8.self)
    undecoded.removeFirst(whole)
    output += text
    screen.feed(text)
    return true
  }
}
