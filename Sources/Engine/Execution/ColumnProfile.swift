public import Syntax

/// What a column holds: how many rows have no value, how many values differ, the extremes, and the
/// values that most rows have.
public struct ColumnProfile: Sendable {
  public let rows: Int
  public let nulls: Int
  /// Distinct values, null not counted.
  public let distinct: Int
  public let minimum: Value?
  public let maximum: Value?
  /// Most rows first, ties by value; null not among them.
  public let common: [(value: Value, rows: Int)]

  /// No two rows share a value.
  public var isKey: Bool { distinct == rows - nulls }

  /// - Parameter most: how many of the common values are wanted.
  public init(
    _ column: Column, most: Int, context: ExecutionContext = ExecutionContext()
  ) throws(Diagnostic) {
    if column.isOrderedQuickly, DirectKeys([column], context) == nil {
      try self.init(ordering: column, most: most, context)
    } else {
      try self.init(grouping: column, most: most, context)
    }
  }

  private init(
    grouping column: Column, most: Int, _ context: ExecutionContext
  ) throws(Diagnostic) {
    let base = Relation(
      fields: [Field("")], columns: [column], rows: .all(column.count), identity: .none)
    let grouping = try Grouping([column], rows: base.rows, context)
    var notices = Notices()
    let counts = try Aggregation(
      relation: base, groups: grouping.codes, groupCount: grouping.count,
      aggregates: [Binder.countAggregate]
    ).run(context, &notices)[0]
    let keys = grouping.keyColumns([column])[0]
    // Groups come in the order of their keys, null last.
    let hasNull = grouping.count > 0 && keys.isNull(grouping.count - 1)
    let known = hasNull ? grouping.count - 1 : grouping.count
    rows = column.count
    nulls = hasNull ? Self.number(counts, grouping.count - 1) : 0
    distinct = known
    minimum = known > 0 ? keys.value(0) : nil
    maximum = known > 0 ? keys.value(known - 1) : nil
    let order = (0..<known).sorted { a, b in
      let (x, y) = (Self.number(counts, a), Self.number(counts, b))
      return x == y ? a < b : x > y
    }
    common = order.prefix(most).map { (keys.value($0), Self.number(counts, $0)) }
  }

  /// Of many whole numbers: equal ones stand together once their rows are in order, which takes less
  /// than to number what differs.
  private init(
    ordering column: Column, most: Int, _ context: ExecutionContext
  ) throws(Diagnostic) {
    let known = column.validity ?? Bitmap(count: column.count, all: true)
    try context.memory?.reserve(column.count * 36)
    let words = try PackedKeys([OrderedKey(column, context)]).allWords(column.count, context)
    if context.cancellation.isCancelled { throw .cancelled }
    let sorted = RadixSort.sorted(known.rows(threads: context.threads), by: words, context)
    if context.cancellation.isCancelled { throw .cancelled }
    let count = sorted.rows.count
    rows = column.count
    nulls = column.count - count
    distinct = sorted.starts.population
    minimum = count > 0 ? column.value(Int(sorted.rows[0])) : nil
    maximum = count > 0 ? column.value(Int(sorted.rows[count - 1])) : nil
    common = Self.longest(sorted.starts, most).map {
      (column.value(Int(sorted.rows[$0.lowerBound])), $0.count)
    }
  }

  /// The longest runs that begin where a bit is set; of equally long ones the earlier.
  private static func longest(_ starts: Bitmap, _ most: Int) -> [Range<Int>] {
    var longest: [Range<Int>] = []
    var shortest = 0
    func note(_ run: Range<Int>) {
      guard longest.count < most || run.count > shortest else { return }
      let place = longest.firstIndex { $0.count < run.count } ?? longest.count
      longest.insert(run, at: place)
      if longest.count > most { longest.removeLast() }
      shortest = longest.last?.count ?? 0
    }
    var begin: Int?
    starts.forEachRow(0..<starts.words.count) { next in
      if let begin { note(begin..<next) }
      begin = next
    }
    if let begin { note(begin..<starts.count) }
    return longest
  }

  private static func number(_ column: Column, _ row: Int) -> Int { Int(column.value(row).lane) }
}

extension Column {
  /// Whether values are whole numbers, in whose order rows are put without comparing them.
  fileprivate var isOrderedQuickly: Bool {
    switch storage {
    case .integers, .numbered: true
    case .bits, .doubles, .codes, .text, .constant: false
    }
  }
}
