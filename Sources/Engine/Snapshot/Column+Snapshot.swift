extension Column {
  func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    writer.add(count)
    try type.write(to: &writer)
    try writer.add(validity) { writer, bits in writer.add(bits.words, .structure) }
    switch storage {
    case .bits(let bits):
      writer.add(0)
      writer.add(bits.words, .structure)
    case .integers(let integers):
      writer.add(1)
      integers.write(to: &writer)
    case .doubles(let doubles):
      writer.add(2)
      writer.add(doubles, .values)
    case .codes(let codes, let dictionary):
      writer.add(3)
      codes.write(to: &writer)
      dictionary.values.write(to: &writer)
    case .text(let arena):
      writer.add(4)
      arena.write(to: &writer)
    case .numbered(let numbered):
      writer.add(5)
      writer.add(numbered.prefix)
      writer.add(numbered.width)
      numbered.numbers.write(to: &writer)
    case .constant(let value):
      writer.add(6)
      value.write(to: &writer)
    }
  }

  init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    let count = try reader.int()
    guard count >= 0 else { throw .damaged }
    let type = try ColumnType(from: &reader)
    let validity = try reader.optional { reader throws(SnapshotFault) in
      try Bitmap(count: count, from: &reader)
    }
    let storage: Storage
    switch try reader.int() {
    case 0: storage = .bits(try Bitmap(count: count, from: &reader))
    case 1: storage = .integers(try Integers(count: count, from: &reader))
    case 2: storage = .doubles(try reader.buffer(of: Double.self, count: count))
    case 3:
      let codes = try Codes(count: count, from: &reader)
      storage = .codes(codes, StringDictionary(try TextArena(count: nil, from: &reader)))
    case 4: storage = .text(try TextArena(count: count, from: &reader))
    case 5:
      let prefix = try reader.string()
      let width = try reader.int()
      storage = .numbered(
        NumberedText(
          prefix: prefix, width: width, numbers: try Integers(count: count, from: &reader)))
    case 6: storage = .constant(try Value(from: &reader))
    default: throw .damaged
    }
    self.init(type, storage, validity: validity, count: count)
  }
}

extension ColumnType {
  /// Throws `unsupported` for classes of a dimension, which no file has.
  fileprivate func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    switch self {
    case .bool: writer.add(0)
    case .int: writer.add(1)
    case .decimal(let scale):
      writer.add(2)
      writer.add(scale)
    case .float: writer.add(3)
    case .date: writer.add(4)
    case .timestamp: writer.add(5)
    case .string: writer.add(6)
    case .null: writer.add(7)
    case .category: throw .unsupported
    }
  }

  fileprivate init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    switch try reader.int() {
    case 0: self = .bool
    case 1: self = .int
    case 2: self = .decimal(scale: try reader.int())
    case 3: self = .float
    case 4: self = .date
    case 5: self = .timestamp
    case 6: self = .string
    case 7: self = .null
    default: throw .damaged
    }
  }
}

extension Bitmap {
  fileprivate init(count: Int, from reader: inout SnapshotReader) throws(SnapshotFault) {
    self.init(
      count: count, words: try reader.buffer(of: UInt64.self, count: Bitmap.words(for: count)))
  }
}

extension Integers {
  fileprivate func write(to writer: inout SnapshotWriter) {
    switch self {
    case .int8(let buffer): Self.write(buffer, to: &writer)
    case .int16(let buffer): Self.write(buffer, to: &writer)
    case .int32(let buffer): Self.write(buffer, to: &writer)
    case .int64(let buffer): Self.write(buffer, to: &writer)
    case .seconds(let buffer):
      writer.add(Self.secondsMark)
      writer.add(buffer, .values)
    }
  }

  /// Stands where the width of other numbers does.
  private static let secondsMark = 0

  private static func write<T>(_ buffer: Buffer<T>, to writer: inout SnapshotWriter) {
    writer.add(MemoryLayout<T>.size)
    writer.add(buffer, .values)
  }

  fileprivate init(count: Int, from reader: inout SnapshotReader) throws(SnapshotFault) {
    switch try reader.int() {
    case 1: self = .int8(try reader.buffer(of: Int8.self, count: count))
    case 2: self = .int16(try reader.buffer(of: Int16.self, count: count))
    case 4: self = .int32(try reader.buffer(of: Int32.self, count: count))
    case 8: self = .int64(try reader.buffer(of: Int64.self, count: count))
    case Self.secondsMark: self = .seconds(try reader.buffer(of: Int32.self, count: count))
    default: throw .damaged
    }
  }
}

extension Codes {
  fileprivate func write(to writer: inout SnapshotWriter) {
    switch self {
    case .uint8(let buffer): Self.write(buffer, to: &writer)
    case .uint16(let buffer): Self.write(buffer, to: &writer)
    case .uint32(let buffer): Self.write(buffer, to: &writer)
    }
  }

  private static func write<T>(_ buffer: Buffer<T>, to writer: inout SnapshotWriter) {
    writer.add(MemoryLayout<T>.size)
    writer.add(buffer, .structure)
  }

  fileprivate init(count: Int, from reader: inout SnapshotReader) throws(SnapshotFault) {
    switch try reader.int() {
    case 1: self = .uint8(try reader.buffer(of: UInt8.self, count: count))
    case 2: self = .uint16(try reader.buffer(of: UInt16.self, count: count))
    case 4: self = .uint32(try reader.buffer(of: UInt32.self, count: count))
    default: throw .damaged
    }
  }
}

extension TextArena {
  fileprivate func write(to writer: inout SnapshotWriter) {
    writer.add(bytes, .values)
    writer.add(offsets, .structure)
  }

  /// - Parameter count: nil where any will do.
  fileprivate convenience init(
    count: Int?, from reader: inout SnapshotReader
  ) throws(SnapshotFault) {
    let bytes = try reader.buffer(of: UInt8.self)
    let offsets = try reader.buffer(of: UInt32.self)
    guard let last = offsets.values.last, Int(last) <= bytes.count,
      count.map({ $0 == offsets.count - 1 }) ?? true
    else { throw .damaged }
    self.init(bytes: bytes, offsets: offsets)
  }
}
