extension Column {
  /// The rows of a `string` column whose text is among `wanted`, compared by bytes; no null row.
  public func rows(among wanted: TextArena) -> Bitmap {
    let found: Bitmap
    switch storage {
    case .numbered(let numbered):
      found = numbered.rows(
        among: (0..<wanted.count).compactMap { numbered.number(of: wanted[$0]) })
    case .text(let arena):
      let texts = Self.interned(wanted)
      found = Bitmap(count: count, where: { texts.contains(arena[$0]) })
    case .codes(let codes, let dictionary):
      let texts = Self.interned(wanted)
      let isWanted = (0..<dictionary.count).map { texts.contains(dictionary.values[$0]) }
      found = Bitmap(count: count, where: { isWanted[codes[$0]] })
    case .constant(.string(var text)):
      let texts = Self.interned(wanted)
      found = Bitmap(count: count, all: text.withUTF8 { texts.contains($0) })
    case .bits, .integers, .doubles, .constant: found = Bitmap(count: count, all: false)
    }
    return validity.map(found.and) ?? found
  }

  private static func interned(_ wanted: TextArena) -> TextInterner {
    let interner = TextInterner(expecting: wanted.count)
    for row in 0..<wanted.count { _ = interner.code(wanted[row]) }
    return interner
  }
}
