/// Counts and sums of not too many groups by one thread, in four tables that rows side by side take turns
/// with: in one table, rows of the same group would wait for each other.
///
/// Sums are not looked at for overflow row by row: what a table may hold at most is known before rows are
/// added to it, and when that comes near the end the tables are emptied into the totals, which look.
final class SideBySideTotals {
  private static let tables = 4
  /// Tables that the second cache holds.
  private static let mostGroups = 1 << 12
  /// What no sum in a table may exceed.
  private static let furthest: UInt64 = 1 << 62

  private let groups: Int
  private let counts: UnsafeMutablePointer<UInt32>
  private let sums: UnsafeMutablePointer<Int64>?
  /// No sum in the tables is greater, or less than its opposite.
  private var reach: UInt64 = 0
  private var isEmpty = true

  /// nil where so many groups, or so few rows for them, are better off with one table.
  ///
  /// - Parameter rows: how many are seen at most.
  init?(groups: Int, rows: Int, hasSums: Bool) {
    guard 2...Self.mostGroups ~= groups, rows >= groups * Self.tables * 2 else { return nil }
    self.groups = groups
    let size = groups * Self.tables
    counts = .allocate(capacity: size)
    counts.initialize(repeating: 0, count: size)
    sums = hasSums ? .allocate(capacity: size) : nil
    sums?.initialize(repeating: 0, count: size)
  }

  deinit {
    counts.deallocate()
    sums?.deallocate()
  }

  /// Counts rows.
  func count(_ rows: GroupRows) {
    isEmpty = false
    let (first, size) = (counts, groups)
    rows.walk { group, _, table, pass in
      first[table &* size &+ group] &+= UInt32(truncatingIfNeeded: pass)
    }
  }

  /// Counts rows and adds their values.
  ///
  /// - Parameter settle: empties the tables.
  /// - Returns: false where the values are so great that every sum must be looked at: nothing was added.
  func add(
    _ values: UnsafePointer<Int64>, _ rows: GroupRows, settle: () -> Void
  ) -> Bool {
    guard let sums, let more = Self.reach(of: values, rows.count) else { return false }
    if reach + more > Self.furthest { settle() }
    reach += more
    isEmpty = false
    let (first, size) = (counts, groups)
    rows.walk { group, lane, table, pass in
      let place = table &* size &+ group
      first[place] &+= UInt32(truncatingIfNeeded: pass)
      sums[place] &+= values[lane] & -pass
    }
    return true
  }

  /// Moves what the tables hold to the totals.
  ///
  /// - Returns: whether a total overflowed.
  func empty(
    into counts: UnsafeMutablePointer<Int64>, _ sums: UnsafeMutablePointer<Int64>?
  ) -> Bool {
    if isEmpty { return false }
    var overflow = false
    for place in 0..<groups * Self.tables {
      let group = place % groups
      counts[group] &+= Int64(self.counts[place])
      guard let own = self.sums, let sums else { continue }
      let (total, over) = sums[group].addingReportingOverflow(own[place])
      sums[group] = total
      overflow = overflow || over
    }
    self.counts.update(repeating: 0, count: groups * Self.tables)
    self.sums?.update(repeating: 0, count: groups * Self.tables)
    reach = 0
    isEmpty = true
    return overflow
  }

  /// What `count` of the values come to at most, either way; nil beyond `furthest`.
  private static func reach(of values: UnsafePointer<Int64>, _ count: Int) -> UInt64? {
    // Every bit in which some value differs from its sign: neither a comparison nor a choice.
    var used: Int64 = 0
    for lane in 0..<count { used |= values[lane] ^ (values[lane] >> 63) }
    let (most, overflow) = (UInt64(used) + 1).multipliedReportingOverflow(by: UInt64(count))
    return overflow || most > furthest ? nil : most
  }
}

/// The group of each lane of a chunk, in every way of grouping.
typealias GroupLanes = UnsafeBufferPointer<UnsafePointer<UInt32>>

/// The rows of one chunk that count, with their groups.
struct GroupRows {
  let count: Int
  let groups: GroupLanes
  /// Set for the lanes that count.
  let bits: ChunkBits
  /// How many are set.
  let passing: Int

  /// Calls `body(group, lane, table, pass)` for the rows that count, where `pass` is 1, and maybe for others,
  /// where it is 0; one after the other for tables 0 to 3 and again from 0.
  @inline(__always)
  func walk(_ body: (_ group: Int, _ lane: Int, _ table: Int, _ pass: Int64) -> Void) {
    for groups in groups { walk(groups, body) }
  }

  @inline(__always)
  private func walk(
    _ groups: UnsafePointer<UInt32>,
    _ body: (_ group: Int, _ lane: Int, _ table: Int, _ pass: Int64) -> Void
  ) {
    if passing == count {
      walkLanes { lane, table in body(Int(groups[lane]), lane, table, 1) }
    } else if passing * 3 < count {
      var turn = 0
      for word in 0..<Bitmap.words(for: count) {
        var rest = bits[word]
        while rest != 0 {
          let lane = word << 6 + rest.trailingZeroBitCount
          body(Int(groups[lane]), lane, turn & 3, 1)
          turn &+= 1
          rest &= rest &- 1
        }
      }
    } else {
      walkLanes { lane, table in
        let pass = Int64(truncatingIfNeeded: bits[lane >> 6] >> UInt64(lane & 63)) & 1
        body(Int(groups[lane]), lane, table, pass)
      }
    }
  }

  @inline(__always)
  private func walkLanes(_ body: (_ lane: Int, _ table: Int) -> Void) {
    let whole = count & ~3
    var lane = 0
    while lane < whole {
      body(lane, 0)
      body(lane &+ 1, 1)
      body(lane &+ 2, 2)
      body(lane &+ 3, 3)
      lane &+= 4
    }
    while lane < count {
      body(lane, 0)
      lane &+= 1
    }
  }
}
