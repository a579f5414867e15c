/// Puts the rows of each customer in order of time, with lines of one order together.
struct OrderSort {
  let times: ActivityTimes?
  /// Equal exactly for rows of one order; nil when every row is one of its own.
  let keys: Buffer<Int64>?

  private struct Line {
    var row: UInt32
    var time: Int64
    var key: Int64
  }

  func sort(_ grouping: CustomerGrouping, threads: Int) {
    let offsets = grouping.offsets.values
    let rows = grouping.rows
    RowRanges.performPieces(offsets.count - 1, threads: threads) { customers in
      var scratch: [Line] = []
      for customer in customers {
        let range = Int(offsets[customer])..<Int(offsets[customer + 1])
        if range.count < 2 { continue }
        let slice = UnsafeMutableBufferPointer(rebasing: rows[range])
        if !isSorted(slice) { sort(slice, &scratch) }
      }
    }
  }

  /// True only if in order. With keys that ascend each order is in one piece, and the order of the
  /// orders' first times is looked at; keys that do not ascend are left to the sort.
  private func isSorted(_ rows: UnsafeMutableBufferPointer<UInt32>) -> Bool {
    guard let keys = keys?.values else {
      return (1..<rows.count).allSatisfy { time(rows[$0 - 1]) <= time(rows[$0]) }
    }
    var previousFirst = Int64.min
    var first = time(rows[0])
    for index in 1..<rows.count {
      let key = keys[Int(rows[index])]
      let previousKey = keys[Int(rows[index - 1])]
      let time = time(rows[index])
      if key == previousKey {
        first = min(first, time)
      } else {
        guard key > previousKey, first >= previousFirst else { return false }
        previousFirst = first
        first = time
      }
    }
    return first >= previousFirst
  }

  private func time(_ row: UInt32) -> Int64 { times?.lanes.values[Int(row)] ?? 0 }

  private func sort(_ rows: UnsafeMutableBufferPointer<UInt32>, _ scratch: inout [Line]) {
    scratch.removeAll(keepingCapacity: true)
    for row in rows {
      scratch.append(Line(row: row, time: time(row), key: keys?.values[Int(row)] ?? Int64(row)))
    }
    if keys != nil {
      scratch.sort { ($0.key, $0.row) < ($1.key, $1.row) }
      shareFirstTimes(&scratch)
    }
    scratch.sort { a, b in
      if a.time != b.time { return a.time < b.time }
      return a.key == b.key ? a.row < b.row : a.key < b.key
    }
    for index in rows.indices { rows[index] = scratch[index].row }
  }

  /// Gives every line the earliest time of its order; lines of one order are adjacent.
  private func shareFirstTimes(_ lines: inout [Line]) {
    var start = 0
    while start < lines.count {
      var end = start + 1
      var first = lines[start].time
      while end < lines.count, lines[end].key == lines[start].key {
        first = min(first, lines[end].time)
        end += 1
      }
      for index in start..<end { lines[index].time = first }
      start = end
    }
  }
}
