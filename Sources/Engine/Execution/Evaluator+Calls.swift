/// A pure function computed once for every value of a dictionary: rows then look their code up.
struct LiftedTable {
  enum Lanes {
    case ints([Int64])
    case doubles([Double])
    case bools([UInt8])
    /// Codes into the dictionary of results.
    case codes([UInt32], StringDictionary)
  }

  let lanes: Lanes
  let valid: [UInt8]?
  /// The dictionary that the table is for.
  let dictionary: StringDictionary
  /// What a null made by the function itself is reported as.
  let notice: Notice?
  /// Some value's exact result did not fit.
  let overflowed: Bool
}

extension Evaluator {
  /// Above this many values a dictionary is no longer cheaper than the rows.
  static let liftLimit = 1 << 16

  func apply(_ call: BoundCall, type: ColumnType, _ rows: ChunkRows) -> Vector {
    let vectors = call.arguments.map { evaluate($0, rows) }
    if let coded = liftable(vectors) { return lift(call, vectors, coded, rows.count) }
    return run(call, vectors, rows.count)
  }

  private func run(_ call: BoundCall, _ vectors: [Vector], _ count: Int) -> Vector {
    let outer = memory.active
    defer { memory.active = outer }
    var result: Vector
    switch call.overload.nulls {
    case .own:
      return call.overload.kernel(vectors, count, memory)
    case .strict:
      let valid = intersection(vectors.compactMap(\.valid), count)
      if let valid { memory.active = intersection([valid, outer].compactMap(\.self), count) }
      result = call.overload.kernel(vectors, count, memory)
      result.valid = intersection([valid, result.valid].compactMap(\.self), count)
    }
    result.isConstant = result.isConstant && vectors.allSatisfy(\.isConstant)
    return result
  }

  private func intersection(
    _ masks: [UnsafeMutablePointer<UInt8>], _ count: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    guard let first = masks.first else { return nil }
    if masks.count == 1 { return first }
    let out = memory.bools(count)
    out.update(from: first, count: count)
    for mask in masks.dropFirst() {
      for lane in 0..<count { out[lane] &= mask[lane] }
    }
    return out
  }

  /// The position of the one dictionary-coded argument among constants.
  private func liftable(_ vectors: [Vector]) -> Int? {
    var coded: Int?
    for (index, vector) in vectors.enumerated() where !vector.isConstant {
      guard coded == nil, case .codes(_, let dictionary) = vector.lanes,
        dictionary.count > 0, dictionary.count <= Self.liftLimit
      else { return nil }
      coded = index
    }
    return coded
  }

  private func lift(
    _ call: BoundCall, _ vectors: [Vector], _ coded: Int, _ count: Int
  ) -> Vector {
    guard case .codes(let codes, let dictionary) = vectors[coded].lanes else {
      return run(call, vectors, count)
    }
    // A function that decides about nulls itself must see which lanes are null.
    if case .own = call.overload.nulls, vectors[coded].valid != nil {
      return run(call, vectors, count)
    }
    let table: LiftedTable
    if let known = lifted[call.id], known.dictionary === dictionary {
      table = known
    } else {
      table = tabulate(call, coded, dictionary)
      lifted[call.id] = table
    }
    return look(up: codes, in: table, valid: vectors[coded].valid, count)
  }

  private func look(
    up codes: UnsafeMutablePointer<UInt32>, in table: LiftedTable,
    valid: UnsafeMutablePointer<UInt8>?, _ count: Int
  ) -> Vector {
    var result: Vector
    switch table.lanes {
    case .ints(let values):
      let out = memory.ints(count)
      for lane in 0..<count { out[lane] = values[Int(codes[lane])] }
      result = Vector(.ints(out))
    case .doubles(let values):
      let out = memory.doubles(count)
      for lane in 0..<count { out[lane] = values[Int(codes[lane])] }
      result = Vector(.doubles(out))
    case .bools(let values):
      let out = memory.bools(count)
      for lane in 0..<count { out[lane] = values[Int(codes[lane])] }
      result = Vector(.bools(out))
    case .codes(let values, let results):
      let out = memory.codes(count)
      for lane in 0..<count { out[lane] = values[Int(codes[lane])] }
      result = Vector(.codes(out, results))
    }
    result.valid = valid
    if table.overflowed { memory.overflowed = true }
    if let has = table.valid {
      let out = memory.bools(count)
      for lane in 0..<count { out[lane] = has[Int(codes[lane])] & (valid?[lane] ?? 1) }
      result.valid = out
      if let notice = table.notice {
        let lost = memory.bools(count)
        for lane in 0..<count { lost[lane] = (has[Int(codes[lane])] ^ 1) & (valid?[lane] ?? 1) }
        memory.report(notice, lanes: lost, count: count)
      }
    }
    return result
  }
}
