internal import Engine
internal import GRDB
public import Syntax

extension SegmentStore {
  /// Saves a segment, as version 1 or as the next version when the name exists, and returns once it
  /// is durable.
  ///
  /// `reserved` are the names of loaded tables, in any spelling. Throws `E502` for a refused name,
  /// `E518` for a text with a NUL character, and `E511`–`E517` when the store can't take it.
  public func save(
    _ draft: SegmentDraft, reserved: Set<String> = []
  ) throws(Diagnostic) -> SegmentVersion {
    let folded = Set(reserved.map(SegmentName.key))
    let name = try SegmentName(draft.name, at: draft.nameSpan, reserved: folded)
    try refuseNul(in: draft)
    try requireSpace(for: draft)
    let saved = try write(creating: true) { catalogue, change in
      try Self.insert(draft, name, catalogue, change)
    }
    guard let saved else { throw StoreFault.missing(workspace) }
    return saved
  }

  private static func insert(
    _ draft: SegmentDraft, _ name: SegmentName, _ catalogue: StoreCatalogue, _ change: StoreChange
  ) throws -> SegmentVersion {
    var segment: StoreCatalogue.Segment
    if let existing = catalogue.segment(key: name.key) {
      segment = existing
      segment.next += 1
      try change.update(existing, to: segment)
    } else {
      segment = try change.insert(
        StoreCatalogue.Segment(id: 0, name: name.text, key: name.key, next: 2))
    }
    let header = SegmentVersion(
      name: segment.name, number: segment.next - 1, description: draft.description,
      asOf: draft.asOf, fingerprint: draft.fingerprint, size: draft.members.count,
      savedAt: draft.savedAt)
    let version = StoreCatalogue.Version(
      id: 0, segment: segment.id, header: header, query: try change.document(draft.query),
      rules: try change.document(draft.rules), parameters: try change.document(draft.parameters),
      membersSum: draft.members.checksum)
    try change.insert(version, members: draft.members)
    return header
  }

  /// SQLite's texts end at a NUL.
  private func refuseNul(in draft: SegmentDraft) throws(Diagnostic) {
    let texts = [
      draft.description ?? "", draft.query, draft.rules, draft.parameters, draft.fingerprint,
    ]
    guard texts.contains(where: { $0.utf8.contains(0) }) else { return }
    throw Diagnostic(
      "E518", Message("a segment's description and query can't contain the character U+0000"))
  }

  /// Leaves a little room on a disk that is filling up: without it, nothing could be dropped to
  /// make room again, since dropping writes too.
  private func requireSpace(for draft: SegmentDraft) throws(Diagnostic) {
    let place = workspace.exists ? workspace.folder : FileSystem.folder(of: workspace.folder)
    // The members are written twice, to the log and from there to the file.
    let needed = draft.members.packed.count * 2 + draft.rules.utf8.count + draft.query.utf8.count
    guard let free = FileSystem.freeBytes(place), free < UInt64(needed) + Self.reserve else {
      return
    }
    throw StoreFault.full(workspace.database)
  }

  /// Bytes: what dropping a segment from a small store writes.
  private static let reserve: UInt64 = 12_288
}

extension StoreCatalogue {
  func segment(key: String) -> Segment? { segments.first { $0.key == key } }
}

extension MemberList {
  var checksum: Int64 {
    var sum = Checksum()
    sum.add(Int64(count))
    packed.withUnsafeBytes { sum.add(bytes: $0) }
    return sum.signed
  }
}
