public import Engine
internal import Syntax

/// The members of a segment with what they were found through, besides data, rules and parameters.
struct KeptMembers: Sendable {
  let bits: Bitmap
  let uses: [LinkUses.Use]
}

extension SegmentMembers {
  /// Keeps those who were just saved, so that asking for them again costs nothing.
  ///
  /// - Parameters:
  ///   - bits: whom the query of `draft` found on the day of the catalog.
  ///   - name: what the store calls the segment.
  ///   - uses: what that query reached.
  public func keep(
    _ bits: Bitmap, of draft: SegmentDraft, named name: String, through uses: LinkUses
  ) {
    keep(
      bits, uses, NameFolding.fold(name),
      signature(of: draft.query, draft.rules, draft.parameters))
  }

  func keep(_ bits: Bitmap, _ uses: LinkUses, _ name: String, _ signature: String) {
    guard uses.canBeChecked else { return }
    cache.keep(
      KeptMembers(bits: bits, uses: uses.all), Self.key(name), in: catalog, signature: signature)
  }

  /// Whether the segments that the definition names have the members that they had, and names that
  /// were segments are still no earlier results.
  func holds(_ kept: KeptMembers, _ saved: SavedSegment, _ name: String) -> Bool {
    guard !kept.uses.isEmpty else { return true }
    do {
      let links = try restored(saved, name).links
      for use in kept.uses {
        switch use {
        case .members(let reference, let bits):
          guard try links.members(reference).words === bits.words else { return false }
        case .noRelation(let source):
          guard try links.relation(source) == nil else { return false }
        case .passing: return false
        }
      }
      return true
    } catch {
      // Evaluating the definition meets the same fault and says where it stands.
      return false
    }
  }

  static func key(_ name: String) -> String { "members of \(name)" }

  /// What decides the members besides data and day: the definition with the rules and parameters saved
  /// with it, and those in force.
  func signature(of query: String, _ rules: String, _ parameters: String) -> String {
    let set = catalog.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let texts =
      ["\(catalog.definitions.version) \(catalog.language)", query, rules, parameters] + set
    return texts.joined(separator: "\0")
  }
}
