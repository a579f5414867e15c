import Syntax

/// An expression over columns of few values, worked out once for each combination of values that occurs
/// and looked up for every row: what most rules look at are scores, classes and categories.
struct FewCombinations {
  /// Which combinations are worked out, and how many there may be.
  private enum Wanted {
    /// All there may be, of so few values that nobody asks which of them occur.
    case possible
    /// Those that occur.
    case present
    /// All there may be, for rows that are grouped by them: codes are all that is made for a row, so
    /// that more combinations pay than where a value is.
    case groups

    /// `possible` and `present`: up to tables that fit the first cache.
    func most(rows: Int) -> Int {
      switch self {
      case .possible: 1 << 8
      case .present: 1 << 12
      case .groups: max(1 << 8, min(1 << 16, rows >> 6))
      }
    }
  }

  /// Days of times are looked up without asking which of them occur, which would cost as much.
  private static let mostDays = 1 << 12
  /// Below this many rows a row's work costs less than the tables.
  private static let fewRows = 1 << 15

  private let keys: DirectKeys
  /// The row of `combinations` for each combination of keys; of those that do not occur, any.
  private let numbers: [UInt32]
  /// The columns of the relation, one row a combination; those that are not looked at have no values.
  private let combinations: Relation
  /// Whether only combinations that occur are among them.
  private let areAllPresent: Bool
  private let rowCount: Int

  /// nil where the expression looks at anything else, and where few of many rows are asked for.
  private init?(
    _ expression: BoundExpression, over relation: Relation, _ wanted: Wanted,
    _ context: ExecutionContext
  ) {
    rowCount = relation.baseCount
    guard rowCount >= Self.fewRows, relation.rows.areMost else { return nil }
    let used = expression.columns.sorted()
    let columns = used.map { relation.columns[$0] }
    let days = used.map {
      relation.columns[$0].type == .timestamp && expression.looksOnlyAtDays(of: $0)
    }
    guard 1...4 ~= used.count, zip(columns, days).allSatisfy({ $1 || $0.hasFewValues }),
      let keys = DirectKeys(columns, days: days, context),
      keys.size <= max(wanted.most(rows: rowCount), days.contains(true) ? Self.mostDays : 0)
    else { return nil }
    areAllPresent = wanted == .present && !days.contains(true)
    var places =
      (areAllPresent ? keys.present(rowCount, context) : Array(0..<keys.size)).map {
        (combination: $0, values: keys.places(of: $0))
      }
    // What has no nulls has no combinations with them, nor a result without a value because of them.
    places.removeAll { place in columns.indices.contains { keys.isMissing(place.values, $0) } }
    guard !places.isEmpty, !context.cancellation.isCancelled else { return nil }
    var numbers = [UInt32](repeating: 0, count: keys.size)
    for (number, place) in places.enumerated() {
      numbers[place.combination] = UInt32(truncatingIfNeeded: number)
    }
    self.numbers = numbers
    self.keys = keys
    var combinations = relation
    combinations.rows = .all(places.count)
    combinations.identity = .none
    combinations.columns = relation.columns.map {
      .constant(.null, type: $0.type, count: places.count)
    }
    for (key, index) in used.enumerated() {
      combinations.columns[index] = keys.column(of: places.map { $0.values[key] }, key: key)
    }
    self.combinations = combinations
  }

  /// `expression` over the base rows of `relation`, where it is one of few values.
  static func column(
    of expression: BoundExpression, over relation: Relation, _ context: ExecutionContext
  ) -> Column? {
    // What no row has may be an error, or a word of a dictionary.
    if expression.type != .string,
      let all = FewCombinations(expression, over: relation, .possible, context),
      let column = all.column(of: expression, context)
    {
      return column
    }
    return FewCombinations(expression, over: relation, .present, context)?
      .column(of: expression, context)
  }

