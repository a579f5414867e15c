import Synchronization

/// Keys of few values whose combinations number the groups: codes are made chunk by chunk from the
/// columns as they are kept, so that no column of codes is written.
struct DirectKeys: Sendable {
  /// Up to a table that fits the cache, or is small beside the rows.
  static func mostCombinations(rows: Int) -> Int { max(1 << 16, min(1 << 19, rows / 16)) }

  private let keys: [DirectKey]
  /// Combinations of all values, nulls among them.
  let size: Int
  /// The group of each combination; before the groups are known, the combination itself.
  private var groups: Buffer<UInt32>?
  /// The number of the first group, where other keys have those before it.
  private(set) var offset = 0

  /// nil where a key has too many values, or all together have.
  ///
  /// - Parameter days: for each column, whether only the days of its times matter.
  init?(_ columns: [Column], days: [Bool]? = nil, _ context: ExecutionContext) {
    var keys: [DirectKey] = []
    for (place, column) in columns.enumerated() {
      guard let key = DirectKey(column, ofDays: days?[place] ?? false, context) else { return nil }
      keys.append(key)
    }
    self.init(keys, rows: columns.first?.count ?? 0)
  }

  init?(_ keys: [GroupKey], _ context: ExecutionContext) {
    var own: [DirectKey] = []
    var rows = 0
    for key in keys {
      switch key {
      case .column(let column):
        guard let direct = DirectKey(column, ofDays: false, context) else { return nil }
        own.append(direct)
        rows = column.count
      case .few(let few):
        own.append(DirectKey(few))
        rows = few.rowCount
      }
    }
    self.init(own, rows: rows)
  }

  private init?(_ keys: [DirectKey], rows: Int) {
    var size = 1
    for key in keys {
      size *= key.size
      guard size <= Self.mostCombinations(rows: rows) else { return nil }
    }
    self.keys = keys
    self.size = size
  }

  func numbered(_ groups: [UInt32]) -> DirectKeys {
    var copy = self
    copy.groups = Buffer(groups)
    return copy
  }

  func numbered(from offset: Int) -> DirectKeys {
    var copy = self
    copy.offset = offset
    return copy
  }

  /// The value's number in each key, of a combination; the last one of a key is null.
  func places(of combination: Int) -> [Int] {
    var rest = combination
    var places: [Int] = []
    for key in keys.reversed() {
      places.append(rest % key.size)
      rest /= key.size
    }
    return places.reversed()
  }

  /// Whether no row has the place in key `key` among `places`: null's, where it has no nulls.
  func isMissing(_ places: [Int], _ key: Int) -> Bool {
    places[key] == keys[key].size - 1 && !keys[key].hasNulls
  }

  var keyCount: Int { keys.count }

  /// The values of key `key` + 1.
  func sizeOfKey(_ key: Int) -> Int { keys[key].size }

  /// The order of values by their numbers in key `key`.
  func ranks(_ key: Int, _ context: ExecutionContext) -> KeyRanks { keys[key].ranks(context) }

  /// The group of each lane.
  func codes(_ rows: ChunkRows, _ memory: ChunkMemory) -> UnsafeMutablePointer<UInt32> {
    let out = memory.codes(rows.count)
    keys[0].write(rows, to: out, memory)
    if keys.count > 1 {
      let next = memory.codes(rows.count)
      for key in keys.dropFirst() {
        key.write(rows, to: next, memory)
        let factor = UInt32(truncatingIfNeeded: key.size)
        for lane in 0..<rows.count { out[lane] = out[lane] &* factor &+ next[lane] }
      }
    }
    if let table = groups?.values.baseAddress {
      for lane in 0..<rows.count { out[lane] = table[Int(out[lane])] }
    }
    if offset > 0 {
      let offset = UInt32(truncatingIfNeeded: offset)
      for lane in 0..<rows.count { out[lane] &+= offset }
    }
    return out
  }

  func code(ofRow row: Int) -> Int {
    let memory = ChunkMemory()
    return Int(codes(.run(row, 1), memory)[0])
  }

  /// The group of every row; not of all of them when interrupted.
  func allCodes(_ count: Int, _ context: ExecutionContext) -> Buffer<UInt32> {
    Buffer(count: count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      forEachChunk(count, context) { start, codes, count in
        (target.pointer + start).update(from: codes, count: count)
      }
    }
  }

  /// Calls `body` with the groups of consecutive rows, from row `start` on; several threads do.
  func forEachChunk(
    _ count: Int, _ context: ExecutionContext,
    _ body: @Sendable (_ start: Int, _ codes: UnsafePointer<UInt32>, _ count: Int) -> Void
  ) {
    Parallel.forEachChunk(count, context) { rows, memory in
      body(rows.start, UnsafePointer(codes(rows, memory)), rows.count)
    }
  }

