extension Column {
  /// The lanes of this column for the rows of a chunk.
  func load(_ rows: ChunkRows, _ memory: ChunkMemory) -> Vector {
    let count = rows.count
    let valid = validity.map { Self.unpack($0, rows, memory) }
    switch storage {
    case .bits(let bits):
      return Vector(.bools(Self.unpack(bits, rows, memory)), valid: valid)
    case .integers(let integers):
      return Vector(.ints(integers.lanes(rows, memory)), valid: valid)
    case .doubles(let buffer):
      if let lanes = buffer.lanes(rows) { return Vector(.doubles(lanes), valid: valid) }
      let lanes = memory.doubles(count)
      for lane in 0..<count { lanes[lane] = buffer[rows.row(lane)] }
      return Vector(.doubles(lanes), valid: valid)
    case .codes(let codes, let dictionary):
      return Vector(.codes(codes.lanes(rows, memory), dictionary), valid: valid)
    case .text(let arena):
      let lanes = memory.texts(count)
      for lane in 0..<count { lanes[lane] = TextView(arena[rows.row(lane)]) }
      return Vector(.texts(lanes), valid: valid)
    case .numbered(let numbered):
      return Vector(.texts(numbered.texts(rows, memory)), valid: valid)
    case .constant(let value):
      return memory.constant(value, type: type, count: count)
    }
  }

  /// 0 or 1 for each row.
  static func unpack(
    _ bits: Bitmap, _ rows: ChunkRows, _ memory: ChunkMemory
  ) -> UnsafeMutablePointer<UInt8> {
    if rows.list == nil {
      let run = memory.bits(rows.count)
      bits.copy(from: rows.start, count: rows.count, to: run)
      return memory.bytes(run, rows.count)
    }
    let lanes = memory.bools(rows.count)
    let words = bits.words.values
    for lane in 0..<rows.count {
      let row = rows.row(lane)
      lanes[lane] = UInt8(truncatingIfNeeded: words[row >> 6] >> UInt64(row & 63)) & 1
    }
    return lanes
  }
}

extension Integers {
  /// The numbers of the rows of a chunk.
  func lanes(_ rows: ChunkRows, _ memory: ChunkMemory) -> UnsafeMutablePointer<Int64> {
    if case .int64(let buffer) = self, let lanes = buffer.lanes(rows) { return lanes }
    let lanes = memory.ints(rows.count)
    if let list = rows.listed {
      gather(list, to: lanes)
    } else {
      widen(from: rows.start, count: rows.count, to: lanes)
    }
    return lanes
  }
}

extension Codes {
  /// The codes of the rows of a chunk.
  func lanes(_ rows: ChunkRows, _ memory: ChunkMemory) -> UnsafeMutablePointer<UInt32> {
    if case .uint32(let buffer) = self, let lanes = buffer.lanes(rows) { return lanes }
    let lanes = memory.codes(rows.count)
    if let list = rows.listed {
      gather(list, to: lanes)
    } else {
      widen(from: rows.start, count: rows.count, to: lanes)
    }
    return lanes
  }
}

extension Buffer {
  /// Consecutive rows where they are kept. Kernels read what they are given and write to memory of their
  /// own, so nobody writes to these.
  fileprivate func lanes(_ rows: ChunkRows) -> UnsafeMutablePointer<Element>? {
    guard rows.list == nil, let base = values.baseAddress else { return nil }
    return UnsafeMutablePointer(mutating: base + rows.start)
  }
}

extension NumberedText {
  /// The ids spelled out in chunk memory: prefix, zeros, digits.
  fileprivate func texts(
    _ rows: ChunkRows, _ memory: ChunkMemory
  ) -> UnsafeMutablePointer<TextView> {
    let views = memory.texts(rows.count)
    let lanes = numbers.lanes(rows, memory)
    let prefix = memory.text(prefix)
    let digits = DigitSpelling(width: width)
    let longest = prefix.count + digits.longest
    let room = memory.lanes(UInt8.self, rows.count * longest)
    for lane in 0..<rows.count {
      let text = room + lane * longest
      for index in 0..<prefix.count { text[index] = prefix.start[index] }
      let count = digits.write(lanes[lane], to: text + prefix.count)
      views[lane] = TextView(start: text, count: prefix.count + count)
    }
    return views
  }
}

extension ChunkMemory {
  /// `count` lanes of one value.
  func constant(_ value: Value, type: ColumnType, count: Int) -> Vector {
    switch value {
    case .null: return nulls(type: type, count: count)
    case .bool(let bool):
      let lanes = bools(count)
      lanes.update(repeating: bool ? 1 : 0, count: count)
      return Vector(.bools(lanes), isConstant: true)
    case .int(let int): return constant(int, count)
    case .decimal(let unscaled, _): return constant(unscaled, count)
    case .date(let days): return constant(Int64(days), count)
    case .timestamp(let time): return constant(time, count)
    case .float(let double):
      let lanes = doubles(count)
      lanes.update(repeating: double, count: count)
      return Vector(.doubles(lanes), isConstant: true)
    case .string(let string):
      if case .category(let domain) = type, let code = domain.dictionary.code(of: string) {
        let lanes = codes(count)
        lanes.update(repeating: UInt32(code), count: count)
        return Vector(.codes(lanes, domain.dictionary), isConstant: true)
      }
      let lanes = texts(count)
      lanes.update(repeating: text(string), count: count)
      return Vector(.texts(lanes), isConstant: true)
    }
  }

  private func constant(_ number: Int64, _ count: Int) -> Vector {
    let lanes = ints(count)
    lanes.update(repeating: number, count: count)
    return Vector(.ints(lanes), isConstant: true)
  }

  /// Lanes of the type's kind without a value in any of them.
  func nulls(type: ColumnType, count: Int) -> Vector {
    let valid = bools(count)
    valid.update(repeating: 0, count: count)
    var vector: Vector
    switch type {
    case .bool, .null: vector = constant(.bool(false), type: .bool, count: count)
    case .int, .decimal, .date, .timestamp: vector = constant(0, count)
    case .float: vector = constant(.float(0), type: type, count: count)
    case .string: vector = constant(.string(""), type: type, count: count)
    case .category(let domain):
      let lanes = codes(count)
      lanes.update(repeating: 0, count: count)
      vector = Vector(.codes(lanes, domain.dictionary), isConstant: true)
    }
    vector.valid = valid
    return vector
  }
}
