import Syntax

#if canImport(Glibc)
  import Glibc
#endif

extension Accumulator {
  /// Statistics over each group's own values, brought together by counting sort.
  func statistic(_ dictionary: StringDictionary?) -> Column {
    guard let collected else { return .constant(.null, type: aggregate.type, count: groups) }
    let starts = offsets(collected)
    if collected.isDouble {
      var values = sorted(collected.doubles, collected.groups, starts)
      return values.withUnsafeMutableBufferPointer { doubleStatistic($0, starts) }
    }
    var values = sorted(collected.ints, collected.groups, starts)
    return values.withUnsafeMutableBufferPointer { intStatistic($0, starts, dictionary) }
  }

  private func offsets(_ collected: Collected) -> [Int] {
    var starts = [Int](repeating: 0, count: groups + 1)
    for group in collected.groups { starts[Int(group) + 1] += 1 }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    return starts
  }

  private func sorted<T>(_ values: [T], _ groups: [UInt32], _ starts: [Int]) -> [T] {
    var next = starts
    return [T](unsafeUninitializedCapacity: values.count) { out, filled in
      for (index, group) in groups.enumerated() {
        (out.baseAddress.unsafelyUnwrapped + next[Int(group)]).initialize(to: values[index])
        next[Int(group)] += 1
      }
      filled = values.count
    }
  }

  private func doubleStatistic(
    _ values: UnsafeMutableBufferPointer<Double>, _ starts: [Int]
  ) -> Column {
    switch aggregate.kind {
    case .countDistinct:
      return counted(starts) { Statistics.distinct(slice(values, starts, $0)) }
    case .minimum: return floats(starts) { slice(values, starts, $0).min() }
    case .maximum: return floats(starts) { slice(values, starts, $0).max() }
    case .mode: return floats(starts) { Statistics.mode(slice(values, starts, $0)) }
    case .concentration:
      return floats(starts) { Statistics.concentration(slice(values, starts, $0)) }
    case .average: return floats(starts) { Statistics.mean(slice(values, starts, $0)) }
    case .standardDeviation:
      return floats(starts) { Statistics.deviation(slice(values, starts, $0)) }
    case .percentile(let fraction):
      return floats(starts) { Statistics.percentile(slice(values, starts, $0), fraction) }
    case .count, .sum, .shareOfRows, .first, .last, .any, .medianGap, .gapVariation, .sequence:
      return .constant(.null, type: aggregate.type, count: groups)
    }
  }

  private func intStatistic(
    _ values: UnsafeMutableBufferPointer<Int64>, _ starts: [Int], _ dictionary: StringDictionary?
  ) -> Column {
    let divisor = Double(DecimalScale.power(aggregate.argument?.type.scale ?? 0))
    switch aggregate.kind {
    case .countDistinct:
      return counted(starts) { Statistics.distinct(slice(values, starts, $0)) }
    case .minimum: return exact(starts, dictionary) { slice(values, starts, $0).min() }
    case .maximum: return exact(starts, dictionary) { slice(values, starts, $0).max() }
    case .mode: return exact(starts, dictionary) { Statistics.mode(slice(values, starts, $0)) }
    case .concentration:
      return floats(starts) { Statistics.concentration(slice(values, starts, $0)) }
    case .average:
      return floats(starts) { Statistics.mean(slice(values, starts, $0)).map { $0 / divisor } }
    case .standardDeviation:
      return floats(starts) {
        Statistics.deviation(slice(values, starts, $0)).map { $0 / divisor }
      }
    case .percentile(let fraction):
      return floats(starts) {
        Statistics.percentile(slice(values, starts, $0), fraction).map { $0 / divisor }
      }
    case .medianGap:
      return floats(starts) { Statistics.medianGap(slice(values, starts, $0), unit) }
    case .gapVariation:
      return floats(starts) { Statistics.gapVariation(slice(values, starts, $0), unit) }
    case .count, .sum, .shareOfRows, .first, .last, .any, .sequence:
      return .constant(.null, type: aggregate.type, count: groups)
    }
  }

  /// Lanes to a day, for gaps.
  private var unit: Double {
    aggregate.argument?.type == .timestamp ? Double(CivilCalendar.microsecondsPerDay) : 1
  }

  private func slice<T>(
    _ values: UnsafeMutableBufferPointer<T>, _ starts: [Int], _ group: Int
  ) -> UnsafeMutableBufferPointer<T> {
    UnsafeMutableBufferPointer(rebasing: values[starts[group]..<starts[group + 1]])
  }

  private func counted(_ starts: [Int], _ count: (Int) -> Int) -> Column {
    let numbers = Buffer<Int64>(count: groups) { out in
      for group in 0..<groups { out[group] = Int64(count(group)) }
    }
    return Column(.int, .integers(.narrowest(numbers.values)), count: groups)
  }

  private func floats(_ starts: [Int], _ value: (Int) -> Double?) -> Column {
    var unknown: Set<Int> = []
    let numbers = Buffer<Double>(count: groups) { out in
      for group in 0..<groups {
        let result = starts[group] == starts[group + 1] ? nil : value(group)
        out[group] = result ?? 0
        if result == nil { unknown.insert(group) }
      }
    }
    let known =
      unknown.isEmpty
      ? nil : Bitmap(count: groups, rows: (0..<groups).filter { !unknown.contains($0) })
    return Column(.float, .doubles(numbers), validity: known, count: groups)
  }

  private func exact(
    _ starts: [Int], _ dictionary: StringDictionary?, _ value: (Int) -> Int64?
  ) -> Column {
    let numbers = UnsafeMutablePointer<Int64>.allocate(capacity: max(groups, 1))
    defer { numbers.deallocate() }
    for group in 0..<groups {
      numbers[group] = starts[group] == starts[group + 1] ? 0 : value(group) ?? 0
    }
    return Self.column(
      numbers, count: groups, type: aggregate.type, dictionary, known: known)
  }
}
