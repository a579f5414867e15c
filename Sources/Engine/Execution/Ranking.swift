import Synchronization
import Syntax

/// Ranks within a population; rows outside it have none.
struct Ranking: Sendable {
  private let values: Column
  private let population: Bitmap
  /// The population by value, smallest first; equal values by row.
  private let rows: Buffer<UInt32>
  /// Set at the place of the first of equal values.
  private let starts: Bitmap
  /// Places shared out among threads, equal values together.
  private let slices: [Range<Int>]

  init(
    _ values: Column, _ population: Bitmap, _ context: ExecutionContext
  ) throws(Diagnostic) {
    self.values = values
    self.population = population
    let words = try PackedKeys([OrderedKey(values, context)]).allWords(values.count, context)
    let members = population.rows(threads: context.threads)
    let sorted = RadixSort.sorted(members, by: words, context)
    if context.cancellation.isCancelled { throw .cancelled }
    rows = sorted.rows
    starts = sorted.starts
    slices = Self.slices(sorted.starts, threads: sorted.rows.count < 1 << 15 ? 1 : context.threads)
  }

  private static func slices(_ starts: Bitmap, threads: Int) -> [Range<Int>] {
    var bounds = (0...threads).map { starts.count * $0 / threads }
    for index in 1..<threads {
      while bounds[index] < starts.count, !starts[bounds[index]] { bounds[index] += 1 }
    }
    return (0..<threads).map { bounds[$0]..<bounds[$0 + 1] }
  }

  func column(_ kind: PopulationCall.Kind, type: ColumnType) -> Column {
    switch kind {
    case .percentRank: percentRanks()
    case .cumulativeShare: cumulativeShares()
    case .quantileClass(let classes):
      // The class of the tie group's smallest place: equal values are never split.
      numbers(classes) { tie, _ in tie.lowerBound * classes / rows.count }
    case .ntile(let classes): numbers(classes) { _, place in tile(of: place, classes) }
    case .aggregate: .constant(.null, type: type, count: values.count)
    }
  }

  /// Interpolated linearly between neighbours (`percentile_cont`), in lanes; nil of nobody.
  func percentile(_ fraction: Double) -> Double? {
    guard rows.count > 0 else { return nil }
    let (low, weight) = Statistics.place(fraction, rows.count)
    let a = lane(low)
    return weight > 0 && low + 1 < rows.count ? a + (lane(low + 1) - a) * weight : a
  }

  private func lane(_ place: Int) -> Double {
    switch values.storage {
    case .integers(let integers): Double(integers[Int(rows[place])])
    case .doubles(let buffer): buffer[Int(rows[place])]
    case .constant(let value): value.double ?? 0
    case .bits, .codes, .text, .numbered: 0
    }
  }

  /// Calls `body` with each run of equal values in `slice`: places in `rows`, smallest value first.
  @inline(__always)
  private func ties(_ slice: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = slice.lowerBound
    while start < slice.upperBound {
      var end = start + 1
      while end < slice.upperBound, !starts[end] { end += 1 }
      body(start..<end)
      start = end
    }
  }

  /// SQL's `percent_rank`: smaller values divided by all others, 0…1.
  private func percentRanks() -> Column {
    let others = Double(max(rows.count - 1, 1))
    return doubles { out, slice in
      ties(slice) { tie in
        for place in tie { out[Int(rows[place])] = Double(tie.lowerBound) / others }
      }
    }
  }

  /// The share of the total held by rows with at least this value: whole tie groups, largest first.
  private func cumulativeShares() -> Column {
    let parts = Mutex([Amount](repeating: Amount(), count: slices.count))
    Parallel.forEach(slices.count, threads: slices.count) { slice in
      let part = slices[slice].reduce(into: Amount()) { add(rows[$1], to: &$0) }
      parts.withLock { $0[slice] = part }
    }
    let totals = parts.withLock { $0 }
    let whole = totals.reduce(into: Amount()) { $0.add($1) }.double
    return doubles { out, slice in
      guard let own = slices.firstIndex(of: slice) else { return }
      var held = totals[(own + 1)...].reduce(into: Amount()) { $0.add($1) }
      var end = slice.upperBound
      while end > slice.lowerBound {
        var start = end - 1
        while !starts[start] { start -= 1 }
        for place in start..<end { add(rows[place], to: &held) }
        let share = whole == 0 ? 0 : held.double / whole
        for place in start..<end { out[Int(rows[place])] = share }
        end = start
      }
    }
  }

