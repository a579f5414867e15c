import Synchronization
import Syntax

extension Relation {
  /// `expression`, already prepared, as a column over the base rows. Rows that are not selected hold
  /// nothing in particular. The rows must not be a list: `compacted` comes first.
  func column(
    of expression: BoundExpression, _ context: ExecutionContext, _ notices: inout Notices
  ) throws(Diagnostic) -> Column {
    if case .column(let index) = expression.node { return columns[index] }
    if case .constant(let value) = expression.node {
      return .constant(value, type: expression.type, count: baseCount)
    }
    try context.memory?.reserve(baseCount * ColumnTarget.width(of: expression.type))
    if let column = FewCombinations.column(of: expression, over: self, context) { return column }
    if let classes = ClassCase(expression, columns: columns) {
      return try classes.column(over: self, context, &notices)
    }
    let pool = EvaluatorPool(columns: columns, threads: context.threads) { warm($0, expression) }
    let target = ColumnTarget(expression.type, count: baseCount)
    target.noteDictionary(of: expression, pool[0], baseCount)
    let isTooMuch = Atomic<Bool>(false)
    Parallel.forEachRange(
      count: rows.extent, threads: context.threads, cancellation: context.cancellation
    ) { thread, range in
      let evaluator = pool[thread]
      var next = range.lowerBound
      if isTooMuch.load(ordering: .relaxed) { return }
      rows.walk(range, evaluator.memory, cancellation: context.cancellation) { chunk, _ in
        target.skip(next..<chunk.start)
        next = chunk.start + chunk.count
        target.write(evaluator.evaluate(expression, chunk), chunk, range, evaluator.memory)
      }
      target.skip(next..<range.upperBound)
      if target.takesTooMuch(with: range, context.memory) {
        isTooMuch.store(true, ordering: .relaxed)
      }
    }
    try pool.finish(context, &notices)
    if isTooMuch.load(ordering: .relaxed) {
      guard let memory = context.memory, !target.isTooLong else {
        throw .tooMuchText(at: expression.span)
      }
      throw memory.refusal(needing: MemoryLimit.held)
    }
    return target.finish(threads: context.threads)
  }
}

/// A column being written by several threads, each its own ranges of rows.
///
/// Unchecked: ranges do not overlap, are multiples of 64 rows (bitmap words), and text is collected
/// in one slot a range.
final class ColumnTarget: @unchecked Sendable {
  private let type: ColumnType
  private let count: Int
  private let valid: UnsafeMutablePointer<UInt64>
  private var ints: UnsafeMutablePointer<Int64>?
  private var doubles: UnsafeMutablePointer<Double>?
  private var bools: UnsafeMutablePointer<UInt64>?
  private var codes: UnsafeMutablePointer<UInt32>?
  private var dictionary: StringDictionary?
  private var texts: UnsafeMutableBufferPointer<TextPart>?
  /// Bytes of text so far.
  private let textBytes = Atomic<Int>(0)
  /// The memory of numbers and bits has gone to the column.
  private var isFinished = false

  struct TextPart {
    var bytes: [UInt8] = []
    var ends: [UInt32] = []
  }

  /// Every row is written, or skipped.
  init(_ type: ColumnType, count: Int) {
    self.type = type
    self.count = count
    let words = Bitmap.words(for: count)
    valid = BulkMemory.allocate(UInt64.self, words)
    valid.initialize(repeating: ~0, count: words)
    switch type {
    case .int, .decimal, .date, .timestamp: ints = BulkMemory.allocate(Int64.self, count)
    case .float: doubles = BulkMemory.allocate(Double.self, count)
    case .bool, .null:
      let memory = BulkMemory.allocate(UInt64.self, words)
      memory.initialize(repeating: 0, count: words)
      bools = memory
    case .category(let domain):
      dictionary = domain.dictionary
      codes = BulkMemory.allocate(UInt32.self, count)
    case .string:
      let parts = UnsafeMutableBufferPointer<TextPart>.allocate(
        capacity: (count + Parallel.morsel - 1) / Parallel.morsel)
      parts.initialize(repeating: TextPart())
      texts = parts
    }
  }

  /// Bytes a row while the column is written; of text, what little is sure.
  static func width(of type: ColumnType) -> Int {
    switch type {
    case .int, .decimal, .date, .timestamp, .float: 9
    case .bool, .null: 2
    case .category, .string: 5
    }
  }

  deinit {
    texts?.deinitialize()
    texts?.deallocate()
    BulkMemory.release(codes)
    guard !isFinished else { return }
    BulkMemory.release(valid)
    BulkMemory.release(ints)
    BulkMemory.release(doubles)
    BulkMemory.release(bools)
  }

  /// Rows that nobody asked for, between chunks that are written, hold zeros: whoever looks at a whole column
  /// finds values that mean nothing, but no great ones.
  func skip(_ rows: Range<Int>) {
    if rows.isEmpty { return }
    ints.map { ($0 + rows.lowerBound).update(repeating: 0, count: rows.count) }
    doubles.map { ($0 + rows.lowerBound).update(repeating: 0, count: rows.count) }
    codes.map { ($0 + rows.lowerBound).update(repeating: 0, count: rows.count) }
  }

