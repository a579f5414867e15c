extension StoredCondition {
  /// The condition over stored values that `expression` comes to; nil when it has to be computed.
  init?(_ expression: BoundExpression, columns: [Column]) {
    switch expression.node {
    case .column(let index):
      guard case .bits(let bits) = columns[index].storage else { return nil }
      self = .test(
        StoredTest(values: .bits(bits), isInverted: false, validity: columns[index].validity))
    case .codeTest(let operand, let table):
      guard case .column(let index) = operand.node,
        case .codes(let codes, _) = columns[index].storage
      else { return nil }
      self.init(columns[index], .codes(codes, accepted: Buffer(table)))
    case .inRange(let operand, let low, let high):
      guard case .column(let index) = operand.node,
        case .integers(let numbers) = columns[index].storage
      else { return nil }
      self =
        low <= high
        ? .init(columns[index], .numbers(numbers, low...high))
        : .init(columns[index], .numbers(numbers, .min ... .max), isInverted: true)
    case .isIn(let operand, let set):
      guard case .column(let index) = operand.node,
        let values = StoredTest.Values(columns[index], in: set)
      else { return nil }
      self.init(columns[index], values)
    case .isNull(let operand):
      guard case .column(let index) = operand.node, let validity = columns[index].validity
      else { return nil }
      self = .known(validity.inverted)
    case .not(let operand):
      guard let inner = StoredCondition(operand, columns: columns) else { return nil }
      self = inner.inverted
    case .and(let operands):
      guard let parts = Self.parts(operands, columns) else { return nil }
      self = .all(parts)
    case .or(let operands):
      guard let parts = Self.parts(operands, columns) else { return nil }
      self = .any(parts)
    case .apply(let call):
      self.init(call, columns: columns)
    case .constant, .coded, .computed, .classSet, .rank, .lookup, .caseWhen:
      return nil
    }
  }

  private init(_ column: Column, _ values: StoredTest.Values, isInverted: Bool = false) {
    self = .test(
      StoredTest(values: values, isInverted: isInverted, validity: column.validity))
  }

  private static func parts(
    _ operands: [BoundExpression], _ columns: [Column]
  ) -> [StoredCondition]? {
    var parts: [StoredCondition] = []
    for operand in operands {
      guard let part = StoredCondition(operand, columns: columns) else { return nil }
      parts.append(part)
    }
    return parts.isEmpty ? nil : parts
  }

  private var inverted: StoredCondition {
    switch self {
    case .test(let test):
      .test(
        StoredTest(
          values: test.values, isInverted: !test.isInverted, validity: test.validity))
    case .known(let bits): .known(bits.inverted)
    case .all(let parts): .any(parts.map(\.inverted))
    case .any(let parts): .all(parts.map(\.inverted))
    }
  }

  /// A function of one column and constants.
  private init?(_ call: BoundCall, columns: [Column]) {
    let indices: [Int?] = call.arguments.map {
      if case .column(let index) = $0.beforeConversion.node { index } else { nil }
    }
    guard let place = indices.firstIndex(where: { $0 != nil }), let index = indices[place] else {
      return nil
    }
    let constants = call.arguments.enumerated().allSatisfy { $0 == place || $1.constant != nil }
    guard constants else { return nil }
    switch columns[index].storage {
    case .codes(let codes, let dictionary):
      guard case .strict = call.overload.nulls, call.overload.result == .bool,
        dictionary.count > 0, dictionary.count <= Evaluator.liftLimit
      else { return nil }
      let table = Evaluator(columns: []).tabulate(call, place, dictionary)
      guard case .bools(let accepted) = table.lanes, table.valid == nil, !table.overflowed else {
        return nil
      }
      self.init(columns[index], .codes(codes, accepted: Buffer(accepted)))
    case .integers(let numbers):
      guard let test = NumberTest(call, columnAt: place) else { return nil }
      self.init(
        columns[index], .numbers(numbers, test.range), isInverted: test.isInverted)
    case .doubles(let buffer):
      guard let (bound, isInverted) = StoredTest.Bound.of(call, columnAt: place) else { return nil }
      self.init(columns[index], .doubles(buffer, bound), isInverted: isInverted)
    case .text(let arena):
      guard place == 0, let part = Self.contained(call) else { return nil }
      self.init(columns[index], .containing(arena, part))
    case .bits, .numbered, .constant: return nil
    }
  }

  /// What a text must have within it, where that is all the call asks for.
  private static func contained(_ call: BoundCall) -> Buffer<UInt8>? {
    guard call.arguments.count == 2, case .string(let wanted)? = call.arguments[1].constant else {
      return nil
    }
    let part: [UInt8]? =
      switch call.name {
      case "like": LikePattern(wanted.utf8).contained
      case "contains": Array(wanted.utf8)
      default: nil
      }
    guard let part, !part.isEmpty else { return nil }
    return Buffer(part)
  }
}

