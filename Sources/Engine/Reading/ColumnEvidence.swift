/// What the values of one column could be, counted over a sample and over the values that did not fit
/// a first guess. Decides how the column is read.
struct ColumnEvidence: Sendable {
  /// Values that are not empty, and not a word for null.
  private(set) var values = 0
  private(set) var strongNulls = 0
  private(set) var weakNulls = 0
  private var strongWords: Set<String> = []
  private var weakWords: Set<String> = []
  private var bools = 0
  private var ints = 0
  private var pointZeros = 0
  private var decimals = 0
  private var floats = 0
  private var maxScale = 0
  private var maxWhole = 0
  /// Digits that are no number: a leading zero, or too many of them.
  private var digitIDs = 0
  private var formats = FormatEvidence()
  private var dates = DateEvidence()
  private var shape = IDShape()
  private var distinct: Set<[UInt8]> = []

  private static let distinctLimit = 4096

  var isEmpty: Bool { values == 0 }
  var ambiguousDates: Bool { dates.isAmbiguous }
  var hasOffsets: Bool { dates.hasOffsets }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    if text.isEmpty { return }
    switch NullText.strength(text) {
    case .strong:
      strongNulls += 1
      strongWords.insert(String(decoding: text, as: UTF8.self))
    case .weak:
      weakNulls += 1
      weakWords.insert(String(decoding: text, as: UTF8.self))
    case nil: values += 1
    }
    shape.add(text)
    if distinct.count < Self.distinctLimit, text.count <= 64 { distinct.insert(Array(text)) }
    number(text)
    formats.add(text)
    dates.add(text)
  }

  /// Counts `count` more values as such that `kind` reads.
  mutating func add(_ count: Int, reading kind: FieldKind) {
    values += count
    switch kind {
    case .bool: bools += count
    case .int(let dropsPointZero):
      if dropsPointZero { pointZeros += count } else { ints += count }
      formats.add(count, mark: nil)
    case .decimal:
      decimals += count
      formats.add(count, mark: .point)
    case .formatted(_, let style): formats.add(count, mark: style.decimalMark)
    case .float: floats += count
    case .date(let order): dates.add(count, order)
    case .timestamp(let order): dates.add(count, order)
    case .numbered, .coded, .text: break
    }
  }

  private mutating func number(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first, first.isDigit || first == .minus || first == .point else {
      let word = text.count <= 5 ? String(decoding: text, as: UTF8.self).lowercased() : ""
      if word == "true" || word == "false" { bools += 1 }
      return
    }
    let digits = first == .minus ? UnsafeBufferPointer(rebasing: text.dropFirst()) : text
    if !digits.isEmpty, digits.allSatisfy(\.isDigit) {
      let isID = digits.count > NumberText.maxDigits || (digits.count > 1 && digits[0] == .zero)
      if isID {
        digitIDs += 1
      } else {
        ints += 1
        maxWhole = max(maxWhole, digits.count)
      }
    } else if digits.count > 1, digits[0] == .zero, digits[1].isDigit {
      return
    } else if let decimal = NumberText.decimal(text) {
      exact(decimal, text)
    } else if NumberText.float(text) != nil {
      floats += 1
    }
  }

  private mutating func exact(
    _ decimal: NumberText.Decimal, _ text: UnsafeBufferPointer<UInt8>
  ) {
    maxWhole = max(maxWhole, String(decimal.unscaled.magnitude).utf8.count - decimal.scale)
    if decimal.scale == 0 {
      ints += 1
      return
    }
    maxScale = max(maxScale, decimal.scale)
    if decimal.scale == 1, text.suffix(2).elementsEqual([.point, .zero]) {
      pointZeros += 1
    } else {
      decimals += 1
    }
  }

  /// The words for null that were met.
  func nullWords(weakToo: Bool) -> [String] {
    (weakToo ? strongWords.union(weakWords) : strongWords).sorted()
  }

  // MARK: Deciding

  /// `name` may lend weight: a column called `date` holds dates even where there are few of them.
  /// `isProved`: the whole file was read, and what is no such value as needed is within what is
  /// tolerated; only how the values are written is still to be said.
  func plan(
    name: String, dayFirst: Bool?, need: ColumnNeed? = nil, isProved: Bool = false
  ) -> ColumnPlan {
    let present = values + strongNulls + weakNulls
    // Words such as `-` are nulls when there are enough of them to be a habit.
    let hasWeakNulls = weakNulls > 0 && weakNulls * 1000 >= present && values > weakNulls
    let counted = values + (hasWeakNulls ? 0 : weakNulls)
    let misfits = min(counted / 1000, PassPlan.misfitLimit)
    let enough = isProved ? 1 : counted - ColumnNeed.tolerated(of: counted)
    var kind =
      needed(need, enough, name: name, dayFirst: dayFirst)
      ?? self.kind(of: counted, allowing: misfits, name: name, dayFirst: dayFirst)
    if need == .text, kind != .bool { kind = text }
    return ColumnPlan(kind: kind, hasWeakNulls: hasWeakNulls && !kind.isText, need: need)
  }

  /// The kind that reads most values, when it is what the column is needed as and reads `enough`.
  private func needed(
    _ need: ColumnNeed?, _ enough: Int, name: String, dayFirst: Bool?
  ) -> FieldKind? {
    guard values > 0, enough > 0 else { return nil }
    switch need {
    case .date: return date(enough, name: name, dayFirst: dayFirst)
    case .number:
      let plain = ints + pointZeros + decimals + floats
      let formatted = formats.style(enough).map { FieldKind.formatted(scale: $0.scale, $0.style) }
      return plain >= formats.most ? number(enough) ?? formatted : formatted ?? number(enough)
    case .text, nil: return nil
    }
  }

  private func date(_ enough: Int, name: String, dayFirst: Bool?) -> FieldKind? {
    guard let order = dates.order(enough, dayFirst: dayFirst, name: name) else { return nil }
    return dates.hasTimes ? .timestamp(order) : .date(order)
  }

  private func kind(
    of counted: Int, allowing misfits: Int, name: String, dayFirst: Bool?
  ) -> FieldKind {
    guard values > 0 else { return .coded }
    let enough = counted - misfits
    if bools >= enough { return .bool }
    if let date = date(enough, name: name, dayFirst: dayFirst) { return date }
    if digitIDs == 0, let number = number(enough) { return number }
    if digitIDs == 0, let (scale, style) = formats.style(enough, name: name) {
      return .formatted(scale: scale, style)
    }
    return text
  }

  /// The plan when the caller has named the type.
  func plan(as type: ColumnType, name: String, dayFirst: Bool?) -> ColumnPlan {
    let order = dates.order(1, dayFirst: dayFirst, name: name) ?? .ymd
    var kind: FieldKind
    switch type {
    case .bool: kind = .bool
    case .int: kind = .int(dropsPointZero: pointZeros > 0)
    case .decimal(let scale): kind = .decimal(scale: scale)
    case .float: kind = .float
    case .date: kind = .date(order)
    case .timestamp: kind = .timestamp(order)
    case .string, .category, .null: kind = text
    }
    if case .decimal(let scale) = type, let (_, style) = formats.style(values, name: "amount"),
      decimals + ints + pointZeros < values
    {
      kind = .formatted(scale: scale, style)
    }
    return ColumnPlan(kind: kind, hasWeakNulls: !kind.isText, isForced: !kind.isText)
  }

  /// The narrowest kind that reads every number seen, be it one in a million: widening costs little,
  /// a number set aside for its spelling would be lost.
  private func number(_ enough: Int) -> FieldKind? {
    guard ints + pointZeros + decimals + floats >= enough else { return nil }
    if floats > 0 || maxWhole + maxScale > NumberText.maxDigits { return .float }
    if decimals > 0 { return .decimal(scale: maxScale) }
    return .int(dropsPointZero: pointZeros > 0)
  }

  private var text: FieldKind {
    let seen = values + strongNulls + weakNulls
    if seen >= 16 || seen == distinct.count, let (prefix, width) = shape.numbered,
      distinct.count * 2 > min(seen, Self.distinctLimit)
    {
      return .numbered(prefix: prefix, width: width)
    }
    let isVaried =
      distinct.count >= Self.distinctLimit
      || (seen > 1000 && distinct.count * 4 > seen * 3)
    return isVaried ? .text : .coded
  }
}

/// Whether all values are one prefix and digits, as `NumberedText` keeps them.
struct IDShape: Sendable {
  private var prefix: [UInt8]?
  private var shortest = Int.max
  private var hasLeadingZero = false
  /// Digits of the values that lead with a zero.
  private var zeroWidths: Set<Int> = []
  private var isBroken = false

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    if isBroken { return }
    let digits = text.reversed().prefix { $0.isDigit }.count
    let head = text.dropLast(digits)
    if prefix == nil { prefix = Array(head) }
    guard digits > 0, digits <= 16, head.count <= 8, let prefix, head.elementsEqual(prefix) else {
      isBroken = true
      return
    }
    shortest = min(shortest, digits)
    if digits > 1, text[head.count] == .zero { zeroWidths.insert(digits) }
  }

  /// Prefix and width when every value is of the shape, and can be written back from its number.
  var numbered: (prefix: [UInt8], width: Int)? {
    guard !isBroken, let prefix, zeroWidths.count <= 1 else { return nil }
    guard let width = zeroWidths.first else {
      // Without leading zeros so far; ids of one length may still come to have them.
      return prefix.isEmpty ? nil : (prefix, 0)
    }
    return shortest >= width ? (prefix, width) : nil
  }
}
