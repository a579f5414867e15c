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
}
