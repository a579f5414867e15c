/// Words that mean "no value" in a column of numbers, dates or truth values. In text they are text.
enum NullText {
  /// Written by programs: always null beside numbers.
  static let strong: Set<String> = [
    "NULL", "null", "Null", "NA", "N/A", "#N/A", "\\N", "NaN", "nan", "None", "NaT", "<NA>",
  ]
  /// Written by people: null when frequent, otherwise a fault worth a look.
  static let weak: Set<String> = [
    "n/a", "na", "-", "--", ".", "?", "none", "无", "空", "未知", "unknown", "Unknown",
  ]

  enum Strength { case strong, weak }

  /// How surely `text` means null; blanks alone do.
  static func strength(_ text: UnsafeBufferPointer<UInt8>) -> Strength? {
    if text.allSatisfy(\.isBlank) { return .strong }
    guard text.count <= 9 else { return nil }
    let word = String(decoding: text, as: UTF8.self)
    if strong.contains(word) { return .strong }
    return weak.contains(word) ? .weak : nil
  }
}
