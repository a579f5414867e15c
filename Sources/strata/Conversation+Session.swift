import Dispatch
import Engine
import Glibc
import Segments
import Shell
import Syntax

extension Conversation {
  /// The conversation of a session: its files opened, its statements run, its answers printed.
  static func session(
    _ request: Request, isInteractive: Bool
  ) throws(Diagnostic) -> Conversation {
    let progress = Progress()
    let output = Session.Output(
      line: { print($0) },
      complaint: { line in
        if isInteractive { print(line) } else { StandardError.line(line) }
      },
      note: { line in
        if isInteractive { print(line) } else { StandardError.line(line) }
      },
      progress: { fraction, title in
        if let fraction { progress.report(fraction, title) } else { progress.finish() }
      },
      surface: surface(request))
    // Reading them takes longer than everything else before the first prompt.
    DispatchQueue.global().async { _ = standardRules() }
    let workspace = try Workspace.locate(from: ".", explicit: request.workspace)
    let settings = settings(request)
    let session = Session(
      output: output, workspace: workspace, rules: standardRules, settings: settings,
      snapshots: snapshots(workspace, threads: settings.threads))
    let cancellation = session.cancellation
    if isInteractive { session.output.accept = { Question.ask($0, cancellation) } }
    return Conversation(
      open: { open(session, request, isInteractive: isInteractive) },
      prompt: { "strata> " }, continuationPrompt: Self.continuationPrompt,
      isComplete: { !Parser.parse($0).isIncomplete },
      run: { RunOutcome(session.run($0)) },
      runScript: { script in
        let outcome =
          switch script {
          case .file(let path, let arguments):
            session.runFile(path, arguments: arguments.map { (name: $0.name, value: $0.value) })
          case .text(let text, let name): session.run(text, name: name)
          }
        // A script that quits says what was not met all the same.
        return outcome == .quit && session.hasUnmetExpectations ? .failed : RunOutcome(outcome)
      },
      complete: { completions($0, $1, session) }, highlight: highlight,
      historyFile: { session.workspace.exists ? session.workspace.history : nil },
      close: {
        if isInteractive { session.sayUnremembered() }
        session.close()
      }, interrupt: { cancellation.cancel() })
  }

  /// The rules are part of the program: a fault in them is one of the program's own.
  @Sendable private static func standardRules() -> Definitions {
    do throws(Diagnostic) {
      return try StandardRules.definitions()
    } catch {
      StandardError.line(
        DiagnosticRenderer.render(error, source: SourceText(text: StandardRules.text)))
      return Definitions()
    }
  }

  private static func completions(
    _ text: String, _ cursor: Int, _ session: Session
  ) -> Completions {
    let found = Completer.complete(text, cursor: cursor, in: session)
    return Completions(
      span: found.span.start..<found.span.end,
      candidates: found.candidates.map {
        .init(text: $0.text, shown: $0.shown, note: $0.note, suffix: $0.suffix)
      })
  }

  private static func open(
    _ session: Session, _ request: Request, isInteractive: Bool
  ) -> RunOutcome {
    if request.demo { return RunOutcome(session.run("demo")) }
    if !request.files.isEmpty { return RunOutcome(session.open(files: request.files)) }
    return RunOutcome(session.openProject(quietly: !isInteractive))
  }

  private static func snapshots(_ workspace: Workspace, threads: Int) -> SnapshotStore? {
    let folder = SnapshotFolder.locate(workspace) { name in
      getenv(name).map { String(cString: $0) }
    }
    return folder.map { SnapshotStore($0, threads: threads) }
  }

  private static func settings(_ request: Request) -> Settings {
    var settings = Settings()
    if let threads = request.threads { settings.threads = threads }
    if request.noSnapshot { settings.snapshot = false }
    if let limit = request.memoryLimit.flatMap({ MemoryLimit($0) }) { settings.memoryLimit = limit }
    if let format = request.format.flatMap({ OutputFormat(named: $0) }) { settings.format = format }
    return settings
  }

  /// Only the window's width changes while the program runs; the rest is found out once.
  private static func surface(_ request: Request) -> () -> Surface {
    var fixed = Surface(
      isTerminal: isatty(STDOUT_FILENO) == 1, width: nil,
      environment: { getenv($0).map { String(cString: $0) } })
    if request.noColour { fixed.style = .plain }
    return { [fixed] in
      var surface = fixed
      var size = winsize()
      if fixed.isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
        surface.width = Int(size.ws_col)
      }
      return surface
    }
  }

  /// Colours by kind of token: the 16 ANSI ones, readable on light and dark.
  /// As wide as the first prompt; with the quote where one is open.
  private static func continuationPrompt(_ text: String) -> String {
    guard let quote = Parser.parse(text).openQuote else { return "   ...> " }
    return String(repeating: " ", count: 6 - LineLayout.width(String(quote))) + "\(quote)> "
  }

  private static func highlight(_ text: String) -> [Paint] {
    Highlighter.spans(text).compactMap { span, kind in
      style(kind).map { Paint(span: span.start..<span.end, style: $0) }
    }
  }

  private static func style(_ kind: TokenKind) -> String? {
    switch kind {
    case .verb: "1;34"
    case .keyword, .function: "34"
    case .string: "32"
    case .number, .date: "36"
    case .comment: "2"
    case .parameter: "35"
    case .error: "31"
    case .name, .sign: nil
    }
  }
}

extension RunOutcome {
  init(_ outcome: Session.Outcome) {
    switch outcome {
    case .done: self = .done
    case .failed: self = .failed
    case .interrupted: self = .interrupted
    case .quit: self = .quit
    case .misused: self = .misused
    }
  }
}

/// Complaints and remarks of scripts go here, so that answers can be piped on.
enum StandardError {
  static func line(_ text: String) {
    // Answers printed before come before on a terminal that shows both.
    fflush(nil)
    var bytes = Array((text + "\n").utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
