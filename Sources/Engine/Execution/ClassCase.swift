import Syntax

/// Classes decided from bits: a `case` whose results are constants, or the set of conditions that hold.
/// What dimensions and scores are, many rows an instruction.
struct ClassCase: Sendable {
  private let conditions: [RowCondition]
  /// The code that each condition leads to; of a set, its bit.
  private let codes: [UInt8]
  /// The code where no condition holds; nil: null.
  private let rest: UInt8?
  private let isSet: Bool
  /// What codes are of; nil: they are small numbers themselves.
  private let dictionary: StringDictionary?
  private let type: ColumnType

  /// nil for anything else, and for more than 256 codes.
  init?(_ expression: BoundExpression, columns: [Column]) {
    type = expression.type
    switch expression.node {
    case .caseWhen(let branches, let otherwise):
      let dictionary = branches.first?.value.code(of: type)?.dictionary
      if let dictionary, dictionary.count > 1 << 8 { return nil }
      var codes: [UInt8] = []
      for value in branches.map(\.value) + [otherwise].compactMap(\.self) {
        guard let code = value.code(of: type, in: dictionary) else { return nil }
        codes.append(code)
      }
      rest = otherwise == nil ? nil : codes.removeLast()
      isSet = false
      self.codes = codes
      self.dictionary = dictionary
      conditions = branches.map { RowCondition($0.condition, columns: columns) }
    case .classSet(let parts):
      guard case .category(let domain) = type, parts.count <= 8 else { return nil }
      rest = domain.classes(of: 0).isEmpty ? nil : 0
      isSet = true
      codes = parts.indices.map { 1 << UInt8($0) }
      dictionary = domain.dictionary
      conditions = parts.map { RowCondition($0, columns: columns) }
    default: return nil
    }
  }

  /// The classes of all rows of `relation`; of rows that are not selected, any.
  func column(
    over relation: Relation, _ context: ExecutionContext, _ notices: inout Notices
  ) throws(Diagnostic) -> Column {
    let count = relation.baseCount
    let pool = EvaluatorPool(columns: relation.columns, threads: context.threads) { evaluator in
      for condition in conditions { condition.warm(evaluator, relation) }
    }
    // Rows that belong to no class, in the end.
    let open = UnsafeMutablePointer<UInt64>.allocate(capacity: max(Bitmap.words(for: count), 1))
    defer { open.deallocate() }
    open.initialize(repeating: 0, count: Bitmap.words(for: count))
    func fill(_ base: UnsafeMutablePointer<UInt8>) {
      base.update(repeating: 0, count: count)
      let target = (codes: SharedPointer(base), open: SharedPointer(open))
      Parallel.forEachRange(
        count: relation.rows.extent, threads: context.threads, cancellation: context.cancellation
      ) { thread, range in
        let evaluator = pool[thread]
        relation.rows.walkBits(
          range, evaluator.memory, cancellation: context.cancellation
        ) { chunk, selected in
          write(
            chunk, selected, evaluator, to: target.codes.pointer + chunk.start,
            open: target.open.pointer + chunk.start >> 6)
        }
      }
    }
    let storage = storage(count, fill)
    try pool.finish(context, &notices)
    return Column(type, storage, validity: validity(open, count), count: count)
  }

  /// - Parameter fill: writes every row's code.
  private func storage(
    _ count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Void
  ) -> Column.Storage {
    if let dictionary {
      return .codes(.uint8(Buffer(count: count) { $0.baseAddress.map(fill) }), dictionary)
    }
    let numbers = Buffer<Int8>(count: count) { out in
      out.withMemoryRebound(to: UInt8.self) { $0.baseAddress.map(fill) }
    }
    return .integers(.int8(numbers))
  }

  private func validity(_ open: UnsafePointer<UInt64>, _ count: Int) -> Bitmap? {
    guard rest == nil else { return nil }
    let known = Bitmap(count: count) { words in
      for word in words.indices { words[word] = ~open[word] }
      Bitmap.clearTail(of: words, count: count)
    }
    return known.population == count ? nil : known
  }

  private func write(
    _ chunk: ChunkRows, _ selected: ChunkBits?, _ evaluator: Evaluator,
    to out: UnsafeMutablePointer<UInt8>, open: UnsafeMutablePointer<UInt64>
  ) {
    let memory = evaluator.memory
    let words = Bitmap.words(for: chunk.count)
    let every = selected ?? memory.allBits(chunk.count)
    open.update(from: every, count: words)
    out.update(repeating: rest ?? 0, count: chunk.count)
    for (condition, code) in zip(conditions, codes) {
      // What a class took no longer matters to those after it; every part of a set does.
      let matters = memory.bits(chunk.count)
      matters.update(from: isSet ? every : open, count: words)
      let taken = condition.truth(chunk, selected: matters, evaluator).holds
      var any: UInt64 = 0
      for word in 0..<words {
        let new = taken[word] & matters[word]
        matters[word] = new
        open[word] &= ~new
        any |= new
      }
      guard any != 0 else { continue }
      place(code, where: matters, chunk.count, memory, to: out)
    }
  }

  /// Eight lanes at a time; out of 64 often none, or all, become `code`.
  private func place(
    _ code: UInt8, where bits: ChunkBits, _ count: Int, _ memory: ChunkMemory,
    to out: UnsafeMutablePointer<UInt8>
  ) {
    let lanes = memory.bytes(bits, count)
    let codes = 0x0101_0101_0101_0101 &* UInt64(code)
    for start in stride(from: 0, to: count, by: 64) where bits[start >> 6] != 0 {
      guard start + 64 <= count else {
        for lane in start..<count where lanes[lane] == 1 {
          out[lane] = isSet ? out[lane] | code : code
        }
        return
      }
      let source = UnsafeRawPointer(lanes + start)
      let target = UnsafeMutableRawPointer(out + start)
      for offset in stride(from: 0, to: 64, by: 8) {
        // 1 in a byte becomes all its bits.
        let taken = source.loadUnaligned(fromByteOffset: offset, as: UInt64.self) &* 0xFF
        let old = target.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let kept = isSet ? old : old & ~taken
        target.storeBytes(of: kept | codes & taken, toByteOffset: offset, as: UInt64.self)
      }
    }
  }
}

extension BoundExpression {
  /// A constant class or text as a code of its dictionary.
  fileprivate func code(of type: ColumnType) -> (code: Int, dictionary: StringDictionary)? {
    if case .coded(let code, let dictionary) = node { return (Int(code), dictionary) }
    guard case .string(let text)? = constant, case .category(let domain) = type,
      let code = domain.dictionary.code(of: text)
    else { return nil }
    return (code, domain.dictionary)
  }
}

extension BoundExpression {
  /// A constant as `ClassCase` writes it: a code of `dictionary`, or without one a whole number from 0 to 127.
  fileprivate func code(of type: ColumnType, in dictionary: StringDictionary?) -> UInt8? {
    guard let dictionary else {
      guard case .int = type, case .int(let number)? = constant, 0...127 ~= number else {
        return nil
      }
      return UInt8(number)
    }
    guard let found = code(of: type), found.dictionary === dictionary else { return nil }
    return UInt8(found.code)
  }
}

extension RowCondition {
  /// Works out tables that are shared by all threads.
  fileprivate func warm(_ evaluator: Evaluator, _ relation: Relation) {
    if !isStored { relation.warm(evaluator, expression) }
  }
}
