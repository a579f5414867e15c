/// The codes of one dictionary as those of another, so that text of two columns is compared by codes.
/// One thread's.
final class CodeTranslations {
  /// A dictionary of more values costs more to translate than its rows to compare.
  static let most = 1 << 12

  /// The code of a value that the other dictionary does not have.
  private static let none = UInt32.max

  private var tables: [Table] = []

  private struct Table {
    let source: StringDictionary
    let target: StringDictionary
    let codes: [UInt32]
  }

  /// By code of `source`, the code of the same text in `target`.
  func table(from source: StringDictionary, to target: StringDictionary) -> [UInt32] {
    if let known = tables.first(where: { $0.source === source && $0.target === target }) {
      return known.codes
    }
    let codes = Self.translated(source, target)
    tables.append(Table(source: source, target: target, codes: codes))
    return codes
  }

  private static func translated(
    _ source: StringDictionary, _ target: StringDictionary
  ) -> [UInt32] {
    if source === target { return Array(0..<UInt32(truncatingIfNeeded: source.count)) }
    let interner = TextInterner()
    // Values of a dictionary are distinct, so that they are numbered as they stand.
    for code in 0..<target.count { _ = interner.code(target.values[code]) }
    return (0..<source.count).map { code in
      let found = interner.code(source.values[code])
      return found < UInt32(target.count) ? found : none
    }
  }
}
