/// Lanes picked from several vectors of one type, as `coalesce`, `greatest` and `least` do.
struct LaneChoice {
  private(set) var valid: UnsafeMutablePointer<UInt8>
  private var lanes: Vector.Lanes
  private let count: Int
  private let memory: ChunkMemory

  var vector: Vector { Vector(lanes, valid: valid) }

  /// Begins with a copy of `first`.
  init(_ first: Vector, _ count: Int, _ memory: ChunkMemory) {
    self.count = count
    self.memory = memory
    valid = memory.bools(count)
    if let given = first.valid {
      valid.update(from: given, count: count)
    } else {
      valid.initialize(repeating: 1, count: count)
    }
    switch first.lanes {
    case .ints(let source): lanes = .ints(memory.mapLanes(source, count) { $0 })
    case .doubles(let source): lanes = .doubles(memory.mapLanes(source, count) { $0 })
    case .bools(let source): lanes = .bools(memory.mapLanes(source, count) { $0 })
    case .codes, .texts:
      lanes = .texts(memory.mapLanes(memory.texts(of: first, count: count), count) { $0 })
    }
  }

  /// Takes the lanes of `other` where `chosen` is 1, with or without a value.
  mutating func replace(where chosen: UnsafeMutablePointer<UInt8>, with other: Vector) {
    switch (lanes, other.lanes) {
    case (.ints(let out), .ints(let source)): copy(source, out, chosen)
    case (.doubles(let out), .doubles(let source)): copy(source, out, chosen)
    case (.bools(let out), .bools(let source)): copy(source, out, chosen)
    case (.texts(let out), .texts), (.texts(let out), .codes):
      copy(memory.texts(of: other, count: count), out, chosen)
    default: preconditionFailure("the evaluator converts arguments to the overload's types")
    }
    if let given = other.valid {
      copy(given, valid, chosen)
    } else {
      for lane in 0..<count { valid[lane] |= chosen[lane] }
    }
  }

  @inline(__always)
  private func copy<T>(
    _ source: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>,
    _ chosen: UnsafeMutablePointer<UInt8>
  ) {
    for lane in 0..<count where chosen[lane] == 1 { out[lane] = source[lane] }
  }
}
