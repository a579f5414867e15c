extension Evaluator {
  /// Three-valued `and`: false wins over null. Later operands are told which lanes still matter.
  func conjunction(_ operands: [BoundExpression], _ rows: ChunkRows) -> Vector {
    connect(operands, rows, decides: 0)
  }

  /// Three-valued `or`: true wins over null.
  func disjunction(_ operands: [BoundExpression], _ rows: ChunkRows) -> Vector {
    connect(operands, rows, decides: 1)
  }

  /// `decides`: the value that settles the result whatever the others are.
  private func connect(
    _ operands: [BoundExpression], _ rows: ChunkRows, decides: UInt8
  ) -> Vector {
    let count = rows.count
    let outer = memory.active
    defer { memory.active = outer }
    let out = memory.bools(count)
    let known = memory.bools(count)
    out.update(repeating: decides ^ 1, count: count)
    known.update(repeating: 1, count: count)
    var hasNulls = false
    for (index, operand) in operands.enumerated() {
      let vector = evaluate(operand, rows)
      guard case .bools(let lanes) = vector.lanes else { continue }
      if let valid = vector.valid {
        hasNulls = true
        merge(lanes, valid, into: out, known, count, decides)
      } else if hasNulls {
        merge(lanes, nil, into: out, known, count, decides)
      } else if decides == 0 {
        for lane in 0..<count { out[lane] &= lanes[lane] }
      } else {
        for lane in 0..<count { out[lane] |= lanes[lane] }
      }
      if index == operands.count - 1 { break }
      memory.active = undecided(out, known, count, decides, within: outer)
    }
    return Vector(.bools(out), valid: hasNulls ? known : nil)
  }

  private func merge(
    _ lanes: UnsafeMutablePointer<UInt8>, _ valid: UnsafeMutablePointer<UInt8>?,
    into out: UnsafeMutablePointer<UInt8>, _ known: UnsafeMutablePointer<UInt8>, _ count: Int,
    _ decides: UInt8
  ) {
    let all = valid == nil ? memory.bools(count) : nil
    all?.update(repeating: 1, count: count)
    guard let valid = valid ?? all else { return }
    for lane in 0..<count {
      let has = valid[lane]
      let settles = has & (lanes[lane] ^ decides ^ 1) | known[lane] & (out[lane] ^ decides ^ 1)
      known[lane] = settles | (known[lane] & has)
      out[lane] = settles ^ decides ^ 1
    }
  }

  private func undecided(
    _ out: UnsafeMutablePointer<UInt8>, _ known: UnsafeMutablePointer<UInt8>, _ count: Int,
    _ decides: UInt8, within outer: UnsafeMutablePointer<UInt8>?
  ) -> UnsafeMutablePointer<UInt8> {
    let active = memory.bools(count)
    for lane in 0..<count {
      let settled = known[lane] & (out[lane] ^ decides ^ 1)
      active[lane] = (settled ^ 1) & (outer?[lane] ?? 1)
    }
    return active
  }

  /// `case when … then … else … end`: each lane takes the first branch whose condition is true.
  func choose(
    _ branches: [BoundBranch], _ otherwise: BoundExpression?, type: ColumnType, _ rows: ChunkRows
  ) -> Vector {
    let count = rows.count
    let outer = memory.active
    defer { memory.active = outer }
    let open = memory.bools(count)
    if let outer {
      open.update(from: outer, count: count)
    } else {
      open.update(repeating: 1, count: count)
    }
    var result = blank(branches, type, count)
    for branch in branches {
      memory.active = open
      let condition = mask(branch.condition, rows)
      let taken = memory.bools(count)
      var any: UInt8 = 0
      for lane in 0..<count {
        taken[lane] = condition[lane] & open[lane]
        any |= taken[lane]
        open[lane] &= taken[lane] ^ 1
      }
      if any == 0 { continue }
      memory.active = taken
      result.overlay(evaluate(branch.value, rows), where: taken, count, memory)
    }
    memory.active = open
    if let otherwise { result.overlay(evaluate(otherwise, rows), where: open, count, memory) }
    return result
  }
}

extension Evaluator {
  /// Lanes of the kind that the branches give, all null, each in memory of its own.
  fileprivate func blank(_ branches: [BoundBranch], _ type: ColumnType, _ count: Int) -> Vector {
    var vector = memory.nulls(type: type, count: count)
    if case .coded(_, let dictionary)? = branches.first?.value.node {
      let codes = memory.codes(count)
      codes.update(repeating: 0, count: count)
      vector = Vector(.codes(codes, dictionary), valid: vector.valid)
    }
    vector.isConstant = false
    return vector
  }
}

extension Vector {
  /// Takes the lanes of `other` where `taken` is 1.
  fileprivate mutating func overlay(
    _ other: Vector, where taken: UnsafeMutablePointer<UInt8>, _ count: Int, _ memory: ChunkMemory
  ) {
    switch (lanes, other.lanes) {
    case (.ints(let out), .ints(let new)):
      for lane in 0..<count { out[lane] = taken[lane] == 1 ? new[lane] : out[lane] }
    case (.doubles(let out), .doubles(let new)):
      for lane in 0..<count { out[lane] = taken[lane] == 1 ? new[lane] : out[lane] }
    case (.bools(let out), .bools(let new)):
      for lane in 0..<count { out[lane] = taken[lane] == 1 ? new[lane] : out[lane] }
    case (.codes(let out, let a), .codes(let new, let b)) where a === b:
      for lane in 0..<count { out[lane] = taken[lane] == 1 ? new[lane] : out[lane] }
    case (.texts(let out), .texts), (.texts(let out), .codes):
      let new = memory.texts(of: other, count: count)
      for lane in 0..<count where taken[lane] == 1 { out[lane] = new[lane] }
    default:
      preconditionFailure("the binder gives all branches one type")
    }
    guard let valid else { return }
    if let new = other.valid {
      for lane in 0..<count { valid[lane] ^= (valid[lane] ^ new[lane]) & taken[lane] }
    } else {
      for lane in 0..<count { valid[lane] |= taken[lane] }
    }
  }
}
