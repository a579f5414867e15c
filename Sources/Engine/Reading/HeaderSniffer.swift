/// Whether the first record names the columns.
enum HeaderSniffer {
  static func hasHeader(_ records: [SampleRecord]) -> Bool {
    guard let first = records.first else { return false }
    let rest = records.dropFirst().prefix(200).filter {
      $0.fields.count == first.fields.count && $0.fields != first.fields
    }
    if first.fields.allSatisfy(\.isEmpty) { return !rest.isEmpty }
    var votes = 0
    for column in first.fields.indices {
      votes += vote(first.fields[column], rest.map { $0.fields[column] })
    }
    if votes != 0 { return votes > 0 }
    let named = first.fields.filter { !$0.isEmpty && !isTyped($0) }
    return named.count == first.fields.count && Set(named).count == named.count
  }

  /// +1: the first value is unlike the others, a name; -1: it is one of them; 0: can't be told.
  private static func vote(_ name: [UInt8], _ values: [[UInt8]]) -> Int {
    let values = values.filter { !$0.isEmpty }
    guard !values.isEmpty, !name.isEmpty else { return isTyped(name) ? -1 : 0 }
    let typed = values.filter(isTyped).count
    if typed * 5 >= values.count * 4 { return isTyped(name) ? -1 : 1 }
    if isTyped(name) { return -1 }
    if values.contains(name) { return -1 }
    var shape = IDShape()
    for value in values { value.withUnsafeBufferPointer { shape.add($0) } }
    guard values.count > 1, shape.numbered != nil else { return 0 }
    name.withUnsafeBufferPointer { shape.add($0) }
    return shape.numbered == nil ? 1 : -1
  }

  /// A number, date or formatted number.
  private static func isTyped(_ value: [UInt8]) -> Bool {
    value.withUnsafeBufferPointer { text in
      NumberText.float(text) != nil || NumberText.formatted(text, decimalMark: .point) != nil
        || [DateText.Order.ymd, .mdy, .dmy].contains { DateText.parse(text, order: $0) != nil }
    }
  }
}