  /// The place of each row's value of `expression` among its different values, where these are those
  /// of days: all that counting them takes.
  static func ordinals(
    of expression: BoundExpression, over relation: Relation, _ context: ExecutionContext
  ) -> Column? {
    let used = expression.columns
    guard used.count == 1, let index = used.first, !expression.hasComputedParts,
      expression.looksOnlyAtDays(of: index)
    else { return nil }
    guard let all = FewCombinations(expression, over: relation, .possible, context),
      let found = all.values(of: expression, context)
    else { return nil }
    let places = found.places.map { $0.map { Int16(truncatingIfNeeded: $0) } }
    let known = places.contains(nil) ? Bitmap(count: places.count) { places[$0] != nil } : nil
    let column = Column(
      .int, .integers(.int16(Buffer(places.map { $0 ?? 0 }))), validity: known, count: places.count)
    return all.spread(column, context)
  }

  /// The different values of whole numbers, dates or times, and how a row's is found: what grouping by
  /// the expression takes, without a column of it.
  static func values(
    of expression: BoundExpression, over relation: Relation, _ context: ExecutionContext
  ) -> FewValues? {
    if case .column = expression.node { return nil }
    guard !expression.hasComputedParts,
      let all = FewCombinations(expression, over: relation, .groups, context),
      let found = all.values(of: expression, context)
    else { return nil }
    let null = UInt32(truncatingIfNeeded: found.values.count)
    let keys = all.keys.numbered(
      all.numbers.map { number in
        found.places[Int(number)].map { UInt32(truncatingIfNeeded: $0) } ?? null
      })
    return FewValues(
      keys: keys, values: found.values, hasNull: found.places.contains(nil),
      rowCount: all.rowCount)
  }

  /// The different values of all combinations, ascending, and the place of each combination's among them;
  /// nil where some combination has something to be told of it.
  private func values(
    of expression: BoundExpression, _ context: ExecutionContext
  ) -> (values: Column, places: [Int?])? {
    var notices = Notices()
    do throws(Diagnostic) {
      let column = try combinations.column(of: expression, context, &notices)
      guard notices.counts.isEmpty, case .integers(let numbers) = column.storage else { return nil }
      let all = (0..<numbers.count).map { column.isNull($0) ? nil : numbers[$0] }
      let values = Set(all.compactMap(\.self)).sorted()
      let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
      let own = Column(
        column.type, .integers(values.withUnsafeBufferPointer { .narrowest($0) }),
        count: values.count)
      return (own, all.map { $0.flatMap { places[$0] } })
    } catch {
      // Interrupted, or an overflow: found again by whoever goes row by row.
      return nil
    }
  }

  /// `expression` for all rows; nil where some combination has something to be told of it, which is
  /// counted by rows.
  private func column(
    of expression: BoundExpression, _ context: ExecutionContext
  ) -> Column? {
    var notices = Notices()
    do throws(Diagnostic) {
      let values = try combinations.column(of: expression, context, &notices)
      guard notices.counts.isEmpty else { return nil }
      let column = spread(values, context)
      return context.cancellation.isCancelled ? nil : column
    } catch {
      // As above.
      return nil
    }
  }

  private func spread(_ values: Column, _ context: ExecutionContext) -> Column? {
    let storage: Column.Storage
    switch values.storage {
    case .constant, .numbered: return nil
    case .bits(let bits): storage = .bits(spread(bits, context))
    case .doubles(let numbers): storage = .doubles(spread(numbers, context))
    case .integers(let numbers):
      let all = Buffer((0..<numbers.count).map { numbers[$0] })
      storage = withExtendedLifetime(all) {
        switch Integers.narrowest(all.values) {
        case .int8(let narrow): .integers(.int8(spread(narrow, context)))
        case .int16(let narrow): .integers(.int16(spread(narrow, context)))
        case .int32(let narrow): .integers(.int32(spread(narrow, context)))
        case .int64(let wide): .integers(.int64(spread(wide, context)))
        case .seconds(let times): .integers(.seconds(spread(times, context)))
        }
      }
    case .codes, .text:
      // A dictionary has the values that occur.
      if case .string = values.type, !areAllPresent { return nil }
      do throws(Diagnostic) {
        let (codes, dictionary) = try TextCoding.coded(values, context)
        storage = .codes(spread(codes, dictionary, context), dictionary)
      } catch {
        // Interrupted.
        return nil
      }
    }
    return Column(
      values.type, storage, validity: values.validity.map { spread($0, context) }, count: rowCount)
  }

