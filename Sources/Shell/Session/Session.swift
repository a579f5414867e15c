public import Engine
public import Segments
import Syntax

/// One conversation with an analyst: the data, the rules, the results so far and the settings.
///
/// Statements come in as text, answers go out as lines; nothing here knows of a terminal. Belongs to
/// one thread, except `cancellation`, which any thread may set.
public final class Session {
  public enum Outcome: Sendable, Hashable {
    case done, failed, interrupted, quit
    /// The script was not run, because of what it was to be run with.
    case misused
  }

  /// Where answers and complaints go, line by line.
  public struct Output {
    public var line: (String) -> Void
    public var complaint: (String) -> Void
    /// Remarks beside the answers: what a load did and assumed, acknowledgements.
    public var note: (String) -> Void
    /// How far a long job has come, 0…1, and what it is; nil when it is over.
    public var progress: @Sendable (Double?, String) -> Void
    public var surface: () -> Surface
    /// Asks somebody a question that yes or no answers; nil where nobody is there to answer.
    public var accept: ((String) -> Bool)?

    public init(
      line: @escaping (String) -> Void, complaint: @escaping (String) -> Void,
      note: @escaping (String) -> Void,
      progress: @escaping @Sendable (Double?, String) -> Void = { _, _ in },
      surface: @escaping () -> Surface
    ) {
      self.line = line
      self.complaint = complaint
      self.note = note
      self.progress = progress
      self.surface = surface
    }
  }

  public var output: Output
  public let cancellation = Cancellation()
  public var settings: Settings
  public internal(set) var data: LoadedData
  /// The standard rules, then the project's, then what was defined here.
  public internal(set) lazy var definitions: Definitions = standardRules()
  let standardRules: () -> Definitions
  /// `set name = value` and script arguments.
  public internal(set) var parameters: [String: Value] = [:]
  public let workspace: Workspace
  let store: SegmentStore
  let project: ProjectFile
  let snapshots: SnapshotStore?
  /// Said already of names that are a dimension and a column.
  var toldNamesakes: Set<Namesake> = []
  /// Said already of segments that follow other rules than the session.
  var toldSavedRules: Set<SavedDifference> = []
  /// Under which rules that was looked for.
  var seenSavedRules: Set<SavedRulesState> = []
  /// Found for these data, by fingerprint.
  var knownStartingDay: (fingerprint: String, found: StartingDay)?
  /// Made of these definitions, by their version.
  var knownOwnRules: (version: Int, text: String)?
  var knownDefinedNames: (version: Int, names: ReservedNames)?
  /// Which loads made the data; nil where that can't be told, so that no snapshot can be of them.
  var dataKey: SnapshotKey?
  /// Seconds that the end of the session may wait for snapshots to be written.
  var snapshotPatience = 0.0
  let cache = ColumnCache()
  /// Results by number: `out[1]` is the first.
  var results = ResultHistory()
  var bindings: [String: ResultHistory.Entry] = [:]
  /// `load` and `define` statements that worked, for `remember`.
  var worked: [String] = []
  /// The data are those of `demo`, which make room for the first file.
  var isDemo = false
  /// Where relative paths begin; nil: the current folder.
  var base: String?
  /// Scripts being run, outermost first: one may not run itself.
  var scripts: [String] = []
  /// Of the project and of rule files, checked by `rules check`.
  var expectations: [KeptExpectation] = []
  /// The project's statements are being run.
  var isOpeningProject = false
  /// Texts being run, one inside the other.
  var depth = 0
  /// Expectations met so far by the text that is being run.
  var tally = ExpectationTally()
  /// The last text that was run had an expectation that was not met, whatever came after it.
  public internal(set) var hasUnmetExpectations = false

  /// - Parameters:
  ///   - rules: asked for when they are first needed: a prompt does not wait for them.
  ///   - data: what another session has loaded already.
  ///   - snapshots: where loaded files are kept in binary form; nil: nowhere.
  public init(
    output: Output, workspace: Workspace, rules: @escaping () -> Definitions,
    settings: Settings = Settings(), data: LoadedData = .empty, snapshots: SnapshotStore? = nil
  ) {
    self.output = output
    self.data = data
    self.workspace = workspace
    standardRules = rules
    self.settings = settings
    self.snapshots = snapshots
    dataKey = data.tables.isEmpty ? .empty : nil
    store = SegmentStore(workspace)
    project = ProjectFile(workspace)
  }

