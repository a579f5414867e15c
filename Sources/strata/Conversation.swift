/// What the terminal and the script runner need of the program behind them, and nothing more.
///
/// Every text given to the terminal for display is already safe to show: no control characters.
/// Offsets are UTF-8 byte offsets into the text that the closure was given. All closures are called
/// on the main thread but `interrupt`, which comes from another one while `open`, `run` or
/// `runScript` is at work.
struct Conversation {
  /// Opens the project and the files named on the command line, and prints what they hold.
  var open: () -> RunOutcome
  /// The prompt of a new statement, without colour.
  var prompt: () -> String
  /// The prompt of a statement's second and later lines, given those above.
  var continuationPrompt: (_ text: String) -> String
  /// Whether the text can be run as it stands, or waits for another line.
  var isComplete: (_ text: String) -> Bool
  /// Runs what was typed at the prompt and prints the answer.
  var run: (_ text: String) -> RunOutcome
  /// Runs a script, prints its answers, and stops at the first error.
  var runScript: (_ script: Script) -> RunOutcome
  /// What may stand at the cursor.
  var complete: (_ text: String, _ cursor: Int) -> Completions
  /// How to colour the text: spans in ascending order that do not overlap.
  var highlight: (_ text: String) -> [Paint]
  /// Where the statements typed are kept; nil when they are not.
  var historyFile: () -> String?
  /// Ends the conversation: what is open is closed.
  var close: () -> Void
  /// Asks the work under way to stop soon. Thread-safe, does not wait.
  var interrupt: @Sendable () -> Void
}

/// How a statement or a script ended.
enum RunOutcome: Sendable, Hashable {
  case done, failed, interrupted
  /// `quit` was among the statements.
  case quit
  /// The script was not run, because of what the command line says it is to be run with.
  case misused

  /// What the process tells its parent.
  var exitCode: Int32 {
    switch self {
    case .done, .quit: 0
    case .failed: 1
    case .misused: 2
    case .interrupted: 130
    }
  }
}

/// Statements that do not come from the prompt.
enum Script: Sendable, Hashable {
  case file(path: String, arguments: [ScriptArgument])
  /// `name` is shown in diagnostics; nil for `-c`.
  case text(String, name: String?)
}

/// `name=value` on the command line, for a script's `param name`.
struct ScriptArgument: Sendable, Hashable {
  var name: String
  var value: String
}

/// What Tab offers for one place of a text.
struct Completions: Sendable, Hashable {
  /// The bytes that a candidate takes the place of; it ends at the cursor.
  var span: Range<Int>
  /// Best first.
  var candidates: [Candidate]

  struct Candidate: Sendable, Hashable {
    /// What is put into the line.
    var text: String
    /// What the list shows in its place.
    var shown: String
    /// A count, a type or a label, shown beside it.
    var note: String = ""
    /// What follows `text` when it is the only candidate left.
    var suffix: String = " "
  }

  static let none = Completions(span: 0..<0, candidates: [])
}

/// A span of the text and the parameters of the SGR escape that colours it: `1;34`.
struct Paint: Sendable, Hashable {
  var span: Range<Int>
  var style: String
}
