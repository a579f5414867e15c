import Testing

@testable import Engine

/// However rows are cut into chunks, each that is selected comes once.
@Suite struct RowWalkTests {
  private static let count = 200_003
  private static let ranges = [
    0..<count, 0..<1, 17..<40_000, 65_536..<131_072, 99_999..<count, 5..<5,
  ]

  /// Selected rows by a name: how many of 4,096, or all of some far apart.
  private static let selections: [String: Bitmap] = [
    "none": Bitmap(count: count, all: false),
    "one": Bitmap(count: count) { $0 == 131_071 },
    "few": chosen(1),
    "some": chosen(300),
    "half": chosen(2_048),
    "all": Bitmap(count: count, all: true),
    "in lumps": Bitmap(count: count) { $0 % 50_000 > 45_000 },
  ]

  private static func chosen(_ of4096: UInt64) -> Bitmap {
    var random = SeededNumbers(seed: of4096)
    return Bitmap(count: count, rows: (0..<count).filter { _ in random.next() % 4_096 < of4096 })
  }

  @Test(arguments: selections.keys.sorted(), [ChunkWidth.narrow, .wide, .sparse])
  func selectedRowsComeOnce(name: String, width: ChunkWidth) throws {
    let bits = try #require(Self.selections[name])
    for range in Self.ranges {
      var found: [Int] = []
      var end = range.lowerBound
      Relation.Rows.bits(bits).walkBits(range, ChunkMemory(), width, cancellation: nil) {
        chunk, selected in
        #expect(chunk.start >= end)
        end = chunk.start + chunk.count
        #expect(chunk.count <= (width == .sparse ? ChunkWidth.most : ChunkMemory.rows))
        guard let selected else { return #expect(Bool(false), "a selection is there") }
        for lane in 0..<chunk.count where selected[lane >> 6] >> UInt64(lane & 63) & 1 == 1 {
          found.append(chunk.row(lane))
        }
      }
      #expect(end <= max(range.upperBound, range.lowerBound))
      #expect(found == range.filter { bits[$0] }, "\(range)")
    }
  }

  @Test(arguments: [ChunkWidth.narrow, .wide, .sparse])
  func allRowsComeOnce(width: ChunkWidth) {
    for range in Self.ranges {
      var next = range.lowerBound
      Relation.Rows.all(Self.count).walkBits(range, ChunkMemory(), width, cancellation: nil) {
        chunk, selected in
        #expect(chunk.start == next && selected == nil)
        #expect(chunk.count <= (width == .wide ? ChunkWidth.most : ChunkMemory.rows))
        next += chunk.count
      }
      #expect(next == range.upperBound)
    }
  }
}
