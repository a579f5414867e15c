/// The cells of one column for the loop over rows: where they are and how they are read, without
/// owning anything, so that a cell costs no reference count. Used while the columns live.
struct ExportCells: @unchecked Sendable {
  // Unchecked: columns are immutable, and `TableExport` keeps them for as long.
  private let values: Values
  private let validity: UnsafePointer<UInt64>?

  private enum Values {
    case null
    case bits(UnsafePointer<UInt64>)
    case integers(Whole, Meaning)
    case doubles(UnsafePointer<Double>)
    /// The texts of a dictionary, and for each 1 where it is plain.
    case codes(Whole, Texts, plain: UnsafePointer<UInt8>)
    case texts(Texts)
    case numbered(Whole, prefix: UnsafeBufferPointer<UInt8>, DigitSpelling, isPlain: Bool)
    case bool(Bool)
    case integer(Int64, Meaning)
    case double(Double)
    case text(UnsafeBufferPointer<UInt8>)
  }

  /// What an integer stands for.
  private enum Meaning {
    case integer
    case decimal(scale: Int)
    case date, timestamp, bool
  }

  /// Whole numbers of any width.
  private enum Whole {
    case uint8(UnsafePointer<UInt8>)
    case uint16(UnsafePointer<UInt16>)
    case uint32(UnsafePointer<UInt32>)
    case int8(UnsafePointer<Int8>)
    case int16(UnsafePointer<Int16>)
    case int32(UnsafePointer<Int32>)
    case int64(UnsafePointer<Int64>)
    case seconds(UnsafePointer<Int32>)
    case none

    @inline(__always)
    subscript(row: Int) -> Int64 {
      switch self {
      case .uint8(let base): Int64(base[row])
      case .uint16(let base): Int64(base[row])
      case .uint32(let base): Int64(base[row])
      case .int8(let base): Int64(base[row])
      case .int16(let base): Int64(base[row])
      case .int32(let base): Int64(base[row])
      case .int64(let base): base[row]
      case .seconds(let base): Int64(base[row]) &* Integers.second
      case .none: 0
      }
    }
  }

  private struct Texts {
    let bytes: UnsafeBufferPointer<UInt8>
    let offsets: UnsafeBufferPointer<UInt32>