extension StoredTest.Bound {
  /// A comparison of a column of fractions with a constant.
  fileprivate static func of(
    _ call: BoundCall, columnAt place: Int
  ) -> (StoredTest.Bound, isInverted: Bool)? {
    guard call.arguments.count == 2, let op = Comparison(functionName: call.name),
      case .float(let constant)? = call.arguments[1 - place].constant, !constant.isNaN
    else { return nil }
    switch place == 0 ? op : op.mirrored {
    case .equal: return (.equal(constant), false)
    case .notEqual: return (.equal(constant), true)
    case .less: return (.below(constant), false)
    case .greaterOrEqual: return (.below(constant), true)
    case .lessOrEqual: return (.upTo(constant), false)
    case .greater: return (.upTo(constant), true)
    }
  }
}

/// A comparison of a whole-number column with a constant of the same unit, as a range.
private struct NumberTest {
  var range: ClosedRange<Int64>
  var isInverted = false

  init?(_ call: BoundCall, columnAt place: Int) {
    guard call.arguments.count == 2, let named = Comparison(functionName: call.name),
      let value = call.arguments[1 - place].constant
    else { return nil }
    let op = place == 0 ? named : named.mirrored
    let type = call.arguments[place].beforeConversion.type
    if case .float(let bound) = value {
      guard let bounds = FractionBounds(bound, type) else { return nil }
      self = .beside(bounds, op)
      return
    }
    guard let constant = value.lane(for: type) else { return nil }
    switch op {
    case .equal: range = constant...constant
    case .notEqual:
      range = constant...constant
      isInverted = true
    case .lessOrEqual: range = Int64.min...constant
    case .greaterOrEqual: range = constant...Int64.max
    // The complement of the comparison that includes the bound: no bound is one off the end.
    case .less:
      range = constant...Int64.max
      isInverted = true
    case .greater:
      range = Int64.min...constant
      isInverted = true
    }
  }
}

extension BoundExpression {
  /// The column of decimals that is converted to be compared with a fraction; else the expression itself.
  fileprivate var beforeConversion: BoundExpression {
    guard case .apply(let call) = node, call.name == "convert", case .float = type,
      let operand = call.arguments.first, case .decimal = operand.type, case .column = operand.node
    else { return self }
    return operand
  }
}

extension NumberTest {
  fileprivate static func beside(_ bounds: FractionBounds, _ op: Comparison) -> NumberTest {
    switch op {
    case .greaterOrEqual: from(bounds.atLeast, isInverted: false)
    case .greater: from(bounds.above, isInverted: false)
    case .less: from(bounds.atLeast, isInverted: true)
    case .lessOrEqual: from(bounds.above, isInverted: true)
    case .equal: equal(bounds, isInverted: false)
    case .notEqual: equal(bounds, isInverted: true)
    }
  }

  /// From `low` on; nil: no number is great enough.
  private static func from(_ low: Int64?, isInverted: Bool) -> NumberTest {
    guard let low else { return NumberTest(range: .min ... .max, isInverted: !isInverted) }
    return NumberTest(range: low ... .max, isInverted: isInverted)
  }

