import Engine

/// Ids of two files that differ by nothing but zeros in front, as where a spreadsheet has read
/// `000112` as the number 112.
struct ZeroPadding {
  /// An id of the customers file, and the same customer's in the activity.
  private(set) var listed = ""
  private(set) var unlisted = ""

  /// The activity's ids are the shorter ones.
  var isActivityShort: Bool { unlisted.utf8.count < listed.utf8.count }
  /// The length to fill ids up to.
  var width: Int { max(listed.utf8.count, unlisted.utf8.count) }

  /// So many ids are looked at: enough to tell.
  private static let sample = 200
  private static let listedSample = 200_000

  /// nil unless half of the `missing` customers, which the file does not list, are listed with more or
  /// fewer zeros. The first `listedCount` of `ids` are listed.
  init?(_ ids: Column, listedCount: Int, missing: some Sequence<Int>) {
    var wanted: [Substring: String] = [:]
    for row in missing.prefix(Self.sample) {
      let text = CellText.text(ids, row)
      guard let digits = Self.digits(text) else { return nil }
      wanted[digits] = text
    }
    var found = 0
    for row in 0..<min(listedCount, Self.listedSample) where found < wanted.count {
      let text = CellText.text(ids, row)
      guard let digits = Self.digits(text), let same = wanted[digits] else { continue }
      found += 1
      if text.utf8.count + same.utf8.count <= listed.utf8.count + unlisted.utf8.count { continue }
      listed = text
      unlisted = same
    }
    guard found > 0, found * 2 >= wanted.count else { return nil }
  }

  /// The digits from the first that is no zero; nil for another id.
  private static func digits(_ id: String) -> Substring? {
    guard !id.isEmpty, id.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    return id.drop { $0 == "0" }
  }
}
