/// Steele, Lea and Flood's SplitMix64 ("Fast splittable pseudorandom number generators", 2014).
struct SplitMix64 {
  private var state: UInt64

  /// Streams with different tags are independent: a change to one file leaves the others alone.
  init(seed: UInt64, stream: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 ^ stream &* 0xD1B5_4A32_D192_ED03
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }

  /// Uniform in [0, 1), 53 bits.
  mutating func unit() -> Double {
    Double(next() &>> 11) * 0x1p-53
  }

  /// Uniform in [low, high).
  mutating func between(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * unit()
  }

  /// Uniform in 0 ..< bound; bound is positive and below 2³².
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: ((next() &>> 32) &* UInt64(bound)) &>> 32)
  }

  /// Uniform in low ... high.
  mutating func between(_ low: Int, _ high: Int) -> Int {
    low + below(high - low + 1)
  }

  mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  mutating func pick<Element>(_ values: [Element]) -> Element {
    values[below(values.count)]
  }

  /// An index into `weights`, in proportion to them.
  mutating func weighted(_ weights: [Int]) -> Int {
    var rest = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return weights.count - 1
  }

  /// Pareto with exponent 2 and minimum 1, cut at `limit`: median 1.41, mean 2, a heavy tail.
  ///
  /// The square root is the only root here that every machine rounds alike.
  mutating func heavyTail(limit: Double) -> Double {
    min(limit, 1 / (1 - unit()).squareRoot())
  }
}
