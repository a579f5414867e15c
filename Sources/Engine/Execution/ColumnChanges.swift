public import Syntax

/// The rows in which two columns over the same rows differ, by the pair of their values.
public struct ColumnChanges: Sendable {
  public struct Pair: Sendable {
    public let before: Value
    public let after: Value
    /// Rows.
    public let count: Int
    fileprivate let group: UInt32
  }

  /// Most rows first; of equals, in the order of the values.
  public let pairs: [Pair]
  private let groups: Buffer<UInt32>

  /// - Throws: E000 when interrupted.
  public init(
    _ before: Column, _ after: Column, _ context: ExecutionContext
  ) throws(Diagnostic) {
    let keys = [before, after]
    let grouping = try Grouping(keys, rows: .all(before.count), context)
    let codes = try grouping.rowCodes(before.count, context)
    groups = codes
    var counts = [Int](repeating: 0, count: grouping.count)
    for group in codes.values { counts[Int(group)] += 1 }
    let values = grouping.keyColumns(keys)
    pairs = counts.indices.compactMap { group in
      let (old, new) = (values[0].value(group), values[1].value(group))
      guard old != new else { return nil }
      return Pair(
        before: old, after: new, count: counts[group], group: UInt32(truncatingIfNeeded: group))
    }.sorted { ($1.count, $0.group) < ($0.count, $1.group) }
  }

  /// The rows of a pair.
  public func rows(of pair: Pair) -> Bitmap {
    Bitmap(count: groups.count, where: { groups[$0] == pair.group })
  }
}
