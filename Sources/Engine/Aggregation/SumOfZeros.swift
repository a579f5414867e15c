import Syntax

extension BoundAggregate {
  /// Adds up nothing: what rules that data lack (refunds, discounts) stand in for.
  var isSumOfZeros: Bool {
    guard kind == .sum, !perUnit else { return false }
    switch argument?.constant {
    case .int(0), .decimal(0, _): return true
    default: return false
    }
  }

  /// Counts the same rows.
  var asCount: BoundAggregate {
    BoundAggregate(kind: .count, argument: nil, filter: filter, by: by, perUnit: false, type: .int)
  }
}

extension Aggregation {
  /// Sums of zeros, which were counted, as what they are: 0, and null without a row.
  func withZeros(_ columns: [Column]) -> [Column] {
    zip(aggregates, columns).map { aggregate, column in
      guard aggregate.isSumOfZeros, case .integers(let counts) = column.storage else {
        return column
      }
      let known = Bitmap(count: column.count, where: { counts[$0] > 0 })
      return Column(
        aggregate.type,
        .integers(.int8(Buffer(count: column.count) { $0.initialize(repeating: 0) })),
        validity: known.population == column.count ? nil : known, count: column.count)
    }
  }
}
