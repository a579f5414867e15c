/// A column of ids brought to one way of writing, whatever type its file gave it.
///
/// Ids are text: `17850` read as a number prints as `17850`, zeros in front stay, and `17850.0`,
/// which spreadsheets make of it, is `17850` again. Blank ids are no ids.
public struct IdentifierColumn: Sendable {
  /// Type string; prefix and number where every id has that form.
  public let column: Column
  /// Rows with an id.
  public let present: Int
  /// The file wrote whole numbers with a point and zeros behind.
  public let wasFractional: Bool

  public init(_ source: Column) {
    let normal = Self.normalized(source)
    column = normal.column
    wasFractional = normal.wasFractional
    present = column.validity?.population ?? column.count
  }

  /// `row 1`, `row 2` … for a table whose rows have no id.
  public static func generated(count: Int) -> Column {
    let lanes = Buffer<Int64>(count: count) { out in
      for row in 0..<count { out[row] = Int64(row + 1) }
    }
    let numbers = Integers.narrowest(lanes.values)
    return Column(
      .string, .numbered(NumberedText(prefix: "row ", width: 0, numbers: numbers)), count: count)
  }

  private static func normalized(_ source: Column) -> (column: Column, wasFractional: Bool) {
    switch source.storage {
    case .numbered: return (source, false)
    case .integers(let integers):
      if source.type == .int, (IdentifierShape.range(source, threads: 1)?.low ?? 0) >= 0 {
        return (numbered("", 0, integers, source), false)
      }
      if case .decimal(let scale) = source.type, let whole = wholeNumbers(source, scale) {
        return (numbered("", 0, whole, source), scale > 0)
      }
      return (textual(source), false)
    case .doubles(let doubles):
      guard let whole = wholeNumbers(source, doubles) else { return (textual(source), false) }
      return (numbered("", 0, whole, source), true)
    case .constant(.null):
      let none = Bitmap(count: source.count, all: false)
      return (Column(.string, textual(source).storage, validity: none, count: source.count), false)
    case .codes, .text, .bits, .constant: return fromText(textual(source))
    }
  }

  private static func numbered(
    _ prefix: String, _ width: Int, _ numbers: Integers, _ source: Column
  ) -> Column {
    Column(
      .string, .numbered(NumberedText(prefix: prefix, width: width, numbers: numbers)),
      validity: source.validity, count: source.count)
  }

  /// The numbers of a decimal column without a fraction; nil when one has a fraction or a sign.
  private static func wholeNumbers(_ source: Column, _ scale: Int) -> Integers? {
    var unit: Int64 = 1
    for _ in 0..<min(scale, 18) { unit *= 10 }
    var isWhole = true
    let lanes = Buffer<Int64>(count: source.count) { out in
      guard let base = out.baseAddress else { return }
      Lanes.widen(source, to: base)
      for row in 0..<source.count {
        if source.isNull(row) { base[row] = 0 }
        isWhole = isWhole && base[row] >= 0 && base[row] % unit == 0
        base[row] /= unit
      }
    }
    return isWhole ? Integers.narrowest(lanes.values) : nil
  }

  private static func wholeNumbers(_ source: Column, _ doubles: Buffer<Double>) -> Integers? {
    var isWhole = true
    let lanes = Buffer<Int64>(count: source.count) { out in
      for row in 0..<source.count {
        let number = source.isNull(row) ? 0 : doubles[row]
        let whole = Int64(exactly: number)
        isWhole = isWhole && (whole ?? -1) >= 0
        out[row] = whole ?? 0
      }
    }
    return isWhole ? Integers.narrowest(lanes.values) : nil
  }

  private static func textual(_ source: Column) -> Column {
    if case .codes = source.storage { return source }
    if case .text = source.storage { return source }
    let storage = TextConcatenation.storage([.init(source, count: source.count)], source.count)
    return Column(.string, storage, validity: source.validity, count: source.count)
  }

  /// Text ids: blank ones are none; all of one prefix and number are kept as such; floats of a
  /// spreadsheet lose their `.0`.
  private static func fromText(_ source: Column) -> (column: Column, wasFractional: Bool) {
    let validity = withoutBlanks(source)
    let column = Column(.string, source.storage, validity: validity, count: source.count)
    if let found = IdentifierPattern.recognize(column) {
      return (numbered(found.prefix, found.width, found.numbers, column), found.wasFractional)
    }
    return (column, false)
  }

  private static func withoutBlanks(_ source: Column) -> Bitmap? {
    let blanks = (0..<source.count).contains { row in
      !source.isNull(row) && isBlank(source, row)
    }
    guard blanks else { return source.validity }
    return Bitmap(
      count: source.count,
      rows: (0..<source.count).lazy.filter { !source.isNull($0) && !isBlank(source, $0) })
  }

  private static func isBlank(_ source: Column, _ row: Int) -> Bool {
    IdentifierPattern.bytes(source, row).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
