internal import GRDB
public import Syntax

extension SegmentStore {
  /// The latest version of each segment, by name. A damaged part is a warning, not an error.
  public func list() throws(Diagnostic) -> SegmentListing {
    let listing = try read { catalogue, _ in
      var damage: Diagnostic?
      if catalogue.isDamaged {
        damage = StoreFault.damaged(self.workspace.database)
        damage?.severity = .warning
      }
      return SegmentListing(versions: catalogue.latest, damage: damage)
    }
    return listing ?? SegmentListing(versions: [], damage: nil)
  }

  /// All versions of one segment, oldest first. Throws `E501` with a suggestion.
  public func versions(
    _ name: String, at span: Span? = nil
  ) throws(Diagnostic) -> [SegmentVersion] {
    let found = try read { catalogue, _ in
      let segment = try catalogue.find(name, at: span, in: self.workspace)
      return catalogue.versions(of: segment).map(\.header)
    }
    guard let found else { throw Self.unknown(name, at: span) }
    return found
  }

  /// A version's definition; without a number, the latest. Throws `E501`, `E504`, `E514`.
  public func load(
    _ name: String, version: Int? = nil, at span: Span? = nil
  ) throws(Diagnostic) -> SavedSegment {
    let found = try read { catalogue, db in
      let found = try catalogue.find(name, version: version, at: span, in: self.workspace)
      return SavedSegment(
        version: found.header, query: try Self.document(found.query, of: found.header, db),
        rules: try Self.document(found.rules, of: found.header, db),
        parameters: try Self.document(found.parameters, of: found.header, db),
        membersSum: found.membersSum)
    }
    guard let found else { throw Self.unknown(name, at: span) }
    return found
  }

  /// A version's members as they were when it was saved; without a number, the latest.
  public func members(
    _ name: String, version: Int? = nil, at span: Span? = nil
  ) throws(Diagnostic) -> MemberList {
    let found = try read { catalogue, db in
      let found = try catalogue.find(name, version: version, at: span, in: self.workspace)
      let row = try Row.fetchOne(
        db, sql: "SELECT ids FROM members WHERE version = ?", arguments: [found.id])
      guard let packed = row?.bytes(0),
        let members = MemberList(packed: packed, count: found.header.size),
        members.checksum == found.membersSum
      else { throw StoreFault.damagedVersion(found.header) }
      return members
    }
    guard let found else { throw Self.unknown(name, at: span) }
    return found
  }

  /// Whether a segment of this name exists, in any spelling of case and width.
  public func contains(_ name: String) throws(Diagnostic) -> Bool {
    try read { catalogue, _ in catalogue.segment(key: SegmentName.key(name)) != nil } ?? false
  }

  private static func document(
    _ key: Int64, of version: SegmentVersion, _ db: Database
  ) throws -> String {
    let row = try Row.fetchOne(
      db, sql: "SELECT text FROM document WHERE id = ?", arguments: [key])
    guard let text = row?.text(0), Checksum.of(text) == key else {
      throw StoreFault.damagedVersion(version)
    }
    return text
  }

  static func unknown(_ name: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      "E501", Message("no segment '{0}'", name), at: span, label: Message("not a saved segment"))
  }
}

extension StoreCatalogue {
  /// The segment called `name`. In a damaged store one that isn't found may be a lost one.
  func find(_ name: String, at span: Span?, in workspace: Workspace) throws -> Segment {
    if let segment = segment(key: SegmentName.key(name)) { return segment }
    guard !isDamaged else { throw StoreFault.damaged(workspace.database) }
    var fault = SegmentStore.unknown(name, at: span)
    if let near = Suggestion.best(for: name, among: segments.values.map(\.name).sorted()) {
      fault.hint = Message("did you mean '{0}'?", near)
    } else if !segments.isEmpty {
      fault.hint = Message("'segments' lists the saved ones")
    }
    throw fault
  }

  func find(
    _ name: String, version number: Int?, at span: Span?, in workspace: Workspace
  ) throws -> Version {
    let segment = try find(name, at: span, in: workspace)
    let versions = versions(of: segment)
    let wanted = number ?? segment.next - 1
    if let version = versions.first(where: { $0.header.number == wanted }) { return version }
    guard !isDamaged else { throw StoreFault.damaged(workspace.database) }
    // The latest may have been dropped alone.
    if number == nil, let last = versions.last { return last }
    let numbers = versions.map { String($0.header.number) }.joined(separator: ", ")
    throw Diagnostic(
      "E504", Message("segment '{0}' has no version {1}", segment.name, String(wanted)), at: span,
      label: Message("no such version"), hint: Message("there are versions {0}", numbers))
  }
}
