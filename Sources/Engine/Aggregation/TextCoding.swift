import Syntax

/// Text as whole numbers: codes that sort as the values do.
enum TextCoding {
  /// Codes 0…n−1 in the byte order of the values, and the dictionary they index.
  ///
  /// - Throws: E000 when interrupted.
  static func ordered(
    _ column: Column, _ context: ExecutionContext
  ) throws(Diagnostic) -> (column: Column, dictionary: StringDictionary) {
    let threads = context.threads
    let (codes, dictionary) = try coded(column, context)
    // The order of a category's codes is the order of its dimension, not of its spelling.
    if case .category = column.type {
      let lanes = Buffer<Int32>(count: column.count) { out in
        for row in 0..<column.count { out[row] = Int32(truncatingIfNeeded: codes[row]) }
      }
      return (numbers(.int32(lanes), column), dictionary)
    }
    let ranks = TextOrder.ranks(dictionary.values, context)
    if context.cancellation.isCancelled { throw .cancelled }
    let sorted = StringDictionary(
      dictionary.values.gathered(
        ranks.inverted(threads: threads), threads: threads, cancellation: context.cancellation))
    if context.cancellation.isCancelled { throw .cancelled }
    if ranks.count <= 1 << 7 {
      return (
        numbers(.int8(ranked(codes, ranks, threads)), column), sorted
      )
    }
    return (numbers(.int32(ranked(codes, ranks, threads)), column), sorted)
  }

  /// The rank of each row's code, in a width that holds all ranks.
  private static func ranked<T: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ codes: Buffer<UInt32>, _ ranks: Buffer<UInt32>, _ threads: Int
  ) -> Buffer<T> {
    let narrow = ranks.count == 0 ? [0] : ranks.values.map { T(truncatingIfNeeded: $0) }
    return Buffer(count: codes.count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(count: codes.count, threads: threads) { _, range in
        narrow.withUnsafeBufferPointer { narrow in
          for row in range { target.pointer[row] = narrow[Int(codes[row])] }
        }
      }
    }
  }

  private static func numbers(_ codes: Integers, _ column: Column) -> Column {
    Column(.int, .integers(codes), validity: column.validity, count: column.count)
  }

  /// A code for every row (harmless where null) and the distinct values, in no particular order.
  ///
  /// - Throws: E000 when interrupted.
  static func coded(
    _ column: Column, _ context: ExecutionContext
  ) throws(Diagnostic) -> (Buffer<UInt32>, StringDictionary) {
    switch column.storage {
    case .codes(let codes, let dictionary):
      let wide = Buffer<UInt32>(count: column.count) { out in
        guard let base = out.baseAddress else { return }
        let target = SharedPointer(base)
        Parallel.forEachRange(count: column.count, threads: context.threads) { _, range in
          codes.widen(
            from: range.lowerBound, count: range.count, to: target.pointer + range.lowerBound)
        }
      }
      return (wide, dictionary)
    case .text(let arena):
      let known = try arena.codes(context)
      let codes = Buffer<UInt32>(count: column.count) { out in
        for row in 0..<column.count {
          out[row] = UInt32(truncatingIfNeeded: known.codes.values[row])
        }
      }
      let values = arena.gathered(
        known.rows, threads: context.threads, cancellation: context.cancellation)
      if context.cancellation.isCancelled { throw .cancelled }
      return (codes, StringDictionary(values))
    case .bits, .integers, .doubles, .numbered, .constant: return spelled(column)
    }
  }

  /// The same of text that is not kept as text.
  private static func spelled(_ column: Column) -> (Buffer<UInt32>, StringDictionary) {
    let interner = TextInterner()
    let evaluator = Evaluator(columns: [column])
    let codes = Buffer<UInt32>(count: column.count) { out in
      Relation.Rows.all(column.count).walk(
        0..<column.count, evaluator.memory, cancellation: nil
      ) { chunk, _ in
        let vector = column.load(chunk, evaluator.memory)
        let views = evaluator.memory.texts(of: vector, count: chunk.count)
        for lane in 0..<chunk.count {
          let isKnown = (vector.valid?[lane] ?? 1) == 1
          out[chunk.start + lane] = isKnown ? interner.code(views[lane].bytes) : 0
        }
      }
    }
    return (codes, StringDictionary(interner.arena(Array(0..<UInt32(interner.count)))))
  }

  /// Codes or whole numbers, equal exactly where the texts are: all that counting them takes.
  ///
  /// - Throws: E000 when interrupted.
  static func countable(
    _ column: Column, _ context: ExecutionContext
  ) throws(Diagnostic) -> Column {
    switch column.storage {
    case .numbered(let ids):
      Column(.int, .integers(ids.numbers), validity: column.validity, count: column.count)
    case .text(let arena):
      Column(
        .int, .integers(.int32(try arena.codes(context).codes)), validity: column.validity,
        count: column.count)
    case .constant(let value) where value != .null:
      .constant(.int(0), type: .int, count: column.count)
    case .constant: .constant(.null, type: .int, count: column.count)
    case .codes, .bits, .integers, .doubles: column
    }
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
