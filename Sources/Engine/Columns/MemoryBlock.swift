/// A run of memory that columns and selections may share, by the object that owns it.
struct MemoryBlock {
  let owner: AnyObject
  let bytes: Int

  init<Element>(_ buffer: Buffer<Element>) {
    owner = buffer
    bytes = buffer.count * MemoryLayout<Element>.stride
  }
}

extension Column {
  /// What holds the values; the dictionary of a coded column among it.
  var blocks: [MemoryBlock] {
    let known = validity.map { [MemoryBlock($0.words)] } ?? []
    switch storage {
    case .bits(let bits): return known + [MemoryBlock(bits.words)]
    case .integers(let integers): return known + [integers.block]
    case .doubles(let doubles): return known + [MemoryBlock(doubles)]
    case .codes(let codes, let dictionary):
      return known + [codes.block] + dictionary.values.blocks
    case .text(let arena): return known + arena.blocks
    case .numbered(let ids): return known + [ids.numbers.block]
    case .constant: return known
    }
  }
}

extension Integers {
  fileprivate var block: MemoryBlock {
    switch self {
    case .int8(let buffer): MemoryBlock(buffer)
    case .int16(let buffer): MemoryBlock(buffer)
    case .int32(let buffer): MemoryBlock(buffer)
    case .int64(let buffer): MemoryBlock(buffer)
    case .seconds(let buffer): MemoryBlock(buffer)
    }
  }
}

extension Codes {
  fileprivate var block: MemoryBlock {
    switch self {
    case .uint8(let buffer): MemoryBlock(buffer)
    case .uint16(let buffer): MemoryBlock(buffer)
    case .uint32(let buffer): MemoryBlock(buffer)
    }
  }
}

extension TextArena {
  fileprivate var blocks: [MemoryBlock] { [MemoryBlock(bytes), MemoryBlock(offsets)] }
}

extension Relation {
  /// What holds the values of its columns and the choice of its rows.
  var blocks: [MemoryBlock] {
    let values = columns.flatMap(\.blocks)
    switch rows {
    case .all: return values
    case .bits(let bits): return values + [MemoryBlock(bits.words)]
    case .list(let list): return values + [MemoryBlock(list)]
    }
  }
}
