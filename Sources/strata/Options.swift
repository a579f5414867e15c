import ArgumentParser
import Engine
import Shell

/// The command line. Faults in it are usage errors, exit code 2, with what is right to type.
struct Options: ParsableArguments {
  static let version = "0.1.0"

  @Argument(
    help: ArgumentHelp(
      "Data files to load: .csv .tsv .jsonl, also .gz.", valueName: "file"),
    completion: .file())
  private var words: [String] = []

  @Option(
    name: [.customShort("c"), .long],
    help: ArgumentHelp("Run these statements and leave.", valueName: "statements"))
  var command: String?

  @Flag(help: "Open the demo data.")
  var demo = false

  @Option(
    help: ArgumentHelp(
      "The project's folder (default: the one above that holds .strata).", valueName: "dir"),
    completion: .directory)
  var workspace: String?

  @Option(help: ArgumentHelp("Processor threads to use (default: all).", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Memory beyond which work is refused, such as 4G (default: 80%).", valueName: "size"))
  var memoryLimit: String?

  @Option(help: ArgumentHelp("How results are printed: as the command 'format' has it."))
  var format: String?

  @Flag(
    name: .customLong("no-snapshot"),
    help: "Neither use nor write snapshots of loaded files.")
  var noSnapshot = false

  @Flag(name: .customLong("no-color"), help: "No colour, as NO_COLOR in the environment.")
  var noColour = false

  @Flag(help: "Print the version.")
  var version = false

  /// What `strata run FILE [name=value …]` names.
  private(set) var script: Script?

  /// The data files.
  var files: [String] { script == nil ? words : [] }

  private enum CodingKeys: CodingKey {
    case words, command, demo, workspace, threads, memoryLimit, format, noSnapshot, noColour
    case version
  }

  mutating func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024, not \(threads)")
    }
    if let memoryLimit, MemoryLimit(memoryLimit) == nil {
      throw ValidationError("--memory-limit takes a size such as 4G or 80%, not '\(memoryLimit)'")
    }
    if let format, OutputFormat(named: format) == nil {
      let known = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--format takes one of \(known), not '\(format)'")
    }
    if demo, !words.isEmpty { throw ValidationError("--demo takes no files") }
    if words.first == "run" {
      script = try scriptToRun()
    } else if let path = words.first(where: { $0.hasSuffix(".strata") }) {
      throw ValidationError("'\(path)' is a script: strata run \(path)")
    }
  }

  private func scriptToRun() throws -> Script {
    guard words.count > 1 else {
      throw ValidationError("expected a script: strata run file.strata [name=value ...]")
    }
    if command != nil { throw ValidationError("'run' and -c exclude each other") }
    let arguments = try words[2...].map { word in
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ValidationError("expected name=value after the script, not '\(word)'")
      }
      return ScriptArgument(name: String(parts[0]), value: String(parts[1]))
    }
    return .file(path: words[1], arguments: arguments)
  }
}

/// The command as `--help` shows it.
struct StrataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strata",
    abstract: "Segment customers in an interactive query shell.",
    usage: """
      strata [FILE ...]                          open files, or the project here
      strata run FILE.strata [NAME=VALUE ...]    run a script
      strata -c 'STATEMENTS' [FILE ...]          run statements
      strata [FILE ...] < FILE.strata            run what is read
      """,
    discussion:
      "Exit codes: 0 done, 1 query or data error or an expectation not met, 2 usage, 130 interrupted."
  )

  @OptionGroup var options: Options
}

extension Request {
  /// The command line of this process. Most sessions begin with no argument, and reading them takes a
  /// third of the time to the prompt: only where there are any.
  static func ofProcess() throws -> Request {
    CommandLine.argc < 2 ? Request() : Request(try StrataCommand.parse().options)
  }
}