  /// The combinations that rows have, ascending; not all of them when interrupted.
  func present(_ count: Int, _ context: ExecutionContext) -> [Int] {
    let found = Mutex([UInt8](repeating: 0, count: size))
    Parallel.forEachRange(
      count: count, threads: context.threads, cancellation: context.cancellation
    ) { _, range in
      let memory = ChunkMemory()
      var own = [UInt8](repeating: 0, count: size)
      for start in stride(from: range.lowerBound, to: range.upperBound, by: ChunkMemory.rows) {
        let count = min(ChunkMemory.rows, range.upperBound - start)
        memory.reset()
        let codes = codes(.run(start, count), memory)
        for lane in 0..<count { own[Int(codes[lane])] = 1 }
      }
      found.withLock { for (place, isThere) in own.enumerated() { $0[place] |= isThere } }
    }
    return found.withLock { flags in flags.indices.filter { flags[$0] == 1 } }
  }

  /// A column of the values numbered `places` of a key.
  func column(of places: [Int], key: Int) -> Column { keys[key].column(of: places) }
}

/// One key: the number of each row's value, the last number being null's.
///
/// A class, since threads share it: to copy a structure is to count a reference to each of its parts, chunk by
/// chunk, by all threads at once.
private final class DirectKey: Sendable {
  private enum Source: Sendable {
    case codes(Codes)
    case bits(Bitmap)
    /// Numbers from `low` on.
    case integers(Integers, low: Int64)
    /// Days of times, from `low` on.
    case days(Integers, low: Int64)
    /// The same of whole numbers kept as doubles: what `floor` gives.
    case wholeNumbers(Buffer<Double>, low: Double)
    case few(FewValues)
  }

  /// Values + 1.
  let size: Int
  private let source: Source
  private let validity: Bitmap?
  private let column: Column

  var hasNulls: Bool { validity != nil }

  func ranks(_ context: ExecutionContext) -> KeyRanks { KeyRanks(column, context) }

  init(_ few: FewValues) {
    column = few.values
    validity = nil
    source = .few(few)
    size = few.values.count + 1
  }

  init?(_ column: Column, ofDays: Bool, _ context: ExecutionContext) {
    self.column = column
    validity = column.validity
    let most = DirectKeys.mostCombinations(rows: column.count)
    switch column.storage {
    case .codes(let codes, let dictionary):
      source = .codes(codes)
      size = dictionary.count + 1
    case .bits(let bits):
      source = .bits(bits)
      size = 3
    case .integers(let integers):
      guard column.count > 0 else { return nil }
      var (low, high) = integers.extremes(context)
      if ofDays { (low, high) = (CivilCalendar.day(of: low), CivilCalendar.day(of: high)) }
      let (span, overflow) = high.subtractingReportingOverflow(low)
      guard !overflow, span < most else { return nil }
      source = ofDays ? .days(integers, low: low) : .integers(integers, low: low)
      size = Int(span) + 2
    case .doubles(let doubles):
      guard let (low, span) = Self.wholeRange(doubles, column.validity, most, context) else {
        return nil
      }
      source = .wholeNumbers(doubles, low: low)
      size = span + 2
    case .text, .numbered, .constant: return nil
    }
    guard size <= most else { return nil }
  }

  /// The values numbered `places`.
  func column(of places: [Int]) -> Column {
    if case .few(let few) = source { return few.column(of: places) }
    let null = size - 1
    let known = places.contains(null) ? Bitmap(count: places.count) { places[$0] != null } : nil
    let storage: Column.Storage =
      switch source {
      case .codes:
        if case .codes(_, let dictionary) = column.storage {
          .codes(Self.narrowest(places.map { $0 == null ? 0 : UInt32($0) }, dictionary), dictionary)
        } else {
          column.storage
        }
      case .bits: .bits(Bitmap(count: places.count) { places[$0] == 1 })
      case .integers(_, let low):
        .integers(Self.narrowest(places.map { $0 == null ? 0 : low + Int64($0) }))
      case .days(_, let low):
        .integers(
          Self.narrowest(
            places.map { $0 == null ? 0 : (low + Int64($0)) * CivilCalendar.microsecondsPerDay }))
      case .wholeNumbers(_, let low):
        .doubles(Buffer(places.map { $0 == null ? 0 : low + Double($0) }))
      case .few: column.storage
      }
    return Column(column.type, storage, validity: known, count: places.count)
  }

  private static func narrowest(_ numbers: [Int64]) -> Integers {
    numbers.withUnsafeBufferPointer { .narrowest($0) }
  }

  private static func narrowest(_ codes: [UInt32], _ dictionary: StringDictionary) -> Codes {
    codes.withUnsafeBufferPointer { .narrowest($0, size: dictionary.count) }
  }

