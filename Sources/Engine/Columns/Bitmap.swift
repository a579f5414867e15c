internal import CKernels
internal import Synchronization

/// One bit a row, 64 to a word, bits beyond `count` always zero.
///
/// Segments, selections and validity are bitmaps; set algebra is word by word.
public struct Bitmap: Sendable {
  public let count: Int
  public let words: Buffer<UInt64>

  /// `fill` must write every word, and leave the bits beyond `count` zero.
  public init(count: Int, fill: (UnsafeMutableBufferPointer<UInt64>) -> Void) {
    self.count = count
    words = Buffer(count: Self.words(for: count), fill: fill)
  }

  /// Words that are there already, `words(for: count)` of them.
  init(count: Int, words: Buffer<UInt64>) {
    self.count = count
    self.words = words
  }

  public init(count: Int, all bit: Bool) {
    self.init(count: count) { words in
      words.initialize(repeating: bit ? ~0 : 0)
      if bit { Self.clearTail(of: words, count: count) }
    }
  }

  public init(count: Int, rows: some Sequence<Int>) {
    self.init(count: count) { words in
      words.initialize(repeating: 0)
      for row in rows { words[row >> 6] |= 1 << UInt64(row & 63) }
    }
  }

  /// The rows for which `isSet` is true.
  @inline(__always)
  init(count: Int, where isSet: (Int) -> Bool) {
    self.init(count: count) { words in
      for word in words.indices {
        let first = word << 6
        var bits: UInt64 = 0
        // No branch: which rows are set cannot be guessed.
        for bit in 0..<min(64, count - first) {
          bits |= (isSet(first + bit) ? 1 : 0) &<< UInt64(bit)
        }
        words[word] = bits
      }
    }
  }

  public static func words(for count: Int) -> Int { (count + 63) >> 6 }

  static func clearTail(of words: UnsafeMutableBufferPointer<UInt64>, count: Int) {
    let used = count & 63
    if used != 0, let last = words.indices.last { words[last] &= (1 << UInt64(used)) - 1 }
  }

  public subscript(row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }

  /// The number of rows that are set.
  public var population: Int {
    let known = words.population.load(ordering: .relaxed)
    if known >= 0 { return known }
    let total = Self.population(words.values)
    words.population.store(total, ordering: .relaxed)
    return total
  }

  /// The number of set bits.
  static func population(_ words: UnsafeBufferPointer<UInt64>) -> Int {
    var total: UInt64 = 0
    if !ckernels_population(words.baseAddress, words.count, &total) {
      for word in words { total &+= UInt64(word.nonzeroBitCount) }
    }
    return Int(total)
  }

  public func and(_ other: Bitmap) -> Bitmap { combined(other) { $0 & $1 } }
  public func or(_ other: Bitmap) -> Bitmap { combined(other) { $0 | $1 } }
  public func subtracting(_ other: Bitmap) -> Bitmap { combined(other) { $0 & ~$1 } }

  public var inverted: Bitmap {
    Bitmap(count: count) { out in
      for index in out.indices { out[index] = ~words[index] }
      Self.clearTail(of: out, count: count)
    }
  }

  @inline(__always)
  private func combined(_ other: Bitmap, _ operation: (UInt64, UInt64) -> UInt64) -> Bitmap {
    precondition(count == other.count, "bitmaps of one population")
    return Bitmap(count: count) { out in
      for index in out.indices { out[index] = operation(words[index], other.words[index]) }
    }
  }

  /// The set rows, ascending.
  public var rows: [UInt32] {
    [UInt32](unsafeUninitializedCapacity: population) { out, filled in
      filled = list(0..<words.count, to: out.baseAddress)
    }
  }

  /// The same by several threads.
  func rows(threads: Int) -> Buffer<UInt32> {
    let slices = (0..<threads).map { words.count * $0 / threads..<words.count * ($0 + 1) / threads }
    var starts = [0]
    for slice in slices {
      starts.append(slice.reduce(starts[starts.count - 1]) { $0 + words[$1].nonzeroBitCount })
    }
    let places = starts
    return Buffer(count: places[threads]) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEach(threads, threads: threads) { slice in
        _ = list(slices[slice], to: target.pointer + places[slice])
      }
    }
  }

  /// Writes the rows set in some words, and returns how many they are.
  private func list(_ slice: Range<Int>, to out: UnsafeMutablePointer<UInt32>?) -> Int {
    guard let out else { return 0 }
    var filled = 0
    forEachRow(slice) { row in
      out[filled] = UInt32(truncatingIfNeeded: row)
      filled += 1
    }
    return filled
  }

  /// Calls `body` with the rows set in some words, ascending.
  @inline(__always)
  func forEachRow(_ slice: Range<Int>, _ body: (Int) -> Void) {
    let words = words.values
    for index in slice {
      var rest = words[index]
      while rest != 0 {
        body(index << 6 + rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
    }
  }
}
