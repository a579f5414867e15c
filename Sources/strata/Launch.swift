import Glibc
import Syntax

/// One run of the program: what the command line and the surroundings ask for, carried out.
@MainActor
struct Launch {
  let options: Options
  /// Whether results may be coloured.
  let colour: Bool

  init(_ options: Options) {
    self.options = options
    colour =
      !options.noColour && isatty(STDOUT_FILENO) == 1 && Self.environment("NO_COLOR") == nil
      && Self.environment("TERM") != "dumb"
  }

  /// Returns the exit code.
  func run() -> Int32 {
    useUnicode()
    if options.version {
      print("strata \(Options.version)")
      return 0
    }
    guard let script = script() else { return converse() }
    // Whoever reads the output may stop early (`| head`); that ends the program without a word,
    // even when the parent process had the signal ignored.
    signal(SIGPIPE, SIG_DFL)
    // A file-size limit is a failed write, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    guard let conversation = conversation(isInteractive: false) else { return 1 }
    defer { conversation.close() }
    return SignalPipe(catching: SignalPipe.script).watch(interrupt: conversation.interrupt) {
      let opened = conversation.open()
      guard opened == .done else { return opened.exitCode }
      return conversation.runScript(script).exitCode
    }
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
      return try Conversation.session(options, isInteractive: isInteractive)
    } catch {
      StandardError.line(DiagnosticRenderer.render(error, source: SourceText(text: "")))
      return nil
    }
  }

  /// The statements to run, or nil when they will be typed.
  private func script() -> Script? {
    if let script = options.script { return script }
    if let command = options.command { return .text(command, name: nil) }
    guard isatty(STDIN_FILENO) == 0 else { return nil }
    let text = String(decoding: Descriptor.read(STDIN_FILENO) ?? [], as: UTF8.self)
    return .text(text, name: "stdin")
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