    @inline(__always)
    subscript(row: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: bytes[Int(offsets[row])..<Int(offsets[row + 1])])
    }
  }

  /// - Parameter owned: keeps what the column does not own.
  init<Encoder: RowEncoder>(_ column: Column, for encoder: Encoder, owned: inout [AnyObject]) {
    validity = column.validity?.words.values.baseAddress
    let meaning = Self.meaning(column.type)
    switch column.storage {
    case .bits(let bits): values = bits.words.values.baseAddress.map(Values.bits) ?? .null
    case .integers(let integers): values = .integers(Self.whole(integers), meaning)
    case .doubles(let doubles): values = doubles.values.baseAddress.map(Values.doubles) ?? .null
    case .codes(let codes, let dictionary):
      values = Self.codes(codes, dictionary.values, encoder, &owned)
    case .text(let arena): values = .texts(Self.texts(arena))
    case .numbered(let numbered):
      let texts = TextArena([numbered.prefix, numbered.prefix + "0"])
      owned.append(texts)
      values = .numbered(
        Self.whole(numbered.numbers), prefix: texts[0], DigitSpelling(width: numbered.width),
        isPlain: encoder.isPlain(texts[1]))
    case .constant(let value): values = Self.constant(value, &owned)
    }
  }

  private static func codes<Encoder: RowEncoder>(
    _ codes: Codes, _ texts: TextArena, _ encoder: Encoder, _ owned: inout [AnyObject]
  ) -> Values {
    let plain = Buffer<UInt8>(count: texts.count) { out in
      for code in 0..<texts.count { out[code] = encoder.isPlain(texts[code]) ? 1 : 0 }
    }
    owned.append(plain)
    guard let base = plain.values.baseAddress else { return .null }
    return .codes(whole(codes), Self.texts(texts), plain: base)
  }

  private static func constant(_ value: Value, _ owned: inout [AnyObject]) -> Values {
    switch value {
    case .null: return .null
    case .bool(let bool): return .bool(bool)
    case .int(let int): return .integer(int, .integer)
    case .decimal(let unscaled, let scale): return .integer(unscaled, .decimal(scale: scale))
    case .float(let double): return .double(double)
    case .date(let day): return .integer(Int64(day), .date)
    case .timestamp(let microseconds): return .integer(microseconds, .timestamp)
    case .string(let text):
      let texts = TextArena([text])
      owned.append(texts)
      return .text(texts[0])
    }
  }

  private static func meaning(_ type: ColumnType) -> Meaning {
    switch type {
    case .decimal(let scale): .decimal(scale: scale)
    case .date: .date
    case .timestamp: .timestamp
    case .bool: .bool
    case .int, .float, .string, .category, .null: .integer
    }
  }

  private static func whole(_ integers: Integers) -> Whole {
    switch integers {
    case .int8(let buffer): buffer.values.baseAddress.map(Whole.int8) ?? .none
    case .int16(let buffer): buffer.values.baseAddress.map(Whole.int16) ?? .none
    case .int32(let buffer): buffer.values.baseAddress.map(Whole.int32) ?? .none
    case .int64(let buffer): buffer.values.baseAddress.map(Whole.int64) ?? .none
    case .seconds(let buffer): buffer.values.baseAddress.map(Whole.seconds) ?? .none
    }
  }

  private static func whole(_ codes: Codes) -> Whole {
    switch codes {
    case .uint8(let buffer): buffer.values.baseAddress.map(Whole.uint8) ?? .none
    case .uint16(let buffer): buffer.values.baseAddress.map(Whole.uint16) ?? .none
    case .uint32(let buffer): buffer.values.baseAddress.map(Whole.uint32) ?? .none
    }
  }

  private static func texts(_ arena: TextArena) -> Texts {
    Texts(bytes: arena.bytes.values, offsets: arena.offsets.values)
  }

  /// Appends the cell of `row` to the row that is being encoded.
  @inline(__always)
  func append<Encoder: RowEncoder>(_ row: Int, to encoder: inout Encoder) {
    if let validity, validity[row >> 6] >> UInt64(row & 63) & 1 == 0 { return encoder.appendNull() }
    switch values {
    case .null: encoder.appendNull()
    case .bits(let words): encoder.appendBool(words[row >> 6] >> UInt64(row & 63) & 1 == 1)
    case .integers(let whole, let meaning): Self.append(whole[row], meaning, to: &encoder)
    case .doubles(let doubles): encoder.appendDouble(doubles[row])
    case .codes(let codes, let texts, let plain):
      let code = Int(codes[row])
      if plain[code] == 1 {
        encoder.appendPlain(texts[code])
      } else {
        encoder.appendText(texts[code])
      }
    case .texts(let texts): encoder.appendText(texts[row])
    case .numbered(let numbers, let prefix, let digits, let isPlain):
      Self.append(prefix, digits, numbers[row], isPlain, to: &encoder)
    case .bool(let bool): encoder.appendBool(bool)
    case .integer(let integer, let meaning): Self.append(integer, meaning, to: &encoder)
    case .double(let double): encoder.appendDouble(double)
    case .text(let text): encoder.appendText(text)
    }
  }

  @inline(__always)
  private static func append<Encoder: RowEncoder>(
    _ integer: Int64, _ meaning: Meaning, to encoder: inout Encoder
  ) {
    switch meaning {
    case .integer: encoder.appendInteger(integer)
    case .decimal(let scale): encoder.appendDecimal(integer, scale: scale)
    case .date: encoder.appendDate(Int(integer))
    case .timestamp: encoder.appendTimestamp(integer)
    case .bool: encoder.appendBool(integer != 0)
    }
  }

  @inline(__always)
  private static func append<Encoder: RowEncoder>(
    _ prefix: UnsafeBufferPointer<UInt8>, _ digits: DigitSpelling, _ number: Int64,
    _ isPlain: Bool, to encoder: inout Encoder
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: prefix.count + digits.longest) { id in
      guard let base = id.baseAddress else { return }
      for place in 0..<prefix.count { base[place] = prefix[place] }
      let count = digits.write(number, to: base + prefix.count)
      let text = UnsafeBufferPointer(start: base, count: prefix.count + count)
      if isPlain { encoder.appendPlain(text) } else { encoder.appendText(text) }
    }
  }
}