  private func spread(
    _ codes: Buffer<UInt32>, _ dictionary: StringDictionary, _ context: ExecutionContext
  ) -> Codes {
    withExtendedLifetime(codes) {
      switch Codes.narrowest(codes.values, size: dictionary.count) {
      case .uint8(let narrow): .uint8(spread(narrow, context))
      case .uint16(let narrow): .uint16(spread(narrow, context))
      case .uint32(let wide): .uint32(spread(wide, context))
      }
    }
  }

  private var numbered: DirectKeys { keys.numbered(numbers) }

  private func spread<T>(_ values: Buffer<T>, _ context: ExecutionContext) -> Buffer<T> {
    let numbered = numbered
    return Buffer(count: rowCount) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      numbered.forEachChunk(rowCount, context) { start, codes, count in
        let lanes = target.pointer + start
        for lane in 0..<count { lanes[lane] = values[Int(codes[lane])] }
      }
    }
  }

  private func spread(_ bits: Bitmap, _ context: ExecutionContext) -> Bitmap {
    let numbered = numbered
    let bytes = Buffer((0..<bits.count).map { UInt8(bits[$0] ? 1 : 0) })
    return Bitmap(count: rowCount) { words in
      guard let base = words.baseAddress else { return }
      let target = SharedPointer(base)
      numbered.forEachChunk(rowCount, context) { start, codes, count in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { lanes in
          guard let room = lanes.baseAddress else { return }
          for lane in 0..<count { room[lane] = bytes[Int(codes[lane])] }
          Bitmap.pack(room, count, at: start, to: target.pointer)
        }
      }
    }
  }
}

extension Relation.Rows {
  /// Whether so many rows are meant that all may as well be worked out.
  fileprivate var areMost: Bool {
    switch self {
    case .all: true
    case .bits(let bits): bits.population * 4 >= bits.count
    case .list: false
    }
  }
}

extension BoundExpression {
  /// Whether the time of day in the column does not matter: it stands within functions of days alone.
  func looksOnlyAtDays(of index: Int) -> Bool {
    if case .column(index) = node { return false }
    if case .apply(let call) = node, call.isOfDays(type) {
      return call.arguments.allSatisfy {
        if case .column(index) = $0.node { true } else { $0.looksOnlyAtDays(of: index) }
      }
    }
    return children.allSatisfy { $0.looksOnlyAtDays(of: index) }
  }

  /// Whether it looks at days of one time column and nothing else, more than once.
  var isOfDays: Bool {
    let used = columns
    guard used.count == 1, let index = used.first else { return false }
    var parts = 0
    visit { if case .apply(let call) = $0.node, call.isOfDays($0.type) { parts += 1 } }
    return !hasComputedParts && parts > 1 && looksOnlyAtDays(of: index)
  }

  /// Whether a part of it is worked out over whole columns.
  fileprivate var hasComputedParts: Bool {
    var isPlain = true
    visit { if case .computed = $0.node { isPlain = false } }
    return !isPlain
  }
}

extension BoundCall {
  /// Whether the result is the same for all moments of a day.
  fileprivate func isOfDays(_ type: ColumnType) -> Bool {
    switch name {
    case "year", "quarter", "month", "week", "iso_year", "day", "day_of_year", "weekday",
      "last_day":
      true
    case "start_of", "date_trunc": type == .date
    default: false
    }
  }
}

extension Column {
  /// Whether it is kept as codes, bits or narrow numbers.
  fileprivate var hasFewValues: Bool {
    switch storage {
    case .codes(_, let dictionary): dictionary.count < 1 << 12
    case .bits, .integers(.int8), .integers(.int16): true
    case .integers, .doubles, .text, .numbered, .constant: false
    }
  }
}
