/// Computes an expression for one chunk after another, on one thread.
///
/// Whole-column parts (`Node.computed`) were replaced by columns before: see `Preparation`.
final class Evaluator {
  let columns: [Column]
  private let shared: [SharedColumn]
  let memory = ChunkMemory()
  /// Results of pure functions over a whole dictionary, by call.
  var lifted: [Int: LiftedTable] = [:]
  /// Rows that the conditions asked so far left undecided because of a null.
  var undecided = 0
  /// For `in` lists beside coded text: which codes of a dictionary are in the list.
  private var setTables: [ObjectIdentifier: (dictionary: StringDictionary, table: [UInt8])] = [:]
  /// `in` lists translated to the numbers of an id column.
  private var wantedNumbers: [ObjectIdentifier: NumberSet] = [:]

  init(columns: [Column]) {
    self.columns = columns
    shared = columns.map(SharedColumn.init)
  }

  func evaluate(_ expression: BoundExpression, _ rows: ChunkRows) -> Vector {
    switch expression.node {
    case .constant(let value):
      return memory.constant(value, type: expression.type, count: rows.count)
    case .coded(let code, let dictionary):
      let out = memory.codes(rows.count)
      out.update(repeating: code, count: rows.count)
      return Vector(.codes(out, dictionary))
    case .column(let index):
      return shared[index].column.load(rows, memory)
    case .computed:
      preconditionFailure("computed columns are prepared before rows are evaluated")
    case .apply(let call):
      return apply(call, type: expression.type, rows)
    case .not(let operand):
      return negate(evaluate(operand, rows), rows.count)
    case .and(let operands):
      return conjunction(operands, rows)
    case .or(let operands):
      return disjunction(operands, rows)
    case .isNull(let operand):
      return isNull(evaluate(operand, rows), rows.count)
    case .isIn(let operand, let set):
      return isIn(operand, set, rows)
    case .inRange(let operand, let low, let high):
      return inRange(evaluate(operand, rows), low, high, rows.count)
    case .codeTest(let operand, let table):
      return codeTest(evaluate(operand, rows), table, rows.count)
    case .classSet(let conditions):
      return classSet(conditions, expression.type, rows)
    case .rank(let operand, let ranks):
      return rank(evaluate(operand, rows), ranks, rows.count)
    case .lookup(let operand, let table):
      return lookUp(evaluate(operand, rows), table, rows.count)
    case .caseWhen(let branches, let otherwise):
      return choose(branches, otherwise, type: expression.type, rows)
    }
  }

  /// 1 where the condition is true (null is not true).
  func mask(_ condition: BoundExpression, _ rows: ChunkRows) -> UnsafeMutablePointer<UInt8> {
    truth(evaluate(condition, rows), rows.count)
  }

  func truth(_ vector: Vector, _ count: Int) -> UnsafeMutablePointer<UInt8> {
    guard case .bools(let lanes) = vector.lanes else {
      preconditionFailure("the binder lets only conditions through")
    }
    guard let valid = vector.valid else { return lanes }
    let out = memory.bools(count)
    for lane in 0..<count { out[lane] = lanes[lane] & valid[lane] }
    return out
  }

  private func negate(_ vector: Vector, _ count: Int) -> Vector {
    guard case .bools(let lanes) = vector.lanes else { return vector }
    let out = memory.bools(count)
    for lane in 0..<count { out[lane] = lanes[lane] ^ 1 }
    return Vector(.bools(out), valid: vector.valid)
  }

  private func isNull(_ vector: Vector, _ count: Int) -> Vector {
    let out = memory.bools(count)
    if let valid = vector.valid {
      for lane in 0..<count { out[lane] = valid[lane] ^ 1 }
    } else {
      out.update(repeating: 0, count: count)
    }
    return Vector(.bools(out))
  }

