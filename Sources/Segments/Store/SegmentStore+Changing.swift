public import Syntax

extension SegmentStore {
  /// Removes one version, or without a number the segment with all its versions; returns how many
  /// versions went. The last version takes the segment with it. Throws `E501`, `E504`.
  @discardableResult
  public func drop(
    _ name: String, version: Int? = nil, at span: Span? = nil
  ) throws(Diagnostic) -> Int {
    let dropped = try write(creating: false) { catalogue, change in
      let segment = try catalogue.find(name, at: span, in: self.workspace)
      let all = catalogue.versions(of: segment)
      var leaving = all
      if let version {
        leaving = [try catalogue.find(name, version: version, at: span, in: self.workspace)]
      }
      for version in leaving { try change.remove(version) }
      if leaving.count == all.count { try change.remove(segment) }
      try change.removeUnusedDocuments()
      return leaving.count
    }
    guard let dropped else { throw Self.unknown(name, at: span) }
    return dropped
  }

  /// Gives a segment, with all its versions, another name.
  ///
  /// Changing only case or width is allowed. Throws `E501` for an unknown segment, `E502` for a
  /// refused name, `E503` when another segment has the name.
  public func rename(
    _ old: String, to new: String, at span: Span? = nil, newSpan: Span? = nil,
    reserved: ReservedNames = []
  ) throws(Diagnostic) {
    let name = try SegmentName(new, at: newSpan, reserved: reserved)
    let done: Void? = try write(creating: false) { catalogue, change in
      let segment = try catalogue.find(old, at: span, in: self.workspace)
      if let holder = catalogue.segment(key: name.key), holder.id != segment.id {
        throw Diagnostic(
          "E503", Message("a segment '{0}' exists already", holder.name), at: newSpan,
          label: Message("taken"), hint: Message("another name, or 'drop segment' the old one"))
      }
      var renamed = segment
      renamed.name = name.text
      renamed.key = name.key
      try change.update(renamed)
    }
    if done == nil { throw Self.unknown(old, at: span) }
  }
}
