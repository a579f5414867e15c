/// Hashes of whole tables: the same for the same content, in every run.
public enum TableFingerprint {
  /// 16 hexadecimal digits over names, types, values and validity of all columns, and which rows are
  /// whose.
  public static func hash(
    _ tables: [(name: String, table: Table)], offsets: [Buffer<UInt32>]
  ) -> String {
    var state: UInt64 = 0
    for starts in offsets { state = buffer(starts, state) }
    for (name, table) in tables {
      state = text(name, state)
      for (field, column) in zip(table.fields, table.columns)
      where !AssemblyStop.isStopped {
        state = self.column(column, text("\(field.name) \(column.type.word)", state))
      }
    }
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func text(_ text: String, _ seed: UInt64) -> UInt64 {
    var copy = text
    return copy.withUTF8 { ContentHash.hash($0, seed: seed) }
  }

  private static func column(_ column: Column, _ seed: UInt64) -> UInt64 {
    let state = storage(column.storage, seed ^ UInt64(column.count))
    guard let validity = column.validity else { return state }
    return buffer(validity.words, state)
  }

  private static func storage(_ storage: Column.Storage, _ seed: UInt64) -> UInt64 {
    switch storage {
    case .bits(let bits): return buffer(bits.words, seed)
    case .integers(let numbers): return integers(numbers, seed)
    case .doubles(let doubles): return buffer(doubles, seed)
    case .text(let arena): return buffer(arena.offsets, buffer(arena.bytes, seed))
    case .numbered(let ids):
      return integers(ids.numbers, text("\(ids.prefix) \(ids.width)", seed))
    case .constant(let value): return text(ValueText.text(value), seed)
    case .codes(let codes, let dictionary):
      let state = buffer(dictionary.values.offsets, buffer(dictionary.values.bytes, seed))
      switch codes {
      case .uint8(let numbers): return buffer(numbers, state)
      case .uint16(let numbers): return buffer(numbers, state)
      case .uint32(let numbers): return buffer(numbers, state)
      }
    }
  }

  private static func integers(_ integers: Integers, _ seed: UInt64) -> UInt64 {
    switch integers {
    case .int8(let numbers): buffer(numbers, seed)
    case .int16(let numbers): buffer(numbers, seed)
    case .int32(let numbers): buffer(numbers, seed)
    case .int64(let numbers): buffer(numbers, seed)
    // Not the same as so many microseconds.
    case .seconds(let numbers): buffer(numbers, text("seconds", seed))
    }
  }

  private static func buffer<T>(_ buffer: Buffer<T>, _ seed: UInt64) -> UInt64 {
    guard buffer.count > 0, let start = buffer.values.baseAddress else { return seed }
    return ContentHash.hash(
      UnsafeRawPointer(start), count: buffer.count * MemoryLayout<T>.stride, seed: seed)
  }
}
