extension Evaluator {
  /// Runs `call` over all values of `dictionary`, the other arguments being constants.
  func tabulate(_ call: BoundCall, _ coded: Int, _ dictionary: StringDictionary) -> LiftedTable {
    let scratch = Evaluator(columns: [])
    var gathered = LiftedResult()
    var start = 0
    while start < dictionary.count {
      let count = min(ChunkMemory.rows, dictionary.count - start)
      scratch.memory.reset()
      let arguments = call.arguments.enumerated().map { index, argument in
        index == coded
          ? scratch.dictionaryValues(dictionary, start, count)
          : scratch.evaluate(argument, .run(0, count))
      }
      gathered.append(scratch.run(alone: call, arguments, count), count, scratch.memory)
      start += count
    }
    return gathered.table(for: dictionary, scratch.memory)
  }

  fileprivate func dictionaryValues(
    _ dictionary: StringDictionary, _ start: Int, _ count: Int
  ) -> Vector {
    let views = memory.texts(count)
    for lane in 0..<count { views[lane] = TextView(dictionary.values[start + lane]) }
    return Vector(.texts(views))
  }

  fileprivate func run(alone call: BoundCall, _ vectors: [Vector], _ count: Int) -> Vector {
    var result = call.overload.kernel(vectors, count, memory)
    guard case .strict = call.overload.nulls else { return result }
    for valid in vectors.compactMap(\.valid) {
      let known = result.valid ?? memory.bools(count)
      if result.valid == nil { known.update(repeating: 1, count: count) }
      for lane in 0..<count { known[lane] &= valid[lane] }
      result.valid = known
    }
    return result
  }
}

/// The lanes of several chunks, one after the other.
private struct LiftedResult {
  var ints: [Int64] = []
  var doubles: [Double] = []
  var bools: [UInt8] = []
  var texts: [UInt32] = []
  var valid: [UInt8] = []
  var hasNulls = false
  var codes: [String: UInt32] = [:]
  var values: [String] = []
  var isText = false

  mutating func append(_ vector: Vector, _ count: Int, _ memory: ChunkMemory) {
    switch vector.lanes {
    case .ints(let lanes): ints.append(contentsOf: UnsafeBufferPointer(start: lanes, count: count))
    case .doubles(let lanes):
      doubles.append(contentsOf: UnsafeBufferPointer(start: lanes, count: count))
    case .bools(let lanes):
      bools.append(contentsOf: UnsafeBufferPointer(start: lanes, count: count))
    case .codes, .texts:
      isText = true
      let views = memory.texts(of: vector, count: count)
      for lane in 0..<count { texts.append(code(of: views[lane].string)) }
    }
    for lane in 0..<count {
      let has = vector.valid?[lane] ?? 1
      hasNulls = hasNulls || has == 0
      valid.append(has)
    }
  }

  private mutating func code(of string: String) -> UInt32 {
    // Bytes decide, not canonical equivalence: `String` keys would merge é and e + accent, which
    // no file mixes within one column often enough to matter for a lookup of equal results.
    if let code = codes[string], values[Int(code)].utf8.elementsEqual(string.utf8) { return code }
    let code = UInt32(values.count)
    codes[string] = code
    values.append(string)
    return code
  }

  func table(for dictionary: StringDictionary, _ memory: ChunkMemory) -> LiftedTable {
    let lanes: LiftedTable.Lanes =
      if isText {
        .codes(texts, StringDictionary(values))
      } else if !ints.isEmpty {
        .ints(ints)
      } else if !doubles.isEmpty {
        .doubles(doubles)
      } else {
        .bools(bools)
      }
    return LiftedTable(
      lanes: lanes, valid: hasNulls ? valid : nil, dictionary: dictionary,
      notice: memory.notices.keys.first, overflowed: memory.overflowed)
  }
}
