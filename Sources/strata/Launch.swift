import Engine
import Glibc
import Syntax

/// One run of the program: what the command line and the surroundings ask for, carried out.
@MainActor
struct Launch {
  let request: Request
  /// Whether results may be coloured.
  let colour: Bool

  init(_ request: Request) {
    self.request = request
    colour =
      !request.noColour && isatty(STDOUT_FILENO) == 1 && Self.environment("NO_COLOR") == nil
      && Self.environment("TERM") != "dumb"
  }

  /// Returns the exit code.
  func run() -> Int32 {
    useUnicode()
    if request.version {
      print("strata \(Options.version)")
      return 0
    }
    if !hasScript { return converse() }
    // Whoever reads the output may stop early (`| head`); that ends the program without a word,
    // even when the parent process had the signal ignored.
    signal(SIGPIPE, SIG_DFL)
    // A file-size limit is a failed write, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    guard let script = script(), let conversation = conversation(isInteractive: false) else {
      return 1
    }
    defer { conversation.close() }
    let code = SignalPipe(catching: SignalPipe.script).watch(interrupt: conversation.interrupt) {
      let opened = conversation.open()
      guard opened == .done else { return opened.exitCode }
      return conversation.runScript(script).exitCode
    }
    guard let fault = StandardStreams.flush() else { return code }
    say(fault.diagnostic("E709"))
    return code == 0 ? 1 : code
  }

  private func converse() -> Int32 {
    // A pager that is left early must not take the session with it.
    signal(SIGPIPE, SIG_IGN)
    guard let conversation = conversation(isInteractive: true) else { return 1 }
    defer { conversation.close() }
    return Terminal(conversation, colour: colour).converse().exitCode
  }

  /// nil when the session can't begin, which has been said then.
  private func conversation(isInteractive: Bool) -> Conversation? {
    do {
      return try Conversation.session(request, isInteractive: isInteractive)
    } catch {
      say(error)
      return nil
    }
  }

  private func say(_ diagnostic: Diagnostic) {
    StandardError.line(DiagnosticRenderer.render(diagnostic, source: SourceText(text: "")))
  }

  /// False when the statements will be typed.
  private var hasScript: Bool {
    request.script != nil || request.command != nil || isatty(STDIN_FILENO) == 0
  }

  /// The statements to run, or nil when they can't be read, which has been said then.
  private func script() -> Script? {
    if let script = request.script { return script }
    if let command = request.command { return .text(command, name: nil) }
    guard let bytes = Descriptor.read(STDIN_FILENO) else {
      say(FileFault(.read, "stdin", number: errno).diagnostic("E401"))
      return nil
    }
    return .text(String(decoding: bytes, as: UTF8.self), name: "stdin")
  }

  /// The language is typed in any script, so text is UTF-8 even where the locale says otherwise.
  /// Readline takes the locale from the environment, again at every line, and so must find it there.
  private func useUnicode() {
    setlocale(LC_CTYPE, "")
    if String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" { return }
    if let all = Self.environment("LC_ALL") {
      setenv("LC_MESSAGES", all, 1)
      unsetenv("LC_ALL")
    }
    setenv("LC_CTYPE", "C.UTF-8", 1)
    setlocale(LC_CTYPE, "")
  }

  /// A variable that is set to something.
  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
