import Syntax

/// A field that does not fit its column's kind.
struct FieldFault {
  var row: Int
  var column: Int
  /// Not UTF-8: no kind of column takes it.
  var isEncoding: Bool

  static let notUTF8 = Message("not UTF-8")
}

/// What one worker reads of one column: a batch is parsed into lanes first, then, when it is known
/// which rows of the batch are sound in every column, those are stored.
final class ColumnReader {
  let index: Int
  private(set) var plan: ColumnPlan
  /// Lanes of every kind but text; codes of `dictionary` for coded text.
  private(set) var lanes: LaneStore
  private(set) var arena: ArenaStore?
  private(set) var dictionary: WorkerDictionary?

  private let dialect: Dialect
  private let scratch: UnsafeMutablePointer<Int64>
  private let isNull: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private var hasNulls = false
  private(set) var faults: [FieldFault] = []

  init(_ plan: ColumnPlan, index: Int, capacity: Int, dialect: Dialect) {
    self.plan = plan
    self.dialect = dialect
    self.index = index
    self.capacity = capacity
    lanes = LaneStore(width: plan.kind == .float ? 8 : 1, areTimes: plan.kind.type == .timestamp)
    scratch = .allocate(capacity: capacity)
    isNull = .allocate(capacity: capacity)
    isNull.initialize(repeating: 0, count: capacity)
    switch plan.kind {
    case .text: arena = ArenaStore()
    case .coded: dictionary = WorkerDictionary()
    default: break
    }
  }

  deinit {
    scratch.deallocate()
    isNull.deallocate()
  }

  // MARK: Parsing

  /// Parses this column of `batch`; what does not fit is in `faults` afterwards.
  func parse(_ batch: RecordBatch, _ block: UnsafePointer<UInt8>, at offset: Int) {
    hasNulls = false
    faults.removeAll(keepingCapacity: true)
    switch plan.kind {
    case .bool: run(BoolLanes(), batch, block)
    case .int(let dropsPointZero): run(IntLanes(dropsPointZero: dropsPointZero), batch, block)
    case .decimal(let scale): run(DecimalLanes(scale: scale), batch, block)
    case .formatted(let scale, let style):
      run(FormattedLanes(style: style, scale: scale), batch, block)
    case .float: run(FloatLanes(), batch, block)
    case .date(let order): run(DateLanes(order: order), batch, block)
    case .timestamp(let order): run(TimestampLanes(order: order), batch, block)
    case .numbered(let prefix, let width):
      run(NumberedLanes(prefix: prefix, width: width), batch, block)
    case .coded: code(batch, block, at: offset)
    case .text: check(batch, block)
    }
  }

  @inline(__always)
  private func run<Parser: LaneParser>(
    _ parser: Parser, _ batch: RecordBatch, _ block: UnsafePointer<UInt8>
  ) {
    var parser = parser
    let scratch = scratch
    let isNull = isNull
    let columns = batch.columns
    let rows = batch.count
    var nulls = 0
    var span = batch.spans + index
    for row in 0..<rows {
      let field = span.pointee
      span += columns
      let count = field.count
      if count == 0 {
        scratch[row] = 0
        isNull[row] = 1
        nulls &+= 1
      } else if let lane = parser.lane(block + Int(field.start), count) {
        scratch[row] = lane
        isNull[row] = 0
      } else {
        scratch[row] = 0
        isNull[row] = misfit(row, block + Int(field.start), count)
        nulls &+= 1
      }
    }
    hasNulls = nulls > 0
  }

