import Syntax

/// Which rows belong together: distinct combinations of key values, in the order of their keys.
struct Grouping {
  let codes: GroupCodes
  let count: Int
  /// A row of each group, in group order.
  let representatives: [UInt32]

  /// Keys with few values become one code by direct addressing; others are numbered by hashing.
  ///
  /// - Parameters:
  ///   - keys: columns over the base rows.
  ///   - rows: the rows that count; not a list.
  init(
    _ keys: [Column], rows: Relation.Rows, _ context: ExecutionContext
  ) throws(Diagnostic) {
    if keys.isEmpty {
      self.init(codes: .single, representatives: rows.count > 0 ? [0] : [], count: 1)
    } else if let direct = DirectKeys(keys, context) {
      try self.init(direct, rows: rows, context)
    } else {
      try self.init(numbering: keys, rows: rows, context)
    }
  }

  private init(codes: GroupCodes, representatives: [UInt32], count: Int) {
    self.codes = codes
    self.representatives = representatives
    self.count = count
  }

  /// Groups of keys with any values.
  private init(
    numbering keys: [Column], rows: Relation.Rows, _ context: ExecutionContext
  ) throws(Diagnostic) {
    let coded = keys.map {
      KeyCodes($0, threads: context.threads, cancellation: context.cancellation)
    }
    if context.cancellation.isCancelled { throw .cancelled }
    var combined = coded[0].codes
    var size = coded[0].size
    for next in coded.dropFirst() {
      (combined, size) = Self.combine(combined, size, next)
    }
    if context.cancellation.isCancelled { throw .cancelled }
    let firsts = Self.firstRows(combined, size, rows)
    let present = (0..<size).filter { firsts[$0] != .max }
    let order = Self.ordered(present, coded, firsts)
    var number = [UInt32](repeating: 0, count: size)
    for (index, code) in order.enumerated() { number[code] = UInt32(index) }
    codes = .codes(
      Buffer(count: combined.count) { out in
        for row in 0..<combined.count { out[row] = number[Int(combined[row])] }
      })
    count = order.count
    representatives = order.map { firsts[$0] }
  }

  /// Groups of keys with few values: only the combinations that occur are looked for.
  private init(
    _ direct: DirectKeys, rows: Relation.Rows, _ context: ExecutionContext
  ) throws(Diagnostic) {
    let firsts = FirstRows.find(direct, rows, context)
    if context.cancellation.isCancelled { throw .cancelled }
    let groups = direct.ordered((0..<direct.size).filter { firsts[$0] != .max })
    var number = [UInt32](repeating: 0, count: direct.size)
    for (group, combination) in groups.enumerated() { number[combination] = UInt32(group) }
    codes = .direct([direct.numbered(number)])
    count = groups.count
    representatives = groups.map { firsts[$0] }
  }

  /// The group of every one of `count` base rows.
  func rowCodes(
    _ count: Int, _ context: ExecutionContext
  ) throws(Diagnostic) -> Buffer<UInt32> {
    switch codes {
    case .codes(let codes): return codes
    case .direct(let ways):
      let codes = ways[0].allCodes(count, context)
      // Rows that nobody came to have anything for a group.
      if context.cancellation.isCancelled { throw .cancelled }
      return codes
    case .single, .customers: return Buffer(count: count) { $0.initialize(repeating: 0) }
    }
  }

  /// The key values of each group.
  func keyColumns(_ keys: [Column]) -> [Column] {
    representatives.withUnsafeBufferPointer { rows in keys.map { $0.gathered(rows) } }
  }

  private static func combine(
    _ codes: Buffer<UInt32>, _ size: Int, _ next: KeyCodes
  ) -> (Buffer<UInt32>, Int) {
    let (product, overflow) = size.multipliedReportingOverflow(by: next.size)
    // Direct addressing up to a table that fits the cache; beyond, the pairs that occur are numbered.
    if !overflow, product <= 1 << 20 {
      let factor = UInt32(next.size)
      let combined = Buffer<UInt32>(count: codes.count) { out in
        for row in 0..<codes.count { out[row] = codes[row] &* factor &+ next.codes[row] }
      }
      return (combined, product)
    }
    var numbers: [UInt64: UInt32] = [:]
    let combined = Buffer<UInt32>(count: codes.count) { out in
      for row in 0..<codes.count {
        let pair = UInt64(codes[row]) << 32 | UInt64(next.codes[row])
        if let known = numbers[pair] {
          out[row] = known
        } else {
          out[row] = UInt32(numbers.count)
          numbers[pair] = out[row]
        }
      }
    }
    return (combined, numbers.count)
  }

  /// The first selected row of every code; `.max` where there is none.
  private static func firstRows(
    _ codes: Buffer<UInt32>, _ size: Int, _ rows: Relation.Rows
  ) -> [UInt32] {
    var firsts = [UInt32](repeating: .max, count: size)
    func note(_ row: Int) {
      let code = Int(codes[row])
      if firsts[code] == .max { firsts[code] = UInt32(truncatingIfNeeded: row) }
    }
    switch rows {
    case .all(let count): for row in 0..<count { note(row) }
    case .bits(let bits): for row in bits.rows { note(Int(row)) }
    case .list(let list): for row in list.values { note(Int(row)) }
    }
    return firsts
  }

  /// Codes by the order of their key values, first key first, nulls last.
  private static func ordered(
    _ present: [Int], _ keys: [KeyCodes], _ firsts: [UInt32]
  ) -> [Int] {
    let ranks = keys.map { $0.ranks() }
    return present.sorted { a, b in
      let (x, y) = (Int(firsts[a]), Int(firsts[b]))
      for (key, rank) in zip(keys, ranks) {
        let (p, q) = (rank[Int(key.codes[x])], rank[Int(key.codes[y])])
        if p != q { return p < q }
      }
      return false
    }
  }
}

