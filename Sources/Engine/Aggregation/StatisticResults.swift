/// What statistics of customers' values come to.
///
/// Unchecked: each customer's values come to one thread, and columns are made when all have come.
final class StatisticResults: @unchecked Sendable {
  let isDouble: Bool
  /// Values are codes below this number, where they are few; nil: any values.
  let codes: Int?
  /// Behind a pointer: an array would be retained for every customer.
  private let slots: UnsafeMutableBufferPointer<Slot>
  private let groups: Int

  /// One statistic of all customers: exact numbers, or others with 1 where there is one.
  private struct Slot {
    let statistic: RunStatistic
    var exact: UnsafeMutablePointer<Int64>?
    var floats: UnsafeMutablePointer<Double>?
    var known: UnsafeMutablePointer<UInt8>?

    @inline(__always)
    func note(_ value: Double?, _ customer: Int) {
      guard let value else { return }
      floats?[customer] = value
      known?[customer] = 1
    }
  }

  /// - Parameters:
  ///   - aggregates: statistics of the same values.
  ///   - codes: how many codes there are, where values are codes.
  init(_ aggregates: [BoundAggregate], groups: Int, codes: Int?) {
    isDouble = aggregates.first?.argument?.type == .float
    self.groups = groups
    self.codes = aggregates.allSatisfy { CodeCounts.tells($0.kind) } ? codes : nil
    var made: [Slot] = []
    for aggregate in aggregates where !made.contains(where: { $0.statistic.kind == aggregate.kind })
    {
      var slot = Slot(statistic: RunStatistic(aggregate))
      if slot.statistic.isExact(isDouble: isDouble) {
        slot.exact = Self.zeros(groups)
      } else {
        slot.floats = Self.zeros(groups)
        slot.known = Self.zeros(groups)
      }
      made.append(slot)
    }
    slots = .allocate(capacity: made.count)
    _ = slots.initialize(fromContentsOf: made)
  }

  deinit {
    for slot in slots {
      slot.exact?.deallocate()
      slot.floats?.deallocate()
      slot.known?.deallocate()
    }
    slots.deallocate()
  }

  private static func zeros<T: BitwiseCopyable & Numeric>(
    _ count: Int
  ) -> UnsafeMutablePointer<T> {
    let memory = BulkMemory.allocate(T.self, count)
    memory.initialize(repeating: 0, count: count)
    return memory
  }

  // MARK: Values
  // Twice the same text: what a run's statistics are depends on the kind of its lanes, and no closure
  // stands between for every customer.

  func take(_ run: UnsafeMutableBufferPointer<Int64>, of customer: Int) {
    for slot in slots {
      if let exact = slot.exact {
        exact[customer] = slot.statistic.exact(run)
      } else {
        slot.note(slot.statistic.float(run), customer)
      }
    }
  }

  func take(_ run: UnsafeMutableBufferPointer<Double>, of customer: Int) {
    for slot in slots {
      if let exact = slot.exact {
        exact[customer] = slot.statistic.exact(run)
      } else {
        slot.note(slot.statistic.float(run), customer)
      }
    }
  }

  func take(_ found: CodeCounts.Found, of customer: Int) {
    for slot in slots {
      switch slot.statistic.kind {
      case .mode: slot.exact?[customer] = found.mode
      case .countDistinct: slot.exact?[customer] = found.different
      default: slot.note(found.concentration, customer)
      }
    }
  }

  // MARK: Columns

  /// The numbers of an exact statistic, for once.
  func exact(_ kind: AggregateKind) -> Buffer<Int64>? {
    guard let place = slots.firstIndex(where: { $0.statistic.kind == kind }),
      let numbers = slots[place].exact
    else { return nil }
    slots[place].exact = nil
    return Buffer(adopting: numbers, count: groups)
  }

  /// The column of another one, for once.
  func floats(_ kind: AggregateKind) -> Column? {
    guard let place = slots.firstIndex(where: { $0.statistic.kind == kind }),
      let numbers = slots[place].floats, let known = slots[place].known
    else { return nil }
    slots[place].floats = nil
    let validity = Bitmap(count: groups) { words in
      guard let base = words.baseAddress else { return }
      Bitmap.pack(known, groups, at: 0, to: base)
    }
    return Column(
      .float, .doubles(Buffer(adopting: numbers, count: groups)),
      validity: validity.population == groups ? nil : validity, count: groups)
  }
}

/// How often each of a few codes occurs in a run, without sorting it. One thread's.
final class CodeCounts {
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

  deinit { counts.deallocate() }

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