  /// SQL's `ntile`, from 0: the first `n mod classes` tiles are one larger.
  private func tile(of place: Int, _ classes: Int) -> Int {
    let size = rows.count / classes
    let larger = rows.count % classes
    return place < larger * (size + 1)
      ? place / (size + 1) : larger + (place - larger * (size + 1)) / max(size, 1)
  }

  /// Rows whose value another row has that is in another tile.
  func splitTies(_ classes: Int) -> Int {
    let size = rows.count / classes
    let larger = rows.count % classes
    var split = 0
    var counted = 0
    for tile in 1..<max(classes, 1) {
      let first = tile * size + min(tile, larger)
      // Only equal values on both sides of where a tile begins are split, and counted once.
      guard first > 0, first >= counted, first < rows.count, !starts[first] else { continue }
      var (low, high) = (first, first)
      while !starts[low] { low -= 1 }
      while high < rows.count, !starts[high] { high += 1 }
      split += high - low
      counted = high
    }
    return split
  }

  private func add(_ row: UInt32, to total: inout Amount) {
    switch values.storage {
    case .integers(let integers): total.add(integers[Int(row)])
    case .doubles(let buffer): total.add(buffer[Int(row)])
    case .bits, .codes, .text, .numbered, .constant: break
    }
  }
}

// MARK: Columns

extension Ranking {
  private var validity: Bitmap? { rows.count == values.count ? nil : population }

  /// - Parameter fill: writes the values of the rows at the places of a slice.
  private func doubles(
    _ fill: @Sendable (UnsafeMutablePointer<Double>, Range<Int>) -> Void
  ) -> Column {
    Column(.float, .doubles(buffer(fill)), validity: validity, count: values.count)
  }

  /// 1 more than `number` says, at most `classes`.
  ///
  /// - Parameter number: of equal values and one of their places.
  private func numbers(
    _ classes: Int, _ number: @Sendable (_ tie: Range<Int>, _ place: Int) -> Int
  ) -> Column {
    func filled<T: FixedWidthInteger & BitwiseCopyable & Sendable>(_ type: T.Type) -> Buffer<T> {
      buffer { out, slice in
        ties(slice) { tie in
          for place in tie {
            out[Int(rows[place])] = T(truncatingIfNeeded: number(tie, place) + 1)
          }
        }
      }
    }
    let integers: Integers =
      if classes <= Int8.max {
        .int8(filled(Int8.self))
      } else if classes <= Int16.max {
        .int16(filled(Int16.self))
      } else {
        .int64(filled(Int64.self))
      }
    return Column(.int, .integers(integers), validity: validity, count: values.count)
  }

  private func buffer<T: BitwiseCopyable & Numeric & Sendable>(
    _ fill: @Sendable (UnsafeMutablePointer<T>, Range<Int>) -> Void
  ) -> Buffer<T> {
    Buffer(count: values.count) { out in
      guard let base = out.baseAddress else { return }
      // Rows outside the population hold nothing in particular.
      if rows.count < values.count { out.initialize(repeating: 0) }
      let target = SharedPointer(base)
      Parallel.forEach(slices.count, threads: slices.count) { slice in
        fill(target.pointer, slices[slice])
      }
    }
  }
}

/// A running total, exact for whole numbers and money: in steps that fit 64 bits.
private struct Amount: Sendable {
  private var exact: Int64 = 0
  /// Whole steps of 2⁶⁴ that `exact` has run over by, upwards or downwards.
  private var steps = 0
  private var approximate = 0.0

  mutating func add(_ number: Int64) {
    let (sum, overflow) = exact.addingReportingOverflow(number)
    exact = sum
    if overflow { steps += number < 0 ? -1 : 1 }
  }

  mutating func add(_ number: Double) { approximate += number }

  mutating func add(_ other: Amount) {
    add(other.exact)
    steps += other.steps
    approximate += other.approximate
  }

  var double: Double {
    let low = Double(exact)
    return (steps == 0 ? low : low + Double(steps) * 0x1p64) + approximate
  }
}
