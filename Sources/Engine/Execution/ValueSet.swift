/// The constants of an `in` list, ready to be probed by lanes.
public final class ValueSet: Sendable {
  let numbers: Set<Int64>
  let doubles: Set<Double>
  let texts: Set<String>
  let hasTrue: Bool
  let hasFalse: Bool

  public init(_ values: [Value]) {
    var numbers: Set<Int64> = []
    var doubles: Set<Double> = []
    var texts: Set<String> = []
    var bools: Set<Bool> = []
    for value in values {
      switch value {
      case .null: continue
      case .bool(let bool): bools.insert(bool)
      case .int(let int): numbers.insert(int)
      case .decimal(let unscaled, _): numbers.insert(unscaled)
      case .date(let days): numbers.insert(Int64(days))
      case .timestamp(let time): numbers.insert(time)
      case .float(let double): doubles.insert(double)
      case .string(let string): texts.insert(string)
      }
    }
    self.numbers = numbers
    self.doubles = doubles
    self.texts = texts
    hasTrue = bools.contains(true)
    hasFalse = bools.contains(false)
  }

  /// The numbers that stand for this set's texts in a column of ids kept as numbers.
  func numbers(in column: NumberedText) -> Set<Int64> { Set(texts.compactMap(column.number)) }

  func test(_ vector: Vector, _ count: Int, _ memory: ChunkMemory) -> UnsafeMutablePointer<UInt8> {
    let out = memory.bools(count)
    switch vector.lanes {
    case .ints(let lanes):
      for lane in 0..<count { out[lane] = numbers.contains(lanes[lane]) ? 1 : 0 }
    case .doubles(let lanes):
      for lane in 0..<count { out[lane] = doubles.contains(lanes[lane]) ? 1 : 0 }
    case .bools(let lanes):
      for lane in 0..<count { out[lane] = (lanes[lane] == 1 ? hasTrue : hasFalse) ? 1 : 0 }
    case .codes(let codes, let dictionary):
      // Values compare by their bytes: `String` equality would fold canonical equivalents.
      for lane in 0..<count { out[lane] = contains(dictionary.values[Int(codes[lane])]) }
    case .texts(let views):
      for lane in 0..<count { out[lane] = contains(views[lane].bytes) }
    }
    return out
  }

  func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
    texts.contains(String(decoding: bytes, as: UTF8.self)) ? 1 : 0
  }
}