  /// Text that comes as codes of one dictionary stays coded.
  func noteDictionary(of expression: BoundExpression, _ evaluator: Evaluator, _ rows: Int) {
    guard case .string = type, rows > 0 else { return }
    evaluator.memory.reset()
    let none = evaluator.memory.bools(1)
    none[0] = 0
    evaluator.memory.active = none
    if case .codes(_, let dictionary) = evaluator.evaluate(expression, .run(0, 1)).lanes {
      self.dictionary = dictionary
      codes = BulkMemory.allocate(UInt32.self, count)
    }
  }

  func write(_ vector: Vector, _ chunk: ChunkRows, _ range: Range<Int>, _ memory: ChunkMemory) {
    let start = chunk.start
    let count = chunk.count
    if let has = vector.valid { Bitmap.pack(has, count, at: start, to: valid) }
    switch vector.lanes {
    case .ints(let lanes): ints.map { ($0 + start).update(from: lanes, count: count) }
    case .doubles(let lanes): doubles.map { ($0 + start).update(from: lanes, count: count) }
    case .bools(let lanes): bools.map { Bitmap.pack(lanes, count, at: start, to: $0) }
    case .codes(let lanes, let own) where codes != nil && own === dictionary:
      codes.map { ($0 + start).update(from: lanes, count: count) }
    case .codes, .texts:
      append(memory.texts(of: vector, count: count), chunk, range)
    }
  }

  private func append(
    _ views: UnsafeMutablePointer<TextView>, _ chunk: ChunkRows, _ range: Range<Int>
  ) {
    guard let texts else { return }
    let slot = range.lowerBound / Parallel.morsel
    texts[slot].pad(to: chunk.start - range.lowerBound)
    for lane in 0..<chunk.count {
      texts[slot].bytes.append(contentsOf: views[lane].bytes)
      texts[slot].ends.append(UInt32(truncatingIfNeeded: texts[slot].bytes.count))
    }
  }

  /// Whether the texts so far are more than a column holds.
  var isTooLong: Bool { textBytes.load(ordering: .relaxed) > TextArena.most }

  /// Counts the text of some rows; whether there is too much of it, or with it more memory is held than may be.
  /// What other values take was asked for before the first of them.
  func takesTooMuch(with range: Range<Int>, _ memory: MemoryLimit?) -> Bool {
    guard let texts, codes == nil else { return false }
    textBytes.add(
      texts[range.lowerBound / Parallel.morsel].bytes.count, ordering: .relaxed)
    return isTooLong || memory?.isExceeded == true
  }

  func finish(threads: Int) -> Column {
    isFinished = true
    let validity = bitmap(adopting: valid)
    let known = validity.population == count ? nil : validity
    if let ints {
      let wide = Buffer(adopting: ints, count: count)
      return Column(
        type, .integers(.narrowed(wide, validity: known, threads: threads)), validity: known,
        count: count)
    }
    if let doubles {
      return Column(
        type, .doubles(Buffer(adopting: doubles, count: count)), validity: known, count: count)
    }
    if let bools {
      return Column(type, .bits(bitmap(adopting: bools)), validity: known, count: count)
    }
    if let codes, let dictionary {
      let narrow = Codes.narrowest(
        UnsafeBufferPointer(start: codes, count: count), size: dictionary.count)
      return Column(type, .codes(narrow, dictionary), validity: known, count: count)
    }
    return Column(type, .text(joinedTexts(threads)), validity: known, count: count)
  }

  private func bitmap(adopting words: UnsafeMutablePointer<UInt64>) -> Bitmap {
    let size = Bitmap.words(for: count)
    Bitmap.clearTail(of: UnsafeMutableBufferPointer(start: words, count: size), count: count)
    return Bitmap(count: count, words: Buffer(adopting: words, count: size))
  }

  private func joinedTexts(_ threads: Int) -> TextArena {
    guard let texts, let parts = texts.baseAddress else { return TextArena([]) }
    for slot in texts.indices {
      texts[slot].pad(to: min(Parallel.morsel, count - slot * Parallel.morsel))
    }
    let starts = texts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.bytes.count) }
    let shared = SharedPointer(parts)
    let ends = SharedPointer(BulkMemory.allocate(UInt32.self, count + 1))
    ends.pointer[0] = 0
    let bytes = Buffer<UInt8>(count: starts[texts.count]) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEach(texts.count, threads: threads) { slot in
        let part = shared.pointer[slot]
        part.bytes.withUnsafeBufferPointer { bytes in
          guard let source = bytes.baseAddress else { return }
          (target.pointer + starts[slot]).update(from: source, count: bytes.count)
        }
        let first = slot * Parallel.morsel + 1
        let start = UInt32(truncatingIfNeeded: starts[slot])
        for (row, end) in part.ends.enumerated() { ends.pointer[first + row] = start + end }
      }
    }
    return TextArena(bytes: bytes, offsets: Buffer(adopting: ends.pointer, count: count + 1))
  }
}

extension ColumnTarget.TextPart {
  /// Empty strings up to `rows` rows.
  fileprivate mutating func pad(to rows: Int) {
    while ends.count < rows { ends.append(UInt32(truncatingIfNeeded: bytes.count)) }
  }
}
