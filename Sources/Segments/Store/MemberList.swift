public import Engine

/// The ids of a segment's customers, packed into one run of bytes, in the order given.
///
/// Ids of one prefix and digits are kept as the differences of their numbers, or where rows are numbered in
/// their order, as a bit for each number: a million of them in a row take 125 KB. Others are front-coded: each as the number of bytes it shares with the one before
/// and the bytes that follow. No id is dropped or sorted; the caller gives each once.
public struct MemberList: Sendable, Hashable {
  public private(set) var count = 0
  /// As in the store: `count` front-coded entries, the first of which begins with 0 since it shares
  /// nothing; or one of the marks and numbers, see `NumberedIds`.
  private(set) var packed: [UInt8] = []
  /// The id added last, of a list that is being front-coded.
  private var last: [UInt8] = []

  static let numberedMark: UInt8 = 1
  static let rangeMark: UInt8 = 2
  /// As after `rangeMark`, but with a checksum of words.
  static let wordsMark: UInt8 = 3

  public init() {}

  public init(_ ids: some Sequence<String>) {
    for var id in ids { id.withUTF8 { append($0) } }
  }

  /// The ids of the rows set in `rows`; a row without an id is left out.
  public init(_ ids: Column, of rows: Bitmap) {
    let rows = ids.validity.map(rows.and) ?? rows
    switch ids.storage {
    case .numbered(let numbered):
      if let (first, bits) = numbered.range(of: rows) {
        count = rows.population
        packed = NumberedIds.packed(
          prefix: numbered.prefix, width: numbered.width, first: first, bits: bits)
        return
      }
      let numbers = numbered.numbers(of: rows)
      count = numbers.count
      packed = NumberedIds.packed(prefix: numbered.prefix, width: numbered.width, numbers)
    case .text(let arena):
      for row in rows.rows { append(arena[Int(row)]) }
    case .codes(let codes, let dictionary):
      for row in rows.rows { append(dictionary.values[codes[Int(row)]]) }
    case .constant(.string(var id)):
      for _ in rows.rows { id.withUTF8 { append($0) } }
    case .bits, .integers, .doubles, .constant: return
    }
  }

  /// Adds one id, given as its UTF-8 bytes.
  private mutating func append(_ id: UnsafeBufferPointer<UInt8>) {
    var shared = 0
    last.withUnsafeBufferPointer { last in
      let limit = min(last.count, id.count)
      while shared < limit, last[shared] == id[shared] { shared += 1 }
    }
    packed.append(leb128: UInt64(shared))
    packed.append(leb128: UInt64(id.count - shared))
    packed.append(contentsOf: UnsafeBufferPointer(rebasing: id[shared...]))
    last.replaceSubrange(shared..., with: UnsafeBufferPointer(rebasing: id[shared...]))
    count += 1
  }

  /// Calls `body` with the UTF-8 bytes of each id in turn.
  public func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    if let numbered = NumberedIds(packed) { return numbered.forEach(body) }
    packed.withUnsafeBufferPointer { bytes in
      var reader = FrontCodedReader(bytes)
      var id: [UInt8] = []
      while let suffix = reader.next(after: &id) {
        id.append(contentsOf: suffix)
        id.withUnsafeBufferPointer(body)
      }
    }
  }

  /// The ids as strings, in order.
  public var ids: [String] {
    var ids: [String] = []
    ids.reserveCapacity(count)
    forEach { ids.append(String(decoding: $0, as: UTF8.self)) }
    return ids
  }

  /// The rows whose id is in the list.
  func rows(in ids: Column) -> Bitmap {
    if case .numbered(let own) = ids.storage, let numbered = NumberedIds(packed),
      numbered.prefix.elementsEqual(own.prefix.utf8), numbered.width == own.width
    {
      let rows = own.rows(among: numbered.numbers)
      return ids.validity.map(rows.and) ?? rows
    }
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(count + 1)
    forEach { id in
      bytes.append(contentsOf: id)
      offsets.append(UInt32(bytes.count))
    }
    return ids.rows(among: TextArena(bytes: Buffer(bytes), offsets: Buffer(offsets)))
  }

  /// Packed bytes from the store; nil when they are not `count` whole entries.
  init?(packed: [UInt8], count: Int) {
    if let mark = packed.first, mark != 0 {
      guard NumberedIds(packed)?.numbers.count == count else { return nil }
    } else {
      guard FrontCodedReader.entries(packed) == count else { return nil }
    }
    self.count = count
    self.packed = packed
  }

  /// The same ids in the same order, however they are kept.
  public static func == (a: MemberList, b: MemberList) -> Bool {
    guard a.count == b.count else { return false }
    return a.packed.first == b.packed.first ? a.packed == b.packed : a.ids == b.ids
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
  }
}