  /// 1: a word for null; 0: a fault.
  @inline(never)
  private func misfit(_ row: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt8 {
    let text = UnsafeBufferPointer(start: bytes, count: count)
    if !plan.kind.isText {
      switch NullText.strength(text) {
      case .strong: return 1
      case .weak where plan.hasWeakNulls: return 1
      case .weak, nil: break
      }
    }
    faults.append(
      FieldFault(row: row, column: index, isEncoding: UTF8Check.firstFault(text) != nil))
    return 0
  }

  private func code(_ batch: RecordBatch, _ block: UnsafePointer<UInt8>, at offset: Int) {
    guard let dictionary, dictionary.count + batch.count <= WorkerDictionary.limit else {
      becomeText()
      return check(batch, block)
    }
    let scratch = scratch
    let isNull = isNull
    let columns = batch.columns
    let spans = batch.spans + index
    var nulls = 0
    for row in 0..<batch.count {
      let field = spans[row &* columns]
      let count = field.count
      scratch[row] = 0
      isNull[row] = count == 0 ? 1 : 0
      if count == 0 {
        nulls &+= 1
        continue
      }
      let start = Int(field.start)
      var code = 0
      if field.isEscaped {
        let text = unescaped(field, block)
        text.withUnsafeBufferPointer { value in
          Padded.with(value) { code = dictionary.code($0, value.count, place: offset + start) }
        }
      } else {
        code = dictionary.code(block + start, count, place: offset &+ start)
      }
      if code >= 0 {
        scratch[row] = Int64(code)
      } else {
        faults.append(FieldFault(row: row, column: index, isEncoding: true))
      }
    }
    hasNulls = nulls > 0
  }

  /// Text is copied when stored; here it is only checked.
  private func check(_ batch: RecordBatch, _ block: UnsafePointer<UInt8>) {
    let columns = batch.columns
    let spans = batch.spans + index
    for row in 0..<batch.count {
      let field = spans[row &* columns]
      let text = UnsafeBufferPointer(start: block + Int(field.start), count: field.count)
      if UTF8Check.firstFault(text) != nil {
        faults.append(FieldFault(row: row, column: index, isEncoding: true))
      }
    }
  }

  /// Too many distinct values for codes: the strings so far move to an arena.
  private func becomeText() {
    let text = ArenaStore()
    if let dictionary {
      for row in 0..<lanes.count {
        if lanes.hasNulls, lanes.nulls[row] == 1 {
          text.appendNull()
        } else {
          let value = dictionary.values.string(Int(lanes[row]))
          if let base = value.baseAddress { text.append(base, value.count) }
        }
      }
    }
    arena = text
    dictionary = nil
    lanes = LaneStore()
    plan.kind = .text
  }

  // MARK: Storing

  /// Stores the rows of the batch just parsed but for those marked in `isBad` (nil: all are sound).
  func store(
    _ batch: RecordBatch, _ block: UnsafePointer<UInt8>, isBad: UnsafePointer<UInt8>?
  ) {
    if let arena { return storeText(batch, block, arena, isBad) }
    var kept = batch.count
    if let isBad {
      kept = 0
      for row in 0..<batch.count where isBad[row] == 0 {
        scratch[kept] = scratch[row]
        isNull[kept] = isNull[row]
        kept += 1
      }
    }
    lanes.append(scratch, hasNulls ? UnsafePointer(isNull) : nil, count: kept)
  }

  private func storeText(
    _ batch: RecordBatch, _ block: UnsafePointer<UInt8>, _ arena: ArenaStore,
    _ isBad: UnsafePointer<UInt8>?
  ) {
    for row in 0..<batch.count {
      if let isBad, isBad[row] == 1 { continue }
      let field = batch.spans[row &* batch.columns &+ index]
      if field.count == 0 {
        arena.appendNull()
      } else if field.isEscaped {
        let text = unescaped(field, block)
        text.withUnsafeBufferPointer { bytes in
          if let base = bytes.baseAddress { arena.append(base, bytes.count) }
        }
      } else {
        arena.append(block + Int(field.start), field.count)
      }
    }
  }

  private func unescaped(_ field: FieldSpan, _ block: UnsafePointer<UInt8>) -> [UInt8] {
    FieldText.unescaped(
      UnsafeBufferPointer(start: block + Int(field.start), count: field.count), dialect)
  }

  /// Gives back the memory, once the column is joined.
  func release() {
    lanes = LaneStore()
    arena = nil
    dictionary = nil
  }

  /// Ranges are about to be read out of order.
  func expectRevisits() { dictionary?.revisits = true }
}

enum FieldText {
  /// The inside of a quoted field with doubled and escaped quotes made single.
  static func unescaped(_ text: UnsafeBufferPointer<UInt8>, _ dialect: Dialect) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      let next = index + 1 < text.count ? text[index + 1] : nil
      if byte == dialect.quote, next == byte {
        index += 1
      } else if let escape = dialect.escape, byte == escape, let next,
        next == dialect.quote || next == escape
      {
        out.append(next)
        index += 2
        continue
      }
      out.append(byte)
      index += 1
    }
    return out
  }
}