  private func isIn(_ operand: BoundExpression, _ set: ValueSet, _ rows: ChunkRows) -> Vector {
    // Ids kept as numbers are probed as numbers, without spelling them out.
    if case .column(let index) = operand.node, case .numbered(let ids) = columns[index].storage {
      let wanted = wantedNumbers[ObjectIdentifier(set)] ?? set.numbers(in: ids)
      wantedNumbers[ObjectIdentifier(set)] = wanted
      let numbers = ids.numbers.lanes(rows, memory)
      let out = memory.bools(rows.count)
      wanted.test(UnsafePointer(numbers), rows.count, to: out)
      return Vector(.bools(out), valid: validLanes(columns[index], rows))
    }
    let vector = evaluate(operand, rows)
    if case .codes(_, let dictionary) = vector.lanes, 1...Self.liftLimit ~= dictionary.count {
      return codeTest(vector, table(of: set, dictionary), rows.count)
    }
    return Vector(.bools(set.test(vector, rows.count, memory)), valid: vector.valid)
  }

  private func table(of set: ValueSet, _ dictionary: StringDictionary) -> [UInt8] {
    let key = ObjectIdentifier(set)
    if let known = setTables[key], known.dictionary === dictionary { return known.table }
    let table = set.table(of: dictionary)
    setTables[key] = (dictionary, table)
    return table
  }

  private func validLanes(
    _ column: Column, _ rows: ChunkRows
  ) -> UnsafeMutablePointer<UInt8>? {
    guard let validity = column.validity else { return nil }
    let out = memory.bools(rows.count)
    for lane in 0..<rows.count { out[lane] = validity[rows.row(lane)] ? 1 : 0 }
    return out
  }

  private func inRange(_ vector: Vector, _ low: Int64, _ high: Int64, _ count: Int) -> Vector {
    guard case .ints(let lanes) = vector.lanes else {
      preconditionFailure("only whole numbers, dates and times have ranges of lanes")
    }
    let out = memory.bools(count)
    for lane in 0..<count { out[lane] = lanes[lane] >= low && lanes[lane] <= high ? 1 : 0 }
    return Vector(.bools(out), valid: vector.valid)
  }

  private func codeTest(_ vector: Vector, _ table: [UInt8], _ count: Int) -> Vector {
    guard case .codes(let codes, _) = vector.lanes else {
      preconditionFailure("categories are codes")
    }
    let out = memory.bools(count)
    for lane in 0..<count { out[lane] = table[Int(codes[lane])] }
    return Vector(.bools(out), valid: vector.valid)
  }

  private func classSet(
    _ conditions: [BoundExpression], _ type: ColumnType, _ rows: ChunkRows
  ) -> Vector {
    guard case .category(let domain) = type else {
      preconditionFailure("sets of classes are categories")
    }
    let out = memory.codes(rows.count)
    out.update(repeating: 0, count: rows.count)
    for (bit, condition) in conditions.enumerated() {
      let holds = mask(condition, rows)
      for lane in 0..<rows.count { out[lane] |= UInt32(holds[lane]) << UInt32(bit) }
    }
    guard domain.classes(of: 0).isEmpty else { return Vector(.codes(out, domain.dictionary)) }
    let valid = memory.bools(rows.count)
    for lane in 0..<rows.count { valid[lane] = out[lane] == 0 ? 0 : 1 }
    return Vector(.codes(out, domain.dictionary), valid: valid)
  }

  private func rank(_ vector: Vector, _ ranks: [Int64], _ count: Int) -> Vector {
    guard case .codes(let codes, _) = vector.lanes else {
      preconditionFailure("categories are codes")
    }
    let out = memory.ints(count)
    for lane in 0..<count { out[lane] = ranks[Int(codes[lane])] }
    return Vector(.ints(out), valid: vector.valid)
  }

  /// The row of the table for each code; null where the code is.
  private func lookUp(_ vector: Vector, _ table: CodeTable, _ count: Int) -> Vector {
    guard case .codes(let codes, _) = vector.lanes else {
      preconditionFailure("tables are asked by code")
    }
    var found = table.values.load(
      .list(UnsafeBufferPointer(start: codes, count: count)), memory)
    if let valid = vector.valid {
      if let own = found.valid {
        for lane in 0..<count { own[lane] &= valid[lane] }
      } else {
        found.valid = valid
      }
    }
    return found
  }
}

/// A column as one object: to copy the structure is to count a reference to each of its parts, chunk by chunk,
/// by all threads at once.
private final class SharedColumn {
  let column: Column

  init(_ column: Column) { self.column = column }
}
