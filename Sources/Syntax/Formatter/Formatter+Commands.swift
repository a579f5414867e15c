extension Formatter {
  mutating func write(_ command: Command) {
    switch command {
    case .load(let load): write(load)
    case .set(let name, _, let value):
      writeVerb(.set)
      if let name { text += " " + Self.name(name) }
      if let value {
        text += " = "
        write(value)
      }
    case .help(let topic, _):
      writeVerb(.help)
      if let topic { text += " " + topic }
    case .explainCustomer(let id, let dimensions): writeExplain(id, dimensions)
    case .explainAbsence(let id, let category):
      writeExplain(id, [])
      writeSpaced(.not)
      text += category.name.split(separator: ".").map { Self.name(String($0)) }
        .joined(separator: ".")
    case .explainDimension(let dimension):
      writeVerb(.explain)
      text += " " + Self.explainedName(dimension.name)
    case .explainQuery(let query):
      writeVerb(.explain)
      text += " "
      write(query)
    case .describe(let reference):
      writeVerb(.describe)
      text += " "
      write(reference)
    case .describeClass(let reference):
      writeVerb(.describe)
      text += " "
      write(reference)
    case .rules, .rulesExport, .rulesLoad, .rulesCheck, .rulesDiff, .rulesReset:
      writeRules(command)
    case .advise(let goal, _):
      writeVerb(.advise)
      if let goal { text += " " + Self.string(goal) }
    case .rejects(let table): writeWord(.rejects, table?.name)
    case .dropSegment(let segment):
      writeVerb(.dropSegment)
      text += " "
      write(segment)
    case .renameSegment(let segment, let new):
      writeVerb(.renameSegment)
      text += " "
      write(segment)
      writeSpaced(.to)
      writeName(new.name)
    case .run(let path, _, let arguments):
      writeVerb(.run)
      text += " " + Self.string(path) + (arguments.isEmpty ? "" : " ")
      writeList(arguments) { $0.writeAssignment($1) }
    case .echo(let value):
      writeVerb(.echo)
      text += " "
      write(value)
    case .timing(let on):
      writeVerb(.timing)
      guard let on else { return }
      text += " "
      write(on ? Keyword.on : .off)
    case .format(let name): writeWord(.format, name?.name)
    case .dimensions(let name): writeWord(.dimensions, name?.name)
    case .demo, .metrics, .segments, .tables, .remember, .forget, .history, .clear,
      .quit:
      writeBare(command)
    }
  }

  /// The commands of one word.
  private mutating func writeBare(_ command: Command) {
    switch command {
    case .demo: writeVerb(.demo)
    case .metrics: writeVerb(.metrics)
    case .segments: writeVerb(.segments)
    case .tables: writeVerb(.tables)
    case .remember: writeVerb(.remember)
    case .forget: writeVerb(.forget)
    case .history: writeVerb(.history)
    case .clear: writeVerb(.clear)
    case .quit: writeVerb(.quit)
    case .load, .set, .help, .explainCustomer, .explainAbsence, .explainDimension, .explainQuery,
      .describe, .describeClass, .dimensions, .advise, .rules, .rulesExport, .rulesLoad,
      .rulesCheck, .rulesDiff, .rulesReset, .rejects, .dropSegment, .renameSegment, .run, .echo,
      .timing, .format:
      break
    }
  }

  private mutating func writeWord(_ verb: CommandVerb, _ name: String?) {
    writeVerb(verb)
    if let name { text += " " + Self.name(name) }
  }

  private mutating func writeExplain(_ id: Expression, _ dimensions: [ColumnReference]) {
    writeVerb(.explain)
    writeSpaced(.customer)
    write(id)
    guard !dimensions.isEmpty else { return }
    writeSpaced(.on)
    writeColumns(dimensions)
  }

  /// After `explain` the word of a stage begins a query.
  private static func explainedName(_ name: String) -> String {
    let taken = Verb.stage(name) != nil || Verb.command(name)?.commandVerb == .from
    return taken ? backticked(name) : self.name(name)
  }

  private mutating func writeRules(_ command: Command) {
    writeVerb(.rules)
    switch command {
    case .rules(let name):
      if let name { text += " " + Self.rulesName(name.name) }
    case .rulesExport(let path, _, let overwrite):
      text += " " + (Verb.declared(.export)?.spelling(in: language) ?? "") + " "
      writeString(path)
      if overwrite {
        text += " "
        write(Keyword.overwrite)
      }
    case .rulesLoad(let path, _):
      text += " "
      writeVerb(.load)
      text += " " + Self.string(path)
    case .rulesCheck(let file):
      text += " "
      write(Keyword.check)
      if let file { text += " " + Self.string(file.path) }
    case .rulesDiff(let basis):
      text += " "
      write(Keyword.diff)
      write(basis)
    case .rulesReset(let name):
      text += " "
      write(Keyword.reset)
      text += " " + Self.name(name.name)
    case .load, .demo, .set, .help, .explainCustomer, .explainAbsence, .explainDimension,
      .explainQuery, .describe, .describeClass, .dimensions, .advise, .metrics, .segments,
      .tables, .rejects, .dropSegment, .renameSegment, .run, .remember, .forget, .echo, .timing,
      .format, .history, .clear, .quit:
      break
    }
  }

  private mutating func write(_ basis: RulesBasis) {
    switch basis {
    case .standard: break
    case .segment(let segment):
      text += " "
      write(segment)
    case .file(let file): text += " " + Self.string(file.path)
    }
  }

  /// After `rules` the words `export`, `load`, `check` and `diff` say what to do.
  private static func rulesName(_ name: String) -> String {
    let keyword = Keyword.spelt(name)
    let taken =
      Verb.stage(name) == .export || Verb.command(name)?.commandVerb == .load
      || keyword == .check || keyword == .diff || keyword == .reset
    return taken ? backticked(name) : self.name(name)
  }

  private mutating func write(_ load: Load) {
    writeVerb(.load)
    text += " "
    if let table = load.table {
      writeName(table.name)
      writeSpaced(.from)
    }
    writeList(load.files) { $0.writeString($1.path) }
    if !load.mapping.isEmpty {
      writeSpaced(.with)
      writeList(load.mapping) { $0.writeAssignment($1, minimum: .comparison) }
    }
    if let filter = load.filter {
      writeSpaced(.where)
      write(filter)
    }
    if !load.options.isEmpty {
      writeSpaced(.using)
      writeList(load.options) { $0.writeAssignment($1) }
    }
  }
}
