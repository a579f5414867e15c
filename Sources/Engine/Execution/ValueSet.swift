import Synchronization

/// The constants of an `in` list, ready to be probed by lanes.
public final class ValueSet: Sendable {
  let numbers: NumberSet
  /// Bit patterns, 0 for −0.
  private let doubles: NumberSet
  private let texts: [String]
  /// `texts` by their bytes, made when they are first looked for: ids may be numbers.
  private let bytes = Mutex<TextSet?>(nil)
  private let hasTrue: Bool
  private let hasFalse: Bool

  public init(_ values: [Value]) {
    var numbers: [Int64] = []
    var doubles: [Int64] = []
    var texts: [String] = []
    var bools: Set<Bool> = []
    for value in values {
      switch value {
      case .null: continue
      case .bool(let bool): bools.insert(bool)
      case .int(let int): numbers.append(int)
      case .decimal(let unscaled, _): numbers.append(unscaled)
      case .date(let days): numbers.append(Int64(days))
      case .timestamp(let time): numbers.append(time)
      // What is not a number equals nothing.
      case .float(let double): if !double.isNaN { doubles.append(Self.pattern(double)) }
      case .string(let string): texts.append(string)
      }
    }
    self.numbers = NumberSet(numbers)
    self.doubles = NumberSet(doubles)
    self.texts = texts
    hasTrue = bools.contains(true)
    hasFalse = bools.contains(false)
  }

  @inline(__always)
  private static func pattern(_ double: Double) -> Int64 {
    double == 0 ? 0 : Int64(bitPattern: double.bitPattern)
  }

  /// The numbers that stand for this set's texts in a column of ids kept as numbers.
  func numbers(in column: NumberedText) -> NumberSet { NumberSet(texts.compactMap(column.number)) }

  func test(_ vector: Vector, _ count: Int, _ memory: ChunkMemory) -> UnsafeMutablePointer<UInt8> {
    let out = memory.bools(count)
    switch vector.lanes {
    case .ints(let lanes):
      numbers.test(UnsafePointer(lanes), count, to: out)
    case .doubles(let lanes):
      let patterns = memory.ints(count)
      for lane in 0..<count { patterns[lane] = Self.pattern(lanes[lane]) }
      doubles.test(UnsafePointer(patterns), count, to: out)
    case .bools(let lanes):
      for lane in 0..<count { out[lane] = (lanes[lane] == 1 ? hasTrue : hasFalse) ? 1 : 0 }
    case .codes, .texts:
      // Values compare by their bytes: `String` equality would fold canonical equivalents.
      let set = textSet()
      let views = memory.texts(of: vector, count: count)
      for lane in 0..<count { out[lane] = set.contains(views[lane].bytes) ? 1 : 0 }
    }
    return out
  }

  /// For every value of `dictionary` whether it is in the set.
  func table(of dictionary: StringDictionary) -> [UInt8] {
    let set = textSet()
    return (0..<dictionary.count).map { set.contains(dictionary.values[$0]) ? 1 : 0 }
  }

  private func textSet() -> TextSet {
    bytes.withLock { known in
      if let known { return known }
      let set = TextSet(texts)
      known = set
      return set
    }
  }
}
