import Engine
import Segments
import Syntax

#if canImport(Glibc)
  import Glibc
#endif

extension Session {
  /// Does what a `save` or `export` asks with the rows that passed it.
  func carryOut(
    _ tap: Tap, _ rows: Relation, _ query: Query, _ comment: String?, _ executor: Executor
  ) throws(Diagnostic) {
    switch tap {
    case .save(let name, let span, let description):
      try save(
        name, at: span, description ?? comment, rows, query, executor)
    case .export(let export): try self.export(export, rows)
    }
  }

  private func save(
    _ name: String, at span: Span, _ description: String?, _ rows: Relation, _ query: Query,
    _ executor: Executor
  ) throws(Diagnostic) {
    let bits = executor.customerBits(rows)
    let members = memberList(of: bits)
    let definition = definition(of: query, span)
    let draft = SegmentDraft(
      name: name, nameSpan: span, description: description, query: Formatter.format(definition),
      rules: StandardRules.marked(ownRules),
      parameters: executor.catalog.parameterText(for: definition),
      asOf: Int(executor.catalog.asOf),
      fingerprint: data.dataset.fingerprint, members: members, savedAt: Self.now)
    let saved = try store.save(draft, reserved: reservedNames)
    // A segment is whom its definition finds today, whatever day this query looked at.
    if query.asOf == nil, let uses = executor.catalog.links.uses {
      segmentMembers(executor.catalog).keep(
        bits, of: draft, named: saved.name, through: uses)
    }
    if case .activity = rows.identity {
      note(
        Message(
          "{0} {0|row belongs|rows belong} to {1} {1|customer|customers}", count(rows.rowCount),
          count(saved.size)))
    }
    note(
      Message(
        "saved {0}@{1}: {2} {2|customer|customers}", saved.name, String(saved.number),
        count(saved.size)))
    if saved.number == 1 { warnOfClasses(called: saved.name) }
  }

  /// `in` asks for segments alone, so that a class may be called the same; who reads `where vip` might
  /// think otherwise.
  private func warnOfClasses(called name: String) {
    let classes = definitions.classes(called: name)
    guard !classes.isEmpty else { return }
    let meant = definitions.candidates(classes).map {
      surface.language == .zh ? $0.chinese : $0.key
    }
    let more = meant.count > 3 ? " …" : ""
    note(
      Message(
        "'{0}' is the name of a class as well ({1}): 'in {0}' means the segment",
        name, meant.prefix(3).joined(separator: ", ") + more))
  }

  /// What a query would take for something else than a segment: tables, columns, metrics, dimensions
  /// and their labels, in either language.
  private var reservedNames: ReservedNames {
    var names: Set<String> = ["customers", "客户"]
    for words in Dataset.chineseActivityNames.values { names.formUnion(words) }
    names.formUnion(data.dataset.activities.map(\.name))
    for field in data.dataset.customers.fields { names.formUnion(field.names) }
    var reserved = ReservedNames(names)
    reserved.formUnion(definedNames)
    return reserved
  }

  /// Those of metrics and dimensions: hundreds, so they are folded once.
  private var definedNames: ReservedNames {
    if let known = knownDefinedNames, known.version == definitions.version { return known.names }
    var names: [String] = []
    for entry in definitions.metrics { names += [entry.definition.name] + entry.definition.aliases }
    for entry in definitions.dimensions {
      let dimension = entry.definition
      names += [dimension.name] + dimension.labels.map(\.text) + dimension.aliases
    }
    let found = ReservedNames(names)
    knownDefinedNames = (definitions.version, found)
    return found
  }

  /// Wall-clock seconds since 1970: when a segment was saved is the one thing that may know it.
  private static var now: Int64 { Int64(time(nil)) }

  /// The query up to the `save`: what is evaluated again on other days.
  private func definition(of query: Query, _ nameSpan: Span) -> Query {
    var definition = query
    definition.stages = query.stages.prefix { stage in
      if case .save(_, let span, _) = stage.shape { return span != nameSpan }
      return true
    }
    return expanded(definition)
  }

