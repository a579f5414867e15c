internal import Engine
internal import GRDB
public import Syntax

extension SegmentStore {
  /// Saves a segment, as version 1 or as the next version when the name exists, and returns once it
  /// is durable.
  ///
  /// Throws `E502` for a refused name, `E518` for a text with a NUL character, and `E511`–`E517` when
  /// the store can't take it.
  public func save(
    _ draft: SegmentDraft, reserved: ReservedNames = []
  ) throws(Diagnostic) -> SegmentVersion {
    let name = try SegmentName(draft.name, at: draft.nameSpan, reserved: reserved)
    try refuseNul(in: draft)
    let saved = try write(creating: true) { catalogue, change in
      try self.requireSpace(for: draft)
      return try Self.insert(draft, name, catalogue, change)
    }
    guard let saved else { throw StoreFault.missing(workspace) }
    return saved
  }

  private static func insert(
    _ draft: SegmentDraft, _ name: SegmentName, _ catalogue: StoreCatalogue, _ change: StoreChange
  ) throws -> SegmentVersion {
    var segment: StoreCatalogue.Segment
    var description = draft.description
    if let existing = catalogue.segment(key: name.key) {
      segment = existing
      // What it is for stays true until something else is said.
      description = description ?? catalogue.versions(of: existing).last?.header.description
      segment.next += 1
      try change.update(segment)
    } else {
      segment = try change.insert(
        StoreCatalogue.Segment(id: 0, name: name.text, key: name.key, next: 2))
    }
    let header = SegmentVersion(
      name: segment.name, number: segment.next - 1, description: description,
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

  /// Leaves some room on a disk that is filling up: without it, nothing could be dropped to make
  /// room again, since dropping writes too.
  ///
  /// Asked inside the transaction, when SQLite has taken the space for its shared index. How much a
  /// drop writes to the log grows with the number of rows, which the size of the file stands for.
  private func requireSpace(for draft: SegmentDraft) throws {
    // The members are written twice, to the log and from there to the file.
    let needed =
      draft.members.packed.count * 2 + draft.rules.utf8.count + draft.query.utf8.count
    let size = FileSystem.size(workspace.database) ?? 0
    let reserve = 8192 + min(size / 2, 1 << 20)
    guard let free = FileSystem.freeBytes(workspace.folder), free < UInt64(needed) + reserve else {
      return
    }
    throw StoreFault.full(workspace.database)
  }
}

extension MemberList {
  var checksum: Int64 {
    var sum = Checksum()
    sum.add(Int64(count))
    packed.withUnsafeBytes {
      if packed.first == Self.wordsMark { sum.add(words: $0) } else { sum.add(bytes: $0) }
    }
    return sum.signed
  }
}
