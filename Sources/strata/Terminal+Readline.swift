import CReadline
import Glibc

// How readline is set up, and how the terminal draws beside it.
extension Terminal {
  func startReadline() {
    strata_before_initialize(strdup("Strata"))
    // Defaults that the user's .inputrc, read next, may change.
    for (name, value) in [
      ("show-all-if-ambiguous", "on"), ("completion-ignore-case", "on"), ("bell-style", "none"),
    ] { rl_variable_bind(name, value) }
    writeToTerminal()
    rl_initialize()
    using_history()
    completeWithConversation()
    if colour {
      strata_redisplay_with { MainActor.assumeIsolated { Terminal.active?.redisplay() } }
    }
  }

  /// Results may go to a file or a pipe while the conversation goes on at the terminal.
  private func writeToTerminal() {
    guard isatty(STDOUT_FILENO) == 0, let screen = fopen("/dev/tty", "w") else { return }
    strata_write_to(screen)
  }

  /// Writes escapes and text where readline writes.
  func write(_ text: String) {
    let stream = strata_output()
    fputs(text, stream)
    fflush(stream)
  }

  /// Rows and columns of the screen.
  var screen: (rows: Int, columns: Int) {
    var rows: Int32 = 0
    var columns: Int32 = 0
    rl_get_screen_size(&rows, &columns)
    return (Int(rows), Int(columns))
  }

  /// Since 8.1, readline ends the line at Ctrl-D when it also takes bracketed pastes.
  var endsLineItself: Bool {
    strata_readline_version() >= 0x0801 && variable("enable-bracketed-paste") == "on"
  }

  func variable(_ name: String) -> String? {
    rl_variable_value(name).map { String(cString: $0) }
  }

  // MARK: Colour

  /// Readline draws first, as it always does; then the same characters are drawn over in colour, so
  /// that what readline believes of the screen stays true.
  private func redisplay() {
    rl_redisplay()
    guard strata_shows_plain_line() != 0 else { return }
    let line = String(cString: strata_line())
    let paints = paintsOfLine(line)
    guard !paints.isEmpty || isPainted, let layout = layout(of: line) else { return }
    write(layout.painted(line, with: paints))
    isPainted = !paints.isEmpty
  }

  /// The paints of the whole statement that touch the line being edited, with offsets in the line.
  private func paintsOfLine(_ line: String) -> [Paint] {
    let start = linesAbove.utf8.count
    return conversation.highlight(linesAbove + line).compactMap { paint in
      guard paint.span.upperBound > start else { return nil }
      let span = max(0, paint.span.lowerBound - start)..<(paint.span.upperBound - start)
      return Paint(span: span, style: paint.style)
    }
  }

  /// Nil when the screen is not a plain prompt and line that fit it.
  func layout(of line: String) -> LineLayout? {
    guard variable("horizontal-scroll-mode") != "on", variable("show-mode-in-prompt") != "on",
      let layout = LineLayout(
        promptWidth: promptWidth, line: line, cursor: Int(strata_point()),
        columns: screen.columns),
      layout.rows < screen.rows
    else { return nil }
    return layout
  }

  /// With a redisplay function of the program's own, readline would print a second prompt.
  func redrawAfterResize() {
    strata_redisplay_with(rl_redisplay)
    rl_resize_terminal()
    if colour {
      strata_redisplay_with { MainActor.assumeIsolated { Terminal.active?.redisplay() } }
      redisplay()
    }
  }
}
