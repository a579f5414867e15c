/// A test of one column, decided on its values as they are kept: codes and narrow numbers, many rows an
/// instruction, instead of lanes widened first.
struct StoredTest: Sendable {
  enum Values: Sendable {
    case bits(Bitmap)
    /// The code is one of those whose entry is 1.
    case codes(Codes, accepted: Buffer<UInt8>)
    /// The number lies in the range.
    case numbers(Integers, ClosedRange<Int64>)
    case doubles(Buffer<Double>, Bound)
    /// The number is one of the set's.
    case members(NumberMembers)
    /// The text has this one within it, which is not empty.
    case containing(TextArena, Buffer<UInt8>)

    static func membership(of numbers: Integers, in set: NumberSet) -> Values {
      set.rows(of: numbers).map(Values.bits) ?? .members(NumberMembers(numbers, in: set))
    }

    /// See `StoredCondition.weight`; what vectors have no kernel for counts for more than its bytes.
    var weight: Int {
      switch self {
      case .bits: 1
      case .codes(.uint8, _), .numbers(.int8, _): 1
      case .codes(.uint16, _), .numbers(.int16, _): 2
      case .numbers(.int32, _), .numbers(.seconds, _): 4
      case .codes(.uint32, _), .numbers(.int64, _): 8
      case .doubles: 16
      case .members, .containing: 32
      }
    }
  }

  /// What a fraction is compared with; one that is not a number is above all others.
  enum Bound: Sendable {
    case below(Double)
    case upTo(Double)
    case equal(Double)
  }

  let values: Values
  /// Turns the answer over (rows without a value stay undecided).
  let isInverted: Bool
  /// Rows that have a value; nil: all.
  let validity: Bitmap?
}

/// Numbers that are looked up in a set.
final class NumberMembers: Sendable {
  let numbers: Integers
  let set: NumberSet

  init(_ numbers: Integers, in set: NumberSet) {
    self.numbers = numbers
    self.set = set
  }
}
