import Syntax

/// The values of a column as whole numbers from 0 on that sort as the values do, or against them; nulls come
/// after all of them either way.
struct OrderedKey: Sendable {
  private enum Source: Sendable {
    /// One value, or none.
    case nothing
    case bits(Bitmap)
    /// Numbers from `low` on, without low bits that all of them have in common.
    case integers(Integers, low: Int64, shift: UInt64)
    case doubles(Buffer<Double>, DoubleSpan)
    /// The place in the order of values, by code.
    case ranked(Codes, ranks: Buffer<UInt32>)
    case texts(Buffer<Int32>, ranks: Buffer<UInt32>)
    /// Numbers that are in order already.
    case numbers(Buffer<UInt32>)
  }

  /// Every number fits so many; 64 at most.
  let bits: Int
  private let source: Source
  private let validity: Bitmap?
  /// Of the values' numbers; what follows it stands for null.
  private let greatest: UInt64
  var isDescending = false

  /// - Parameter greatest: the greatest number of a value, or more.
  private init(_ source: Source, greatest: UInt64, validity: Bitmap?) {
    self.source = source
    self.greatest = greatest
    self.validity = validity
    bits = 64 - (validity == nil ? greatest : greatest + 1).leadingZeroBitCount
  }

  /// Groups are numbered in the order of their keys.
  init(_ groups: WordGroups, validity: Bitmap? = nil) {
    self.init(
      .numbers(groups.codes), greatest: UInt64(max(groups.count, 1) - 1), validity: validity)
  }

  init(_ column: Column, _ context: ExecutionContext) throws(Diagnostic) {
    let validity = column.validity
    switch column.storage {
    case .constant:
      self.init(.nothing, greatest: 0, validity: nil)
    case .bits(let bits):
      self.init(.bits(bits), greatest: 1, validity: validity)
    case .integers(let integers):
      try self.init(integers, validity, context)
    case .numbered(let ids):
      try self.init(ids.numbers, validity, context)
    case .doubles(let doubles):
      let span = DoubleSpan(doubles, validity, context)
      self.init(.doubles(doubles, span), greatest: span.greatest, validity: validity)
    case .codes(_, let dictionary) where dictionary.count == 0:
      self.init(.nothing, greatest: 0, validity: validity)
    case .codes(let codes, let dictionary):
      let ranks = KeyRanks.ranks(of: dictionary, column.type, context)
      self.init(
        .ranked(codes, ranks: ranks), greatest: UInt64(dictionary.count - 1),
        validity: validity)
    case .text(let arena):
      let known = try arena.codes(context)
      let ranks = TextOrder.ranks(arena, rows: known.rows, context)
      self.init(
        .texts(known.codes, ranks: ranks), greatest: UInt64(max(ranks.count, 1) - 1),
        validity: validity)
    }
  }

  private init(
    _ integers: Integers, _ validity: Bitmap?, _ context: ExecutionContext
  ) throws(Diagnostic) {
    let (low, high) = integers.extremes(context)
    let shift = integers.commonBits(context)
    let greatest = UInt64(bitPattern: high &- low) >> shift
    if let validity, greatest == .max {
      // Every number is some value's and none is left for null.
      let values = OrderedKey(
        .integers(integers, low: low, shift: shift), greatest: greatest, validity: nil)
      let groups = try WordGroups(PackedKeys([values]), rows: .bits(validity), context)
      self.init(groups, validity: validity)
    } else {
      self.init(
        .integers(integers, low: low, shift: shift), greatest: greatest, validity: validity)
    }
  }

  /// The number of each row of the chunk.
  func write(_ rows: ChunkRows, to out: UnsafeMutablePointer<UInt64>, _ memory: ChunkMemory) {
    let count = rows.count
    switch source {
    case .nothing:
      out.update(repeating: 0, count: count)
    case .bits(let bits):
      let ones = Column.unpack(bits, rows, memory)
      for lane in 0..<count { out[lane] = UInt64(ones[lane]) }
    case .integers(let integers, let low, let shift):
      let wide = integers.lanes(rows, memory)
      for lane in 0..<count { out[lane] = UInt64(bitPattern: wide[lane] &- low) &>> shift }
    case .doubles(let doubles, let span):
      for lane in 0..<count { out[lane] = span.place(doubles.values[rows.row(lane)]) }
    case .ranked(let codes, let ranks):
      let codes = codes.lanes(rows, memory)
      for lane in 0..<count { out[lane] = UInt64(ranks.values[Int(codes[lane])]) }
    case .texts(let codes, let ranks):
      for lane in 0..<count {
        out[lane] = UInt64(ranks.values[Int(codes.values[rows.row(lane)])])
      }
    case .numbers(let numbers):
      for lane in 0..<count { out[lane] = UInt64(numbers.values[rows.row(lane)]) }
    }
    if isDescending {
      for lane in 0..<count { out[lane] = greatest &- out[lane] }
    }
    guard let validity else { return }
    let known = Column.unpack(validity, rows, memory)
    for lane in 0..<count { out[lane] = known[lane] == 1 ? out[lane] : greatest &+ 1 }
  }
}

extension Integers {
  /// How many low bits all numbers have in common: times of whole seconds need fewer. Not looked for in
  /// narrow ones.
  fileprivate func commonBits(_ context: ExecutionContext) -> UInt64 {
    switch self {
    case .int8, .int16, .int32: 0
    case .int64(let buffer):
      KeyExtremes(count: buffer.count, context) {
        UInt64(bitPattern: buffer.values[$0])
      }.commonBits
    case .seconds: UInt64(Self.second.trailingZeroBitCount)
    }
  }
}

/// Doubles as unsigned numbers: their bits in the order of the values, from those of the least on and
/// without the low bits that all of them have in common.
private struct DoubleSpan: Sendable {
  private let least: UInt64
  private let shift: UInt64
  let greatest: UInt64

  init(_ values: Buffer<Double>, _ validity: Bitmap?, _ context: ExecutionContext) {
    let all = KeyExtremes(count: values.count, context) { row in
      validity?[row] ?? true ? Self.bits(values.values[row]) : nil
    }
    least = all.least
    shift = all.commonBits
    greatest = all.span >> shift
  }

  @inline(__always)
  func place(_ value: Double) -> UInt64 { (Self.bits(value) &- least) >> shift }

  /// −0 and 0 are one value, and so is what is no number, above all that are.
  @inline(__always)
  private static func bits(_ value: Double) -> UInt64 {
    let bits = (value.isNaN ? Double.nan : value + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }
}
