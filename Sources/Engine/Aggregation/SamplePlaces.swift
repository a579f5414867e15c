/// Places spread over a range, one in each of equal stretches and each time at another offset, so that
/// regular data do not fool a sample. Always the same ones.
enum SamplePlaces {
  /// `size` ascending places below `count`, which is at least as large.
  static func places(_ size: Int, of count: Int) -> [Int] {
    let step = count / size
    var number: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<size).map { place in
      number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return place * step + Int(number >> 33) % step
    }
  }
}

extension Relation.Rows {
  /// About `size` of the base rows that are meant, in their order.
  ///
  /// - Parameter size: at most as many as there are.
  func sample(_ size: Int) -> Buffer<UInt32> {
    switch self {
    case .all(let count):
      return Buffer(SamplePlaces.places(size, of: count).map { UInt32($0) })
    case .bits(let bits):
      let places = size * bits.count / max(bits.population, 1)
      return Buffer(
        SamplePlaces.places(min(places, bits.count), of: bits.count)
          .compactMap { bits[$0] ? UInt32($0) : nil })
    case .list(let rows):
      return Buffer(SamplePlaces.places(size, of: rows.count).map { rows[$0] })
    }
  }
}