  private static func equal(_ bounds: FractionBounds, isInverted: Bool) -> NumberTest {
    guard let low = bounds.atLeast, low != bounds.above else {
      return NumberTest(range: .min ... .max, isInverted: !isInverted)
    }
    return NumberTest(
      range: low...(bounds.above.map { $0 - 1 } ?? .max), isInverted: isInverted)
  }

  private init(range: ClosedRange<Int64>, isInverted: Bool) {
    self.range = range
    self.isInverted = isInverted
  }
}

/// Where whole numbers, or unscaled decimals, come to a fraction and beyond it, as they are compared row by row:
/// what a decimal is as a fraction never falls when it grows.
private struct FractionBounds {
  /// The least number that is not below the fraction; nil: all are.
  let atLeast: Int64?
  /// The least number that is above it.
  let above: Int64?

  init?(_ fraction: Double, _ type: ColumnType) {
    guard fraction.isFinite else { return nil }
    switch type {
    case .int:
      // Above a fraction that is whole comes the next number.
      let up = fraction.rounded(.up)
      atLeast = Self.least { Self.isAtLeast($0, up) }
      above = up == fraction ? Self.least { !Self.isAtMost($0, up) } : atLeast
    case .decimal(let scale):
      let divisor = Double(DecimalScale.power(scale))
      atLeast = Self.least { Double($0) / divisor >= fraction }
      above = Self.least { Double($0) / divisor > fraction }
    default: return nil
    }
  }

  private static func isAtLeast(_ number: Int64, _ whole: Double) -> Bool {
    if whole >= 0x1p63 { return false }
    return whole < -0x1p63 || number >= Int64(whole)
  }

  private static func isAtMost(_ number: Int64, _ whole: Double) -> Bool {
    if whole >= 0x1p63 { return true }
    return whole >= -0x1p63 && number <= Int64(whole)
  }

  /// The least number for which `holds`, which holds for all above it.
  private static func least(_ holds: (Int64) -> Bool) -> Int64? {
    guard holds(.max) else { return nil }
    var (low, high) = (Int64.min, Int64.max)
    while low < high {
      // Rounded down, also where the sum would not fit.
      let middle = (low >> 1) + (high >> 1) + (low & high & 1)
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Comparison {
  init?(functionName: String) {
    switch functionName {
    case "=": self = .equal
    case "!=": self = .notEqual
    case "<": self = .less
    case "<=": self = .lessOrEqual
    case ">": self = .greater
    case ">=": self = .greaterOrEqual
    default: return nil
    }
  }

  /// The comparison with its sides exchanged.
  fileprivate var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}

extension Value {
  /// This value in the lanes of a column of `type`; nil where it has none there.
  fileprivate func lane(for type: ColumnType) -> Int64? {
    switch (self, type) {
    case (.int(let number), .int): return number
    case (.int(let number), .decimal(let scale)):
      return Self.raised(number, by: scale)
    case (.decimal(let unscaled, let own), .decimal(let scale)):
      return Self.raised(unscaled, by: scale - own)
    case (.date(let days), .date): return Int64(days)
    case (.timestamp(let time), .timestamp): return time
    default: return nil
    }
  }

  private static func raised(_ number: Int64, by digits: Int) -> Int64? {
    guard (0...18).contains(digits) else { return nil }
    let (result, overflow) = number.multipliedReportingOverflow(by: DecimalScale.power(digits))
    return overflow ? nil : result
  }
}

extension StoredTest.Values {
  /// Whether a value is in `set`; nil for columns whose values have to be spelled out.
  fileprivate init?(_ column: Column, in set: ValueSet) {
    switch column.storage {
    case .codes(let codes, let dictionary):
      self = .codes(codes, accepted: Buffer(set.table(of: dictionary)))
    case .numbered(let ids): self = .membership(of: ids.numbers, in: set.numbers(in: ids))
    case .integers(let numbers): self = .membership(of: numbers, in: set.numbers)
    case .bits, .doubles, .text, .constant: return nil
    }
  }
}