  public convenience init(
    output: Output, workspace: Workspace, definitions: Definitions, settings: Settings = Settings(),
    data: LoadedData = .empty, snapshots: SnapshotStore? = nil
  ) {
    self.init(
      output: output, workspace: workspace, rules: { definitions }, settings: settings, data: data,
      snapshots: snapshots)
  }

  /// What queries may refer to now.
  public var catalog: Catalog {
    var catalog = Catalog(
      dataset: data.dataset, definitions: definitions, parameters: parameters,
      asOf: settings.asOf ?? startingDay.day)
    catalog.language = surface.language == .zh ? .chinese : .english
    catalog.links = links(for: catalog)
    return catalog
  }

  var context: ExecutionContext {
    ExecutionContext(
      threads: settings.threads, cancellation: cancellation, memory: settings.memoryLimit)
  }

  public var surface: Surface {
    var surface = output.surface()
    if let language = settings.language { surface.language = language }
    return surface
  }

  func say(_ lines: [String]) { for line in lines { output.line(line) } }

  func say(_ message: Message) { say(wrapped(words(message))) }

  /// Text out of a file, a statement or the store: its lines, as they may be drawn.
  func say(text: String, indent: String = "", keepsBlankLines: Bool = false) {
    let glyphs = surface.glyphs
    for line in text.split(separator: "\n", omittingEmptySubsequences: !keepsBlankLines) {
      output.line(indent + Sanitizer.visible(String(line), glyphs: glyphs))
    }
  }

  /// A line with words of the rules or the data, broken where a terminal ends.
  func say(told text: String) { say(wrapped(Sanitizer.visible(text, glyphs: surface.glyphs))) }

  /// Runs `body`, whose text stands beside a table: where that is for other programs it goes where
  /// remarks go.
  func besideTable(_ body: () throws(Diagnostic) -> Void) throws(Diagnostic) {
    guard !settings.format.isForPeople else { return try body() }
    let line = output.line
    output.line = output.note
    defer { output.line = line }
    try body()
  }

  func note(_ lines: [String]) { for line in lines { output.note(line) } }

  func note(_ message: Message) { note(wrapped(words(message))) }

  /// A text in lines that fit, those after the first indented further.
  func wrapped(_ text: String) -> [String] {
    let indent = String(text.prefix { $0 == " " })
    return TextWrap.hanging(
      String(text.dropFirst(indent.count)), width: surface.width, first: indent,
      rest: indent + "  ")
  }

  func words(_ message: Message) -> String {
    Sanitizer.visible(Catalogue.translate(message, surface.language), glyphs: surface.glyphs)
  }
}

/// What `set`, `timing` and `format` change.
public struct Settings: Sendable {
  public var threads = 2
  public var memoryLimit = MemoryLimit.standard
  /// nil: the day after the last activity.
  public var asOf: Int32?
  /// nil: the locale's.
  public var language: Language?
  public var format = OutputFormat.table
  public var timing = false
  /// Whether snapshots of loaded files are used and written.
  public var snapshot = true
  /// Rows of a table that are shown on a terminal.
  public var rows = 20
  /// Rows of a table that are written elsewhere.
  public var pipedRows = 10_000

  public init() {}
}

/// The results of a session, by number, oldest forgotten first.
struct ResultHistory {
  /// Rows, and the whole query that they came from: what a later `save` keeps.
  struct Entry {
    var relation: Relation
    var query: Query
  }

  private static let kept = 50
  private var results: [Int: Entry] = [:]
  private(set) var last = 0

  mutating func add(_ relation: Relation, _ query: Query) -> Int {
    last += 1
    results[last] = Entry(relation: relation, query: query)
    results[last - Self.kept] = nil
    return last
  }

  subscript(number: Int) -> Entry? { results[number] }

  var numbers: [Int] { results.keys.sorted() }

  mutating func forgetAll() { results = [:] }
}

extension Session {
  /// Ends the session: the store's log is folded into its file, and snapshots being written are
  /// finished unless that takes longer than it is worth.
  public func close() {
    store.close()
    snapshots?.finish(within: snapshotPatience)
  }
}
