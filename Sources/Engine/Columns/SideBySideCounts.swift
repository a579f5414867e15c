/// Counts of few things, in tables of their own for rows side by side: in one table, rows of the same thing
/// would wait for each other.
struct SideBySideCounts {
  private static let tables = 4

  private let counts: UnsafeMutableBufferPointer<UInt32>

  /// Calls `body` with the counts of `size` things, all 0; a thing is counted fewer than 2³² times.
  @inline(__always)
  static func with<Result>(_ size: Int, _ body: (SideBySideCounts) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size * tables) { counts in
      counts.initialize(repeating: 0)
      return body(SideBySideCounts(counts: counts))
    }
  }

  @inline(__always)
  func add(_ count: UInt32, to thing: Int, row: Int) {
    counts[thing &* Self.tables &+ (row & (Self.tables - 1))] &+= count
  }

  @inline(__always)
  subscript(thing: Int) -> Int {
    var total = 0
    for table in 0..<Self.tables { total &+= Int(counts[thing &* Self.tables &+ table]) }
    return total
  }
}
