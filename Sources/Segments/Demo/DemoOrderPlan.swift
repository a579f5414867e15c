/// Decides on which days a customer orders.
struct DemoOrderPlan {
  private let seasons: [DemoKind: [Double]]

  init() {
    seasons = [
      .individual: DemoCalendar.season(for: .individual),
      .enterprise: DemoCalendar.season(for: .enterprise),
      .government: DemoCalendar.season(for: .government),
    ]
  }

  /// Ascending days counted from 1970-01-01, at most one order on each.
  func days(of customer: DemoCustomer, _ random: inout SplitMix64) -> [Int] {
    guard customer.firstDay < customer.endDay else { return [] }
    switch customer.habit {
    case .prospect: return []
    case .single: return [random.between(customer.firstDay, customer.endDay - 1)]
    case .regular(let period): return regularDays(of: customer, every: period, &random)
    case .steady(let perYear, let from, let to):
      return steadyDays(of: customer, perYear: perYear, from: from, to: to, &random)
    case .returned(let compensated): return Self.returnedDays(compensated: compensated, &random)
    }
  }

  private func regularDays(
    of customer: DemoCustomer, every period: Int, _ random: inout SplitMix64
  ) -> [Int] {
    var days: [Int] = []
    var day = customer.firstDay + random.below(period)
    while day < customer.endDay {
      days.append(day)
      day += period + random.between(-period / 8, period / 8)
    }
    return days
  }

  /// A coin for every day, weighted by the season and the customer's own trend.
  private func steadyDays(
    of customer: DemoCustomer, perYear: Double, from: Double, to: Double,
    _ random: inout SplitMix64
  ) -> [Int] {
    guard let season = seasons[customer.kind] else { return [] }
    let slope = (to - from) / Double(customer.endDay - customer.firstDay)
    var days: [Int] = []
    for day in customer.firstDay..<customer.endDay {
      let trend = from + slope * Double(day - customer.firstDay)
      let expected = perYear / 365 * trend * season[day - DemoCalendar.firstDay]
      if random.chance(min(0.9, expected)) { days.append(day) }
    }
    return days
  }

  /// Late returns: last orders just before the last twelve months, money back within them.
  /// Compensation: a few orders within them.
  private static func returnedDays(
    compensated: Bool, _ random: inout SplitMix64
  ) -> [Int] {
    let last =
      compensated
      ? random.between(DemoCalendar.day(2025, 9, 1), DemoCalendar.day(2026, 4, 30))
      : random.between(DemoCalendar.day(2025, 5, 10), DemoCalendar.day(2025, 6, 20))
    let earlier = last - random.between(30, 300)
    return random.chance(0.5) ? [earlier, last] : [last]
  }

  /// People shop in the evening, offices in office hours.
  static func secondOfDay(for customer: DemoCustomer, _ random: inout SplitMix64) -> Int {
    let hour =
      if customer.isOrganisation {
        random.between(9, 17)
      } else if customer.onlineShare < 0.5 {
        random.between(10, 20)
      } else {
        8 + max(random.below(15), random.below(15))
      }
    return hour * 3_600 + random.below(3_600)
  }
}