  func write(_ rows: ChunkRows, to out: UnsafeMutablePointer<UInt32>, _ memory: ChunkMemory) {
    switch source {
    case .codes(let codes):
      if let listed = rows.listed {
        codes.gather(listed, to: out)
      } else {
        codes.widen(from: rows.start, count: rows.count, to: out)
      }
    case .bits(let bits):
      let ones = Column.unpack(bits, rows, memory)
      for lane in 0..<rows.count { out[lane] = UInt32(ones[lane]) }
    case .integers(let integers, let low):
      let wide = integers.lanes(rows, memory)
      for lane in 0..<rows.count { out[lane] = UInt32(truncatingIfNeeded: wide[lane] &- low) }
    case .days(let times, let low): DayNumbers.write(times, rows, from: low, to: out, memory)
    case .few(let few):
      out.update(from: few.keys.codes(rows, memory), count: rows.count)
    case .wholeNumbers(let doubles, let low):
      // Above 2⁵², whole numbers are the low bits; a null's lane may hold anything.
      let anchor = 0x1p52 - low
      if rows.list == nil, let values = doubles.values.baseAddress.map({ $0 + rows.start }) {
        for lane in 0..<rows.count {
          out[lane] = UInt32(truncatingIfNeeded: (values[lane] + anchor).bitPattern)
        }
      } else {
        for lane in 0..<rows.count {
          let value = doubles[rows.row(lane)]
          out[lane] = UInt32(truncatingIfNeeded: (value + anchor).bitPattern)
        }
      }
    }
    guard let validity else { return }
    let null = UInt32(truncatingIfNeeded: size - 1)
    let known = Column.unpack(validity, rows, memory)
    for lane in 0..<rows.count { out[lane] = known[lane] == 1 ? out[lane] : null }
  }

  /// The least of the values that are not null and how far the greatest is from it; nil unless all of
  /// them are whole and near each other.
  private static func wholeRange(
    _ values: Buffer<Double>, _ validity: Bitmap?, _ most: Int, _ context: ExecutionContext
  ) -> (low: Double, span: Int)? {
    let found = Mutex((low: Double.infinity, high: -Double.infinity))
    let areWhole = Atomic<Bool>(true)
    Parallel.forEachRange(
      count: values.count, threads: context.threads, cancellation: context.cancellation
    ) { _, range in
      guard areWhole.load(ordering: .relaxed) else { return }
      var seen = WholeRange()
      seen.note(values.values, range, validity)
      let (low, high, isWhole) = seen.found
      if !isWhole { areWhole.store(false, ordering: .relaxed) }
      found.withLock { $0 = (min($0.low, low), max($0.high, high)) }
    }
    let (low, high) = found.withLock { $0 }
    // Interrupted, not all values were looked at: they may lie anywhere.
    if context.cancellation.isCancelled { return nil }
    guard areWhole.load(ordering: .relaxed), low <= high, high - low < Double(most),
      max(low.magnitude, high.magnitude) < 0x1p51
    else { return nil }
    return (low, Int(high - low))
  }
}

/// How far numbers reach, and whether all of them are whole.
private struct WholeRange {
  private typealias Lanes = SIMD8<Double>
  private var low = Lanes(repeating: .infinity)
  private var high = Lanes(repeating: -.infinity)
  private var isWhole = SIMDMask<SIMD8<Int64>>(repeating: true)
  /// Added to a number below 2⁵¹, it leaves no room for a fraction.
  private static let rounding = 0x1.8p52

  var found: (low: Double, high: Double, isWhole: Bool) {
    (low.min(), high.max(), all(isWhole))
  }

  /// - Parameter range: begins at a word of `validity`.
  mutating func note(
    _ values: UnsafeBufferPointer<Double>, _ range: Range<Int>, _ validity: Bitmap?
  ) {
    let bytes = UnsafeRawBufferPointer(values)
    let whole = range.lowerBound..<(range.upperBound & ~(Lanes.scalarCount - 1))
    for row in stride(from: whole.lowerBound, to: whole.upperBound, by: Lanes.scalarCount) {
      let lanes = bytes.loadUnaligned(
        fromByteOffset: row * MemoryLayout<Double>.stride, as: Lanes.self)
      let known = validity.map {
        UInt8(truncatingIfNeeded: $0.words[row >> 6] >> UInt64(row & 63))
      }
      if let known, known != .max { note(lanes, where: Self.mask(known)) } else { note(lanes) }
    }
    for row in whole.upperBound..<range.upperBound where validity?[row] ?? true {
      note(Lanes(repeating: values[row]))
    }
  }

  /// A lane for each bit.
  @inline(__always)
  private static func mask(_ bits: UInt8) -> SIMDMask<SIMD8<Int64>> {
    let own = SIMD8<Int64>(1, 2, 4, 8, 16, 32, 64, 128)
    return SIMD8(repeating: Int64(bits)) & own .== own
  }

  @inline(__always)
  private mutating func note(
    _ values: Lanes, where known: SIMDMask<SIMD8<Int64>> = .init(repeating: true)
  ) {
    // Comparisons, and not `min`: that looks for what is no number, too.
    low.replace(with: values, where: (values .< low) .& known)
    high.replace(with: values, where: (values .> high) .& known)
    isWhole .&= (values + Self.rounding - Self.rounding .== values) .| .!known
  }
}
