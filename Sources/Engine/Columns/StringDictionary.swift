/// The distinct values of a coded column; code = position. Values are distinct; order is the order of
/// first appearance, or for categories the order of the dimension's list.
public final class StringDictionary: Sendable {
  public let values: TextArena

  public init(_ values: TextArena) { self.values = values }

  public convenience init(_ strings: some Sequence<String>) { self.init(TextArena(strings)) }

  public var count: Int { values.count }

  public func string(_ code: Int) -> String { values.string(code) }

  /// The code of `string`, compared byte by byte.
  public func code(of string: String) -> Int? {
    var copy = string
    return copy.withUTF8 { wanted in
      (0..<count).first { code in
        let candidate = values[code]
        return candidate.count == wanted.count && candidate.elementsEqual(wanted)
      }
    }
  }

  /// `order[code]` is the position of the code's value when all are sorted by bytes.
  public func ranks() -> [UInt32] {
    let sorted = (0..<count).sorted { Self.precedes(values[$0], values[$1]) }
    var ranks = [UInt32](repeating: 0, count: count)
    for (rank, code) in sorted.enumerated() { ranks[code] = UInt32(rank) }
    return ranks
  }

  static func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    a.lexicographicallyPrecedes(b)
  }
}
