/// Text columns one after another, kept as narrowly as the parts allow.
enum TextConcatenation {
  static func storage(_ parts: [ColumnConcatenation.Part], _ total: Int) -> Column.Storage {
    numbered(parts, total) ?? coded(parts, total) ?? .text(arena(parts, total))
  }

  /// All parts ids of one prefix and compatible width.
  private static func numbered(
    _ parts: [ColumnConcatenation.Part], _ total: Int
  ) -> Column.Storage? {
    guard let shape = IdentifierShape.common(parts.compactMap(\.column)) else { return nil }
    let lanes = Buffer<Int64>(count: total) { out in
      out.initialize(repeating: 0)
      guard let base = out.baseAddress else { return }
      var start = 0
      for part in parts {
        if let column = part.column { Lanes.widen(column, to: base + start) }
        start += part.count
      }
    }
    return .numbered(
      NumberedText(
        prefix: shape.prefix, width: shape.width, numbers: Integers.narrowest(lanes.values)))
  }

  /// All parts dictionary codes (or one value throughout): dictionaries are united.
  private static func coded(
    _ parts: [ColumnConcatenation.Part], _ total: Int
  ) -> Column.Storage? {
    let interner = TextInterner()
    var translations: [[UInt32]] = []
    for part in parts {
      guard let translation = translation(part.column, interner) else { return nil }
      translations.append(translation)
    }
    let codes = Buffer<UInt32>(count: total) { out in
      out.initialize(repeating: 0)
      var start = 0
      for (part, translation) in zip(parts, translations) {
        fill(out, start, part.column, translation)
        start += part.count
      }
    }
    if interner.count == 0 { return .constant(.null) }
    let dictionary = StringDictionary(interner.arena((0..<UInt32(interner.count)).map { $0 }))
    return .codes(Codes.narrowest(codes.values, size: interner.count), dictionary)
  }

  /// Old code → code of the united dictionary; nil when the column is not coded.
  private static func translation(_ column: Column?, _ interner: TextInterner) -> [UInt32]? {
    guard let column else { return [] }
    switch column.storage {
    case .codes(_, let dictionary):
      return (0..<dictionary.count).map { interner.code(dictionary.values[$0]) }
    case .constant(let value):
      if value == .null { return [] }
      var text = ValueText.text(value)
      return [text.withUTF8 { interner.code($0) }]
    case .bits, .integers, .doubles, .text, .numbered:
      return nil
    }
  }

  private static func fill(
    _ out: UnsafeMutableBufferPointer<UInt32>, _ start: Int, _ column: Column?,
    _ translation: [UInt32]
  ) {
    guard let column, let single = translation.first else { return }
    guard case .codes(let codes, _) = column.storage else {
      for row in 0..<column.count { out[start + row] = single }
      return
    }
    for row in 0..<column.count { out[start + row] = translation[codes[row]] }
  }

  private static func arena(_ parts: [ColumnConcatenation.Part], _ total: Int) -> TextArena {
    var bytes: [UInt8] = []
    let offsets = Buffer<UInt32>(count: total + 1) { out in
      var at = 0
      out[0] = 0
      for part in parts {
        for row in 0..<part.count {
          if let column = part.column { append(column, row, to: &bytes) }
          at += 1
          out[at] = UInt32(bytes.count)
        }
      }
    }
    return TextArena(bytes: copy(bytes), offsets: offsets)
  }

  private static func append(_ column: Column, _ row: Int, to bytes: inout [UInt8]) {
    if column.isNull(row) { return }
    switch column.storage {
    case .text(let arena): bytes.append(contentsOf: arena[row])
    case .codes(let codes, let dictionary):
      bytes.append(contentsOf: dictionary.values[codes[row]])
    case .bits, .integers, .doubles, .numbered, .constant:
      bytes.append(contentsOf: ValueText.text(column.value(row)).utf8)
    }
  }

  static func copy(_ bytes: [UInt8]) -> Buffer<UInt8> {
    Buffer(count: bytes.count) { _ = $0.initialize(from: bytes) }
  }
}
