import Syntax

/// Which rows belong together: distinct combinations of key values, in the order of their keys.
struct Grouping {
  let codes: GroupCodes
  let count: Int
  /// A row of each group, in group order.
  let representatives: Buffer<UInt32>

  /// Keys with few values become one code by direct addressing; others are numbered by the words that they
  /// make together.
  ///
  /// - Parameters:
  ///   - keys: columns over the base rows.
  ///   - rows: the rows that count; not a list.
  init(
    _ keys: [Column], rows: Relation.Rows, _ context: ExecutionContext
  ) throws(Diagnostic) {
    if keys.isEmpty {
      self.init(codes: .single, representatives: Buffer(rows.count > 0 ? [0] : []), count: 1)
    } else if let direct = DirectKeys(keys, context) {
      try self.init(direct, rows: rows, context)
    } else {
      let groups = try WordGroups(PackedKeys(keys, rows: rows, context), rows: rows, context)
      self.init(codes: .codes(groups.codes), representatives: groups.firsts, count: groups.count)
    }
  }

  private init(codes: GroupCodes, representatives: Buffer<UInt32>, count: Int) {
    self.codes = codes
    self.representatives = representatives
    self.count = count
  }

  /// Groups of keys with few values: only the combinations that occur are looked for.
  private init(
    _ direct: DirectKeys, rows: Relation.Rows, _ context: ExecutionContext
  ) throws(Diagnostic) {
    let firsts = FirstRows.find(direct, rows, context)
    if context.cancellation.isCancelled { throw .cancelled }
    let groups = direct.ordered((0..<direct.size).filter { firsts[$0] != .max }, context)
    var number = [UInt32](repeating: 0, count: direct.size)
    for (group, combination) in groups.enumerated() { number[combination] = UInt32(group) }
    codes = .direct([direct.numbered(number)])
    count = groups.count
    representatives = Buffer(groups.map { firsts[$0] })
  }

  /// The group of every one of `count` base rows.
  func rowCodes(
    _ count: Int, _ context: ExecutionContext
  ) throws(Diagnostic) -> Buffer<UInt32> {
    switch codes {
    case .codes(let codes): return codes
    case .direct(let ways):
      let codes = ways[0].allCodes(count, context)
      // Rows that nobody came to have anything for a group.
      if context.cancellation.isCancelled { throw .cancelled }
      return codes
    case .single, .customers: return Buffer(count: count) { $0.initialize(repeating: 0) }
    }
  }

  /// The key values of each group.
  func keyColumns(_ keys: [Column]) -> [Column] { keys.map { $0.gathered(representatives) } }

  /// The same of many groups.
  ///
  /// - Throws: E000 when interrupted.
  func keyColumns(
    _ keys: [Column], _ context: ExecutionContext
  ) throws(Diagnostic) -> [Column] {
    let columns = keys.map {
      $0.gathered(
        representatives, threads: context.threads, cancellation: context.cancellation)
    }
    if context.cancellation.isCancelled { throw .cancelled }
    return columns
  }
}
