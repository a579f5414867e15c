/// Customer numbers by hashing ids that are text of any form.
enum TextNumbering {
  static func number(
    _ listed: Column?, _ others: [Column], threads: Int
  ) -> CustomerNumbering.Numbered {
    let interner = TextInterner(expecting: (listed?.count ?? 0) + 1024)
    var duplicates: [UInt32] = []
    if let listed { duplicates = assign(listed, interner) }
    let listedCount = interner.count
    let cancellation = AssemblyStop.cancellation
    let codes = others.map { intern($0, interner, cancellation) }
    let appended = sorted(interner, from: listedCount)
    let order = (0..<UInt32(listedCount)).map { $0 } + appended
    var numbers = [UInt32](repeating: 0, count: order.count)
    for (number, code) in order.enumerated() { numbers[Int(code)] = UInt32(number) }
    let table = numbers
    return CustomerNumbering.Numbered(
      ids: ids(interner, order), listedCount: listedCount, duplicates: duplicates,
      customers: codes.map { renumber($0, table, threads) })
  }

  private static func assign(_ column: Column, _ interner: TextInterner) -> [UInt32] {
    var duplicates: [UInt32] = []
    forEachText(column) { row, text in
      let known = interner.count
      if interner.code(text) < known { duplicates.append(UInt32(row)) }
    }
    return duplicates
  }

  private static func intern(
    _ column: Column, _ interner: TextInterner, _ cancellation: Cancellation?
  ) -> Buffer<UInt32> {
    Buffer(count: column.count) { out in
      out.initialize(repeating: CustomerNumbering.none)
      if case .text(let arena) = column.storage, column.validity == nil, let base = out.baseAddress
      {
        return AssemblyStop.pieces(0..<column.count, cancellation) { rows in
          interner.codes(of: arena, rows, to: base)
        }
      }
      guard case .codes(let codes, let dictionary) = column.storage else {
        return forEachText(column) { row, text in out[row] = interner.code(text) }
      }
      // A dictionary may hold values that no row has kept: only those seen become customers.
      var known = [UInt32](repeating: CustomerNumbering.none, count: dictionary.count)
      for row in 0..<column.count where !column.isNull(row) {
        let code = codes[row]
        if known[code] == CustomerNumbering.none {
          known[code] = interner.code(dictionary.values[code])
        }
        out[row] = known[code]
      }
    }
  }

  private static func forEachText(
    _ column: Column, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    switch column.storage {
    case .text(let arena):
      for row in 0..<column.count where !column.isNull(row) { body(row, arena[row]) }
    case .codes(let codes, let dictionary):
      for row in 0..<column.count where !column.isNull(row) {
        body(row, dictionary.values[codes[row]])
      }
    case .numbered(let numbered): forEachText(numbered, column, body)
    case .bits, .integers, .doubles, .constant: return
    }
  }

  /// Writes prefix, zeros and digits into one scratch buffer: no `String` a row.
  private static func forEachText(
    _ numbered: NumberedText, _ column: Column, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let prefix = Array(numbered.prefix.utf8)
    var scratch = prefix + [UInt8](repeating: 48, count: max(numbered.width, 20))
    let capacity = scratch.count
    scratch.withUnsafeMutableBufferPointer { scratch in
      Lanes.forEachBlock(numbered.numbers, 0..<column.count) { start, lanes in
        for (index, lane) in lanes.enumerated() where !column.isNull(start + index) {
          var at = capacity
          var rest = lane.magnitude
          repeat {
            at -= 1
            scratch[at] = 48 + UInt8(rest % 10)
            rest /= 10
          } while rest > 0
          while capacity - at < numbered.width {
            at -= 1
            scratch[at] = 48
          }
          for byte in prefix.reversed() {
            at -= 1
            scratch[at] = byte
          }
          body(start + index, UnsafeBufferPointer(rebasing: scratch[at...]))
        }
      }
    }
  }

  /// Codes from `start` on, by bytes. The first eight bytes decide nearly always and are kept beside
  /// the code, so that most comparisons touch no text.
  private static func sorted(_ interner: TextInterner, from start: Int) -> [UInt32] {
    var entries = (start..<interner.count).map { code in
      (head: head(interner[code]), code: UInt32(code))
    }
    entries.sort { a, b in
      if a.head != b.head { return a.head < b.head }
      return interner[Int(a.code)].lexicographicallyPrecedes(interner[Int(b.code)])
    }
    return entries.map(\.code)
  }

  private static func head(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var head: UInt64 = 0
    for index in 0..<8 { head = head << 8 | (index < text.count ? UInt64(text[index]) : 0) }
    return head
  }

  private static func ids(_ interner: TextInterner, _ order: [UInt32]) -> Column {
    Column(.string, .text(interner.arena(order)), count: order.count)
  }

  /// Codes in order of appearance → customer numbers.
  static func renumber(
    _ codes: Buffer<UInt32>, _ numbers: [UInt32], _ threads: Int
  ) -> Buffer<UInt32> {
    numbers.withUnsafeBufferPointer { numbers in
      let from = codes.values
      return Buffer(count: codes.count) { out in
        RowRanges.perform(codes.count, threads: threads) { range in
          for row in range {
            let code = from[row]
            out[row] = code == CustomerNumbering.none ? code : numbers[Int(code)]
          }
        }
      }
    }
  }
}
