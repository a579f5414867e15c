public import Engine
public import Syntax

/// Who is in a saved segment: of a version, the customers frozen with it; without a version, those
/// whom the definition finds in today's data.
public struct SegmentMembers: Sendable {
  let store: SegmentStore
  let catalog: Catalog
  private let context: ExecutionContext
  let cache: ColumnCache
  /// Segments whose definition is being evaluated: meeting one again is a cycle.
  private let open: [String]

  public init(
    store: SegmentStore, catalog: Catalog, context: ExecutionContext, cache: ColumnCache
  ) {
    self.init(store: store, catalog: catalog, context: context, cache: cache, open: [])
  }

  private init(
    store: SegmentStore, catalog: Catalog, context: ExecutionContext, cache: ColumnCache,
    open: [String]
  ) {
    self.store = store
    self.catalog = catalog
    self.context = context
    self.cache = cache
    self.open = open
  }

  /// Names of saved segments; none when the store can't be read, which another call will say.
  public var names: [String] {
    do { return try store.list().versions.map(\.name) } catch { return [] }
  }

  public func bitmap(_ reference: SegmentReference) throws(Diagnostic) -> Bitmap {
    let saved: SavedSegment
    do {
      saved = try store.load(reference.name, version: reference.version, at: reference.span)
    } catch {
      // Sources may be tables too: the binder words the message for an unknown name.
      throw error.code == "E501"
        ? Diagnostic(
          "E205", Message("no segment '{0}'", reference.name), at: reference.span,
          label: Message("not a segment"), hint: error.hint) : error
    }
    if reference.version != nil { return try frozen(saved, reference) }
    return try current(saved, reference)
  }

  /// Whom the definition finds in today's data, also that of an earlier version.
  public func found(
    byDefinitionOf reference: SegmentReference
  ) throws(Diagnostic) -> Bitmap {
    let saved = try store.load(reference.name, version: reference.version, at: reference.span)
    guard reference.version != nil else { return try current(saved, reference) }
    return try evaluated(saved, NameFolding.fold(saved.version.name), LinkUses())
  }

  private func frozen(
    _ saved: SavedSegment, _ reference: SegmentReference
  ) throws(Diagnostic) -> Bitmap {
    let version = saved.version
    let key = "frozen members of \(NameFolding.fold(version.name))@\(version.number)"
    // A number is given again when the segment was dropped meanwhile.
    let signature = "\(version.savedAt) \(version.size) \(saved.membersSum)"
    if let kept = cache.fact(Bitmap.self, key, in: catalog, signature: signature) { return kept }
    let members = try store.members(version.name, version: version.number, at: reference.span)
    let customers = catalog.dataset.customers
    guard let index = customers.fields.firstIndex(where: { $0.role == .customer }) else {
      return Bitmap(count: customers.rowCount, all: false)
    }
    let bits = members.rows(in: customers.columns[index])
    cache.keep(bits, key, in: catalog, signature: signature)
    return bits
  }

  /// Whom the definition finds, from memory while nothing that decides it has changed.
  private func current(
    _ saved: SavedSegment, _ reference: SegmentReference
  ) throws(Diagnostic) -> Bitmap {
    let name = NameFolding.fold(saved.version.name)
    if open.contains(name) {
      throw Diagnostic(
        "E505",
        Message(
          "segment '{0}' is defined by itself: {1}", saved.version.name,
          (open + [name]).joined(separator: " → ")), at: reference.span, label: Message("a cycle"))
    }
    let signature = signature(of: saved.query, saved.rules, saved.parameters)
    let kept = cache.fact(KeptMembers.self, Self.key(name), in: catalog, signature: signature)
    if let kept, holds(kept, saved, name) { return kept.bits }
    let uses = LinkUses()
    let bits = try evaluated(saved, name, uses)
    keep(bits, uses, name, signature)
    return bits
  }

  /// The saved query on today's data, with the rules and parameters that it was saved with.
  private func evaluated(
    _ saved: SavedSegment, _ name: String, _ uses: LinkUses
  ) throws(Diagnostic) -> Bitmap {
    var catalog = try restored(saved, name)
    catalog.links = catalog.links.noting(uses)
    let source = SourceText(name: saved.version.name, text: saved.query)
    do throws(Diagnostic) {
      guard case .query(let query)? = Parser.parse(saved.query).statements.first?.shape else {
        throw Diagnostic(
          "E506", Message("the definition of '{0}' can't be read", saved.version.name))
      }
      let executor = Executor(catalog, context: context, cache: cache)
      let plan = Rewrites.apply(try Binder(catalog).plan(query))
      return executor.customerBits(try executor.run(plan))
    } catch {
      throw error.inside(source)
    }
  }

  /// The catalog with the rules and parameters of the saved segment; those that it names have their own.
  func restored(_ saved: SavedSegment, _ name: String) throws(Diagnostic) -> Catalog {
    var catalog = try catalog.following(saved)
    let inner = SegmentMembers(
      store: store, catalog: catalog, context: context, cache: cache, open: open + [name])
    catalog.links.members = { reference throws(Diagnostic) in try inner.bitmap(reference) }
    return catalog
  }
}

extension Diagnostic {
  /// The same fault, said to stand in `source` unless it already names another.
  func inside(_ source: SourceText) -> Diagnostic {
    var copy = self
    if copy.source == nil { copy.source = source }
    return copy
  }
}
