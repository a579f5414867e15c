/// How often each of a few codes occurs in a run, without sorting it. One thread's, which deallocates it.
struct CodeCounts {
  struct Found {
    /// The most frequent code; of equally frequent ones the smallest.
    var mode: Int64 = 0
    var different: Int64 = 0
    /// The sum of the squared shares of each code (Herfindahl-Hirschman index).
    var concentration = 0.0
  }

  /// More codes than this leave the cache.
  static let most = 1 << 12

  private let counts: UnsafeMutablePointer<Int32>

  init(_ codes: Int) {
    counts = .allocate(capacity: max(codes, 1))
    counts.initialize(repeating: 0, count: codes)
  }

  func deallocate() { counts.deallocate() }

  static func tells(_ kind: AggregateKind) -> Bool {
    switch kind {
    case .mode, .countDistinct, .concentration: true
    default: false
    }
  }

  func count(_ run: UnsafeMutableBufferPointer<Int64>) -> Found {
    var found = Found()
    var most: Int32 = 0
    var squares = 0
    for code in run {
      let before = counts[Int(code)]
      let count = before &+ 1
      counts[Int(code)] = count
      found.different += before == 0 ? 1 : 0
      // (n + 1)² − n²
      squares += 2 * Int(before) + 1
      if count > most || count == most && code < found.mode {
        most = count
        found.mode = code
      }
    }
    for code in run { counts[Int(code)] = 0 }
    found.concentration = Double(squares) / (Double(run.count) * Double(run.count))
    return found
  }
}
