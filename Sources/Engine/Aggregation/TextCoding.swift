/// Text as whole numbers: codes that sort as the values do.
enum TextCoding {
  /// Codes 0…n−1 in the byte order of the values, and the dictionary they index.
  static func ordered(_ column: Column) -> (column: Column, dictionary: StringDictionary) {
    let (codes, dictionary) = coded(column)
    // The order of a category's codes is the order of its dimension, not of its spelling.
    if case .category = column.type {
      return (numbers(codes, column), dictionary)
    }
    let ranks = dictionary.ranks()
    var order = [Int](repeating: 0, count: dictionary.count)
    for (code, rank) in ranks.enumerated() { order[Int(rank)] = code }
    let sorted = StringDictionary(order.map(dictionary.string))
    if ranks.count <= 1 << 7 {
      return (
        narrow(column) { out in
          for row in 0..<column.count {
            out[row] = ranks.isEmpty ? 0 : Int8(truncatingIfNeeded: ranks[Int(codes[row])])
          }
        }, sorted
      )
    }
    let ranked = Buffer<UInt32>(count: column.count) { out in
      for row in 0..<column.count { out[row] = ranks[Int(codes[row])] }
    }
    return (numbers(ranked, column), sorted)
  }

  /// Codes below 128, a byte each.
  private static func narrow(
    _ column: Column, _ fill: (UnsafeMutableBufferPointer<Int8>) -> Void
  ) -> Column {
    Column(
      .int, .integers(.int8(Buffer(count: column.count, fill: fill))), validity: column.validity,
      count: column.count)
  }

  private static func numbers(_ codes: Buffer<UInt32>, _ column: Column) -> Column {
    let lanes = Buffer<Int32>(count: column.count) { out in
      for row in 0..<column.count { out[row] = Int32(truncatingIfNeeded: codes[row]) }
    }
    return Column(
      .int, .integers(.int32(lanes)), validity: column.validity, count: column.count)
  }

  /// A code for every row (0 where null) and the distinct values, in order of appearance.
  static func coded(_ column: Column) -> (Buffer<UInt32>, StringDictionary) {
    if case .codes(let codes, let dictionary) = column.storage {
      let wide = Buffer<UInt32>(count: column.count) { out in
        if let base = out.baseAddress { codes.widen(from: 0, count: column.count, to: base) }
      }
      return (wide, dictionary)
    }
    var coder = BytesCoder()
    let evaluator = Evaluator(columns: [column])
    let codes = Buffer<UInt32>(count: column.count) { out in
      Relation.Rows.all(column.count).walk(
        0..<column.count, evaluator.memory, cancellation: nil
      ) { chunk, _ in
        let vector = column.load(chunk, evaluator.memory)
        let views = evaluator.memory.texts(of: vector, count: chunk.count)
        for lane in 0..<chunk.count {
          out[chunk.start + lane] = (vector.valid?[lane] ?? 1) == 1 ? coder.code(views[lane]) : 0
        }
      }
    }
    return (codes, coder.dictionary)
  }
}

/// Numbers distinct byte strings in order of appearance: open addressing over one arena.
struct BytesCoder {
  private var slots = [UInt32](repeating: 0, count: 1 << 10)
  private var hashes: [UInt64] = []
  private var bytes: [UInt8] = []
  private var offsets: [UInt32] = [0]

  /// The number of `text`, a new one if it was not seen before.
  mutating func code(_ text: TextView) -> UInt32 {
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let code = Int(slots[slot] - 1)
      if hashes[code] == hash, isEqual(code, text) { return UInt32(code) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(text, hash, at: slot)
  }

  private mutating func insert(_ text: TextView, _ hash: UInt64, at slot: Int) -> UInt32 {
    let code = UInt32(hashes.count)
    hashes.append(hash)
    bytes.append(contentsOf: text.bytes)
    offsets.append(UInt32(bytes.count))
    slots[slot] = code + 1
    if hashes.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(code) + 1
    }
  }

  private func isEqual(_ code: Int, _ text: TextView) -> Bool {
    let start = Int(offsets[code])
    let count = Int(offsets[code + 1]) - start
    guard count == text.count else { return false }
    return bytes.withUnsafeBufferPointer { all in
      UnsafeBufferPointer(rebasing: all[start..<start + count]).elementsEqual(text.bytes)
    }
  }

  private static func hash(_ text: TextView) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(text.bytes))
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }

  var count: Int { hashes.count }

  var dictionary: StringDictionary {
    StringDictionary(TextArena(bytes: Buffer(bytes), offsets: Buffer(offsets)))
  }
}

extension ColumnType {
  var isTextual: Bool {
    switch self {
    case .string, .category: true
    case .bool, .int, .decimal, .float, .date, .timestamp, .null: false
    }
  }
}

extension AggregateKind {
  /// False for those that only ask whether there is a value.
  var looksAtValues: Bool {
    switch self {
    case .count, .any, .shareOfRows: false
    case .countDistinct, .sum, .average, .minimum, .maximum, .percentile, .standardDeviation,
      .first, .last, .mode, .medianGap, .gapVariation, .concentration, .sequence:
      true
    }
  }
}

extension BoundAggregate {
  func over(_ argument: BoundExpression) -> BoundAggregate {
    BoundAggregate(
      kind: kind, argument: argument, filter: filter, by: by, perUnit: perUnit, type: type)
  }

  /// Conditions are kept as 1 and 0 where their values matter.
  var lanesAsNumbers: BoundAggregate {
    guard let argument, argument.type == .bool, kind.looksAtValues else { return self }
    let one = BoundExpression(.constant(.int(1)), type: .int, at: argument.span)
    let zero = BoundExpression(.constant(.int(0)), type: .int, at: argument.span)
    let known = BoundExpression(
      .not(BoundExpression(.isNull(argument), type: .bool, at: argument.span)), type: .bool,
      at: argument.span)
    return over(
      BoundExpression(
        .caseWhen(
          [
            BoundBranch(condition: argument, value: one),
            BoundBranch(condition: known, value: zero),
          ], otherwise: nil), type: .int, at: argument.span))
  }
}
