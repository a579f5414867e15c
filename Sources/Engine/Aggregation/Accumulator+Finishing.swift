extension Accumulator {
  /// One row a group. Aggregates without a row to look at are null, counts are 0.
  ///
  /// - Parameter dictionary: what codes stand for where the argument was text.
  func finish(dictionary: StringDictionary?, _ context: ExecutionContext) -> Column {
    switch aggregate.kind {
    case .count: column(of: counts, context.threads)
    case .any, .sequence:
      Column(
        .bool, .bits(Bitmap(count: groups, where: { counts[$0] > 0 })), count: groups)
    case .shareOfRows: ratios { group in ints.map { Double($0[group]) } ?? 0 }
    case .countDistinct where aggregate.countsCustomers: column(of: counts, context.threads)
    case .average where !isKept:
      average()
    case .sum, .first, .last: values(dictionary, context.threads)
    case .minimum, .maximum:
      isKept ? statistic(dictionary, context) : values(dictionary, context.threads)
    case .countDistinct where distinct != nil:
      distinct?.column() ?? .constant(.null, type: aggregate.type, count: groups)
    case .average, .countDistinct, .percentile, .standardDeviation, .mode, .medianGap,
      .gapVariation, .concentration:
      statistic(dictionary, context)
    }
  }

  private var isKept: Bool { aggregate.keptValues != nil }

  private func average() -> Column {
    let scale = aggregate.argument?.type.scale ?? 0
    let divisor = DecimalScale.power(scale)
    if let doubles { return ratios { doubles[$0] } }
    return ratios { group in ints.map { Double($0[group]) / Double(divisor) } ?? 0 }
  }

  /// `total(group)` divided by the group's count, null without rows.
  private func ratios(_ total: (Int) -> Double) -> Column {
    let values = Buffer<Double>(count: groups) { out in
      for group in 0..<groups {
        out[group] = counts[group] == 0 ? 0 : total(group) / Double(counts[group])
      }
    }
    return Column(.float, .doubles(values), validity: known, count: groups)
  }

  private func values(_ dictionary: StringDictionary?, _ threads: Int) -> Column {
    // Sums begin with 0.
    if aggregate.kind != .sum { clearUnknown() }
    if let doubles {
      return Column(
        aggregate.type, .doubles(Buffer(UnsafeBufferPointer(start: doubles, count: groups))),
        validity: known, count: groups)
    }
    guard let ints else { return .constant(.null, type: aggregate.type, count: groups) }
    return Self.column(
      ints, count: groups, type: aggregate.type, dictionary, known: known, threads: threads)
  }

  /// Groups without a row hold 0, not the extreme that a minimum starts from: kernels compute every
  /// lane, and a difference of extremes does not fit.
  private func clearUnknown() {
    if let ints {
      for group in 0..<groups { ints[group] = counts[group] == 0 ? 0 : ints[group] }
    }
    if let doubles {
      for group in 0..<groups { doubles[group] = counts[group] == 0 ? 0 : doubles[group] }
    }
  }

  private func column(of numbers: UnsafeMutablePointer<Int64>, _ threads: Int) -> Column {
    let lanes = UnsafeBufferPointer(start: numbers, count: groups)
    return Column(
      aggregate.type, .integers(.narrowest(lanes, threads: threads)), count: groups)
  }

  /// `Int64` lanes as a column: codes again where they stand for text.
  static func column(
    _ ints: UnsafePointer<Int64>, count: Int, type: ColumnType,
    _ dictionary: StringDictionary?, known: Bitmap?, threads: Int
  ) -> Column {
    if let dictionary {
      let codes = Buffer<UInt32>(count: count) { out in
        for row in 0..<count {
          let code = UInt32(truncatingIfNeeded: max(0, ints[row]))
          out[row] = Int(code) < dictionary.count ? code : 0
        }
      }
      return Column(
        type, .codes(.uint32(codes), dictionary), validity: known, count: count)
    }
    if case .bool = type {
      return Column(
        type, .bits(Bitmap(count: count, where: { ints[$0] == 1 })), validity: known, count: count)
    }
    return Column(
      type,
      .integers(.narrowest(UnsafeBufferPointer(start: ints, count: count), threads: threads)),
      validity: known, count: count)
  }

  var known: Bitmap? {
    let known = Bitmap(count: groups, where: { counts[$0] > 0 })
    return known.population == groups ? nil : known
  }
}

extension ColumnType {
  /// Digits after the point of an exact number.
  var scale: Int {
    if case .decimal(let scale) = self { scale } else { 0 }
  }
}