/// One key column as dense codes; nulls have the code after the last value.
struct KeyCodes {
  let codes: Buffer<UInt32>
  /// Values + 1.
  let size: Int
  private let column: Column
  private let dictionary: StringDictionary?
  private let numbers: [Int64]
  private let doubles: [Double]

  /// Interrupted, codes are any of those there are.
  init(_ column: Column, threads: Int = 1, cancellation: Cancellation? = nil) {
    self.column = column
    var values: [Int64] = []
    var reals: [Double] = []
    var texts: StringDictionary?
    let raw: Buffer<UInt32>
    switch column.storage {
    case .codes, .text:
      let (codes, found) = TextCoding.coded(column, threads: threads)
      (raw, texts) = (codes, found)
    case .numbered(let ids):
      (raw, values) = Self.number(column.count, threads, cancellation) { ids.numbers[$0] }
    case .integers(let integers):
      (raw, values) = Self.number(column.count, threads, cancellation) { integers[$0] }
    case .bits(let bits):
      raw = Buffer(count: column.count) { out in
        for row in 0..<column.count { out[row] = bits[row] ? 1 : 0 }
      }
      values = [0, 1]
    case .doubles(let buffer):
      var numbers: [UInt64: UInt32] = [:]
      raw = Buffer(count: column.count) { out in
        for row in 0..<column.count {
          // −0 and 0 are one value.
          let value = buffer[row] == 0 ? 0 : buffer[row]
          out[row] = numbers[value.bitPattern, default: UInt32(numbers.count)]
          if out[row] == numbers.count {
            numbers[value.bitPattern] = out[row]
            reals.append(value)
          }
        }
      }
    case .constant:
      raw = Buffer(count: column.count) { $0.initialize(repeating: 0) }
      values = [0]
    }
    let found = texts?.count ?? (reals.isEmpty ? values.count : reals.count)
    codes = Self.marking(nullsOf: column, in: raw, as: UInt32(found))
    size = found + 1
    dictionary = texts
    numbers = values
    doubles = reals
  }

  private static func marking(
    nullsOf column: Column, in codes: Buffer<UInt32>, as null: UInt32
  ) -> Buffer<UInt32> {
    if case .constant(.null) = column.storage {
      return Buffer(count: column.count) { $0.initialize(repeating: null) }
    }
    guard let validity = column.validity else { return codes }
    return Buffer(count: codes.count) { out in
      for row in 0..<codes.count { out[row] = validity[row] ? codes[row] : null }
    }
  }

  /// Numbers distinct values; of a range that is not long beside the rows by direct address, ascending.
  /// Interrupted, the rows that are left have any code.
  private static func number(
    _ count: Int, _ threads: Int, _ cancellation: Cancellation?,
    _ value: @Sendable (Int) -> Int64
  ) -> (Buffer<UInt32>, [Int64]) {
    guard count > 0 else { return (Buffer(count: 0) { _ in }, []) }
    var low = value(0)
    var high = low
    for row in 0..<count {
      let number = value(row)
      low = min(low, number)
      high = max(high, number)
    }
    let (span, overflow) = high.subtractingReportingOverflow(low)
    if !overflow, span < max(1 << 16, 2 * Int64(count)) {
      return address(count, low, Int(span) + 1, threads, cancellation, value)
    }
    var numbers: [Int64: UInt32] = [:]
    var values: [Int64] = []
    let codes = Buffer<UInt32>(count: count) { out in
      out.initialize(repeating: 0)
      forEachRow(count, cancellation) { row in
        let number = value(row)
        if let known = numbers[number] {
          out[row] = known
        } else {
          out[row] = UInt32(values.count)
          numbers[number] = out[row]
          values.append(number)
        }
      }
    }
    return (codes, values)
  }

  /// The values among `range` numbers from `low` on get their codes in one sweep over a table.
  @inline(__always)
  private static func address(
    _ count: Int, _ low: Int64, _ range: Int, _ threads: Int, _ cancellation: Cancellation?,
    _ value: @Sendable (Int) -> Int64
  ) -> (Buffer<UInt32>, [Int64]) {
    let slots = BulkMemory.filled(range, UInt32(0), threads: threads)
    defer { BulkMemory.release(slots) }
    forEachRow(count, cancellation) { slots[Int(value($0) &- low)] = 1 }
    var values: [Int64] = []
    for slot in 0..<range where slots[slot] == 1 {
      slots[slot] = UInt32(truncatingIfNeeded: values.count)
      values.append(low + Int64(slot))
    }
    let table = SharedPointer(slots)
    let codes = Buffer<UInt32>(count: count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(count: count, threads: threads) { _, rows in
        for row in rows { target.pointer[row] = table.pointer[Int(value(row) &- low)] }
      }
    }
    return (codes, values)
  }

  @inline(__always)
  private static func forEachRow(
    _ count: Int, _ cancellation: Cancellation?, _ body: (Int) -> Void
  ) {
    for start in stride(from: 0, to: count, by: Parallel.morsel)
    where cancellation?.isCancelled != true {
      for row in start..<min(start + Parallel.morsel, count) { body(row) }
    }
  }

  /// For each code its place in the order of values: categories by rank, text by bytes, nulls last.
  func ranks() -> [UInt32] {
    if let dictionary { return KeyRanks.ranks(of: dictionary, column.type) }
    let ranks =
      doubles.isEmpty
      ? KeyRanks.inverse(numbers.indices.sorted { numbers[$0] < numbers[$1] })
      : KeyRanks.inverse(doubles.indices.sorted { doubles[$0] < doubles[$1] })
    return ranks + [UInt32(ranks.count)]
  }
}
