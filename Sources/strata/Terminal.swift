import CReadline
import Glibc

/// The conversation at a terminal: reads statements with GNU readline and has them run.
///
/// Readline is driven by its callback interface from a loop of this program's own, which waits for
/// keys and signals together, so that no key is lost to a signal. Nothing else calls readline.
@MainActor
final class Terminal {
  let conversation: Conversation
  let signals = SignalPipe(catching: SignalPipe.conversation)
  /// Whether the prompt and the line being typed are coloured.
  let colour: Bool
  /// The lines of the statement above the one being edited, each with its line break.
  var linesAbove = ""
  var promptWidth = 0
  /// Whether the line on the screen carries colours that must be taken off when they go.
  var isPainted = false
  /// What Tab found last, for the list that readline asks for next.
  var offered: [Completions.Candidate] = []

  private var history: HistoryFile?
  /// Statements typed before the project had a folder to keep them in.
  private var unkept: [String] = []
  private var keepsHistory = true
  private var lastRemembered: String?
  private var event: LineEvent?

  private enum LineEvent {
    case line(String)
    /// With what stood in the line.
    case interrupted(String)
    case endOfInput
  }

  /// The one that readline's callbacks, which carry no context, belong to.
  static var active: Terminal?

  init(_ conversation: Conversation, colour: Bool) {
    self.conversation = conversation
    self.colour = colour
    history = Self.history(of: conversation)
  }

  /// nil as long as the project has no folder.
  private static func history(of conversation: Conversation) -> HistoryFile? {
    conversation.historyFile().map { HistoryFile(path: $0) }
  }

  /// Opens what was asked for, then reads and runs statements until Ctrl-D or `quit`.
  func converse() -> RunOutcome {
    if run(conversation.open) == .quit { return .quit }
    Terminal.active = self
    startReadline()
    for statement in history?.load() ?? [] { add_history(statement) }
    while let statement = readStatement() {
      remember(statement)
      keepHistory()
      let outcome = run { conversation.run(statement) }
      keepHistory()
      if outcome == .quit { break }
    }
    return .quit
  }

  private func run(_ work: () -> RunOutcome) -> RunOutcome {
    let outcome = signals.watch(interrupt: conversation.interrupt, during: work)
    fflush(nil)
    return outcome
  }

  fileprivate func remember(_ statement: String) {
    guard statement != lastRemembered else { return }
    lastRemembered = statement
    add_history(statement)
    if keepsHistory { unkept.append(statement) }
  }

  /// Writes what was typed, as soon as there is a place for it: a `save` may have made one.
  fileprivate func keepHistory() {
    guard keepsHistory else { return }
    history = history ?? Self.history(of: conversation)
    guard let history else { return }
    for statement in unkept {
      if history.append(statement) { continue }
      // Said once: without the file, history lasts as long as this session.
      write("history is not kept: \(String(cString: strerror(errno)))\n")
      keepsHistory = false
      break
    }
    unkept = []
  }
}

// MARK: Reading one statement

extension Terminal {
  /// The next statement, all its lines; nil at the end of the conversation.
  private func readStatement() -> String? {
    linesAbove = ""
    while true {
      switch readLine() {
      case .line(let line):
        let text = linesAbove + line
        if text.allSatisfy(\.isWhitespace) { continue }
        if conversation.isComplete(text) { return text }
        linesAbove = text + "\n"
      case .interrupted(let line):
        rememberAbandoned(linesAbove + line)
        linesAbove = ""
      case .endOfInput:
        if linesAbove.isEmpty { return nil }
        rememberAbandoned(linesAbove)
        linesAbove = ""
      }
    }
  }

  /// Lines of a statement that was given up before its last one come back with the up key: they would
  /// have to be typed again. A single line is given up for good, as in any shell.
  private func rememberAbandoned(_ text: String) {
    guard !linesAbove.isEmpty else { return }
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    if text.isEmpty { return }
    remember(String(text))
    keepHistory()
  }

  private func readLine() -> LineEvent {
    event = nil
    isPainted = false
    installPrompt()
    while true {
      if let event { return event }
      waitForInput()
    }
  }

  private func installPrompt() {
    let text =
      linesAbove.isEmpty ? conversation.prompt() : conversation.continuationPrompt(linesAbove)
    promptWidth = LineLayout.width(text)
    // The window may have changed while a statement ran.
    rl_reset_screen_size()
    // Readline is told with \1 and \2 which characters take no room.
    let prompt = colour ? "\u{1}\u{1B}[1m\u{2}\(text)\u{1}\u{1B}[0m\u{2}" : text
    rl_callback_handler_install(prompt) { line in
      let text = line.map { String(cString: $0) }
      free(line)
      MainActor.assumeIsolated { Terminal.active?.accept(text) }
    }
  }

  private func accept(_ line: String?) {
    rl_callback_handler_remove()
    if let line {
      event = .line(line)
    } else {
      event = .endOfInput
      if !endsLineItself { write("\n") }
    }
  }

  private func waitForInput() {
    var ends = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&ends, 2, -1) > 0 else { return }
    if ends[1].revents != 0, let signal = signals.next() {
      answer(signal)
    } else if ends[0].revents != 0 {
      rl_callback_read_char()
    }
  }
}

// MARK: Signals at the prompt

extension Terminal {
  private func answer(_ signal: SignalPipe.Signal) {
    switch signal {
    case .interrupt:
      let line = String(cString: strata_line())
      abandonLine()
      event = .interrupted(line)
    case .resize:
      redrawAfterResize()
    case .suspend:
      rl_cleanup_after_signal()
      raise(SIGSTOP)
      rl_reset_after_signal()
      rl_forced_update_display()
    case .end(let number):
      rl_callback_handler_remove()
      write("\n")
      strata_signal_obey(number)
    }
  }

  /// Leaves the line as typed on the screen, marked `^C`, and forgets it.
  private func abandonLine() {
    rl_callback_sigcleanup()
    strata_point_to_end()
    rl_redisplay()
    rl_free_line_state()
    write("^C\n")
    rl_callback_handler_remove()
  }
}
