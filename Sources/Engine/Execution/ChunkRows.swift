/// Which rows of the columns one chunk covers: a run, or a list.
struct ChunkRows {
  let start: Int
  let count: Int
  let list: UnsafePointer<UInt32>?

  static func run(_ start: Int, _ count: Int) -> ChunkRows {
    ChunkRows(start: start, count: count, list: nil)
  }

  static func list(_ rows: UnsafeBufferPointer<UInt32>) -> ChunkRows {
    ChunkRows(start: 0, count: rows.count, list: rows.baseAddress)
  }

  /// The row of the columns that lane `lane` stands for.
  @inline(__always)
  func row(_ lane: Int) -> Int { list.map { Int($0[lane]) } ?? start + lane }

  var listed: UnsafeBufferPointer<UInt32>? {
    list.map { UnsafeBufferPointer(start: $0, count: count) }
  }
}