  private func memberList(of bits: Bitmap) -> MemberList {
    let customers = data.dataset.customers
    guard let index = customers.fields.firstIndex(where: { $0.role == .customer }) else {
      return MemberList()
    }
    return MemberList(customers.columns[index], of: bits)
  }

  static func literal(_ value: Value) -> String { value.literalText }

  func showSegments() throws(Diagnostic) {
    let listing = try store.list()
    if let damage = listing.damage { report(damage, in: SourceText(text: "")) }
    guard !listing.versions.isEmpty else {
      return say(Message("no segments yet: … | save name 'description'"))
    }
    let columns = [
      Screen.Column(words(Message("segment")), .text),
      Screen.Column(words(Message("size")), .count),
      Screen.Column(words(Message("as of")), .day),
      Screen.Column(words(Message("saved")), .timestamp),
      Screen.Column(words(Message("description")), .text),
    ]
    let rows = listing.versions.map { version in
      Screen.Row([
        .text("\(version.name)@\(version.number)"), .integer(Int64(version.size)),
        .day(Int32(version.asOf)), .timestamp(version.savedAt * 1_000_000),
        version.description.map { .text($0) } ?? .null,
      ])
    }
    say(settings.format.lines(Screen(columns: columns, rows: rows), on: surface))
  }

  func dropSegment(_ reference: SegmentReference) throws(Diagnostic) {
    let gone = try store.drop(reference.name, version: reference.version, at: reference.span)
    let version = reference.version.map { "@\($0)" } ?? ""
    note(
      gone == 1
        ? Message("dropped {0}", reference.name + version)
        : Message("dropped {0}: {1} {1|version|versions}", reference.name, count(gone)))
  }

  func renameSegment(
    _ reference: SegmentReference, to new: ColumnReference
  ) throws(Diagnostic) {
    try store.rename(
      reference.name, to: new.name, at: reference.span, newSpan: new.span, reserved: reservedNames)
    note(Message("renamed {0} to {1}", reference.name, new.name))
    warnOfClasses(called: new.name)
  }

  func describeSegment(_ reference: SegmentReference) throws(Diagnostic) {
    let saved = try store.load(reference.name, version: reference.version, at: reference.span)
    let version = saved.version
    say(text: "\(version.name)@\(version.number)  \(version.description ?? "")")
    say(
      Message(
        "  {0} {0|customer|customers} as of {1}", count(version.size), DayText.text(version.asOf)))
    say(text: saved.query, indent: "  ")
    say(text: try ownParameters(of: saved), indent: "  ")
    let others = try store.versions(version.name, at: reference.span).filter {
      $0.number != version.number
    }
    if !others.isEmpty {
      let list = others.map { "@\($0.number) (\(count($0.size)))" }
      say(Message("  other versions: {0}", list.joined(separator: ", ")))
    }
    let isSame = version.fingerprint == data.dataset.fingerprint
    guard !data.tables.isEmpty else { return }
    if !isSame { say(Message("  the data have changed since")) }
    let members = segmentMembers(lasting(catalog))
    let today = try members.found(byDefinitionOf: reference)
    say(Message("  {0} {0|customer|customers} now", count(today.population)))
    for difference in try members.differences(ofDefinition: reference) {
      say(words(of: difference))
    }
  }

  /// `set churn_days = 90`, a line for each parameter whose value is not the one that it starts with.
  private func ownParameters(of saved: SavedSegment) throws(Diagnostic) -> String {
    let state = try state(of: saved)
    let started = Catalog(dataset: .empty, definitions: state.definitions)
    return state.parameters.sorted { $0.key < $1.key }.compactMap { key, value in
      guard !started.hasValue(value, of: key) else { return nil }
      return "set \(Formatter.name(key)) = \(Self.literal(value))"
    }.joined(separator: "\n")
  }
}
