public import Engine
public import Syntax

/// Turns files that were read into a dataset: recognises what they are, applies mapping and filter,
/// and joins activities to customers.
public struct Loader: Sendable {
  private let evaluation: RowEvaluation
  private let threads: Int
  private let cancellation: Cancellation?
  private let memory: MemoryLimit?

  public init(
    evaluation: RowEvaluation, threads: Int = 2, cancellation: Cancellation? = nil,
    memory: MemoryLimit? = nil
  ) {
    self.evaluation = evaluation
    self.threads = threads
    self.cancellation = cancellation
    self.memory = memory
  }

  /// `data` with the tables of `sources` added; a table of the same name is replaced. Sources are
  /// given away: their memory is freed column by column as the dataset takes shape.
  ///
  /// `progress` is told what is done and how much of it.
  ///
  /// Throws E454 (numbers of several files that do not fit one scale), E452 (rows of no customer),
  /// E453 (mapping or filter for several tables), E450, E451 (mappings), E710, `.cancelled`, and
  /// whatever evaluating an expression throws. `data` is a value: nothing has changed then.
  public func load(
    _ sources: consuming [LoadSource], onto data: LoadedData,
    progress: (Double, Message) -> Void = { _, _ in }
  ) throws(Diagnostic) -> (data: LoadedData, report: LoadReport) {
    var leftOut: [(file: String, reason: Diagnostic)] = []
    let groups = try LoadGroup.groups(sources, &leftOut)
    sources = []
    let drafts = try drafts(groups)
    try Self.check(cancellation)
    try memory?.check()
    var assembler = Assembler(drafts, onto: data, threads: threads, memory: memory)
    let outcome = AssemblyStop.$cancellation.withValue(cancellation) {
      () -> Result<(data: LoadedData, report: LoadReport), Diagnostic> in
      do throws(Diagnostic) {
        return .success(try assembler.assemble(cancellation: cancellation, progress: progress))
      } catch { return .failure(error) }
    }
    var loaded = try outcome.get()
    loaded.report.leftOut = leftOut
    return loaded
  }

  private func drafts(_ groups: consuming [LoadGroup]) throws(Diagnostic) -> [TableDraft] {
    var rest = groups
    var drafts: [TableDraft] = []
    while !rest.isEmpty {
      let group = rest.removeFirst()
      try Self.check(cancellation)
      let union = try TableUnion(group.files)
      drafts.append(try TableDraft(union, group.request, tableName: group.tableName, evaluation))
    }
    return drafts
  }

  static func check(_ cancellation: Cancellation?) throws(Diagnostic) {
    if cancellation?.isCancelled == true { throw .cancelled }
  }
}

/// Files that become one table.
struct LoadGroup {
  var tableName: String
  var request: LoadRequest
  var files: [ReadResult]

  /// Files of one request with a table's name are one table; others are one where they are recognised
  /// as the same.
  ///
  /// - Parameter leftOut: of several files of which nothing was said, those that cannot be used.
  static func groups(
    _ sources: [LoadSource], _ leftOut: inout [(file: String, reason: Diagnostic)]
  ) throws(Diagnostic) -> [LoadGroup] {
    var groups: [LoadGroup] = []
    for source in sources {
      let start = groups.count
      for file in source.files {
        let name: String
        do throws(Diagnostic) {
          name = try tableName(source.request, file)
        } catch {
          guard error.code == "E452", source.files.count > 1,
            isPlain(source.request, source.request)
          else { throw error }
          leftOut.append((file.path, error))
          continue
        }
        let range = groups.indices.filter { groups[$0].tableName == name }
        let known = range.first { $0 >= start || isPlain(source.request, groups[$0].request) }
        if let known {
          groups[known].files.append(file)
        } else {
          groups.append(LoadGroup(tableName: name, request: source.request, files: [file]))
        }
      }
      if groups.count == start, let first = leftOut.first { throw first.reason }
      try checkMapping(source.request, tables: groups.count - start)
    }
    return groups
  }

  /// Nothing was said of either that could differ.
  private static func isPlain(_ a: LoadRequest, _ b: LoadRequest) -> Bool {
    [a, b].allSatisfy { $0.mapping.isEmpty && $0.filter == nil }
  }

  private static func checkMapping(_ request: LoadRequest, tables: Int) throws(Diagnostic) {
    guard tables > 1, let first = request.mapping.first?.value ?? request.filter else { return }
    throw Diagnostic(
      "E453", Message("these files are several tables, with and where are for one"),
      at: first.span, label: Message("for which of them"),
      hint: Message("name the table, or load each file by itself: load orders from …"))
  }

  private static func tableName(
    _ request: LoadRequest, _ file: ReadResult
  ) throws(Diagnostic) -> String {
    if let table = request.table {
      return TableWords.kind(of: table.name) == .customers ? "customers" : table.name
    }
    let names = file.table.fields.map(\.name)
    let mapping = try LoadMapping(
      request.mapping, kind: TableWords.kind(of: PathText.stem(file.path)))
    let subject = RoleRecognizer.Subject(
      names: names, columns: file.table.columns, rowCount: file.table.rowCount,
      hasHeader: file.assumptions.hasHeader, stem: PathText.stem(file.path), tableName: nil,
      mapped: mapping.roles(names))
    return try RoleRecognizer(subject).recognize().tableName
  }
}
