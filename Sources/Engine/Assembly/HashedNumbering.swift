/// Customer numbers by hashing ids that are prefix and number, where the numbers are too far apart for
/// a direct-address table (telephone numbers).
enum HashedNumbering {
  static func number(
    _ listed: Column?, _ others: [Column], _ shape: (prefix: String, width: Int), threads: Int
  ) -> CustomerNumbering.Numbered {
    var interner = NumberInterner(expecting: (listed?.count ?? 0) + 1024)
    var duplicates: [UInt32] = []
    if let listed {
      forEachNumber(listed) { row, number in
        let known = interner.numbers.count
        if interner.code(number) < known { duplicates.append(UInt32(row)) }
      }
    }
    let listedCount = interner.numbers.count
    let codes = others.map { column in
      Buffer<UInt32>(count: column.count) { out in
        out.initialize(repeating: CustomerNumbering.none)
        forEachNumber(column) { row, number in out[row] = interner.code(number) }
      }
    }
    let found = interner.numbers
    let appended = (listedCount..<found.count).sorted { found[$0] < found[$1] }
    let order = Array(0..<listedCount) + appended
    var numbers = [UInt32](repeating: 0, count: order.count)
    for (number, code) in order.enumerated() { numbers[code] = UInt32(number) }
    let table = numbers
    let kept = order.map { found[$0] }.withUnsafeBufferPointer { Integers.narrowest($0) }
    let ids = NumberedText(prefix: shape.prefix, width: shape.width, numbers: kept)
    return CustomerNumbering.Numbered(
      ids: Column(.string, .numbered(ids), count: order.count), listedCount: listedCount,
      duplicates: duplicates, customers: codes.map { TextNumbering.renumber($0, table, threads) })
  }

  private static func forEachNumber(_ column: Column, _ body: (Int, Int64) -> Void) {
    guard case .numbered(let ids) = column.storage else { return }
    Lanes.forEachBlock(ids.numbers, 0..<column.count) { start, lanes in
      for (index, lane) in lanes.enumerated() where column.validity?[start + index] ?? true {
        body(start + index, lane)
      }
    }
  }
}
