extension DemoDataset {
  /// events.csv: what was looked at, put into the basket and bought, and visits to shops.
  static func eventBytes(
    _ customers: [DemoCustomer], _ book: DemoOrderBook, seed: UInt64
  ) -> [UInt8] {
    var random = SplitMix64(seed: seed, stream: 4)
    var trail = DemoTrail()
    for order in book.orders where random.chance(0.22) {
      trail.lead(to: order, by: customers[order.customer], &random)
    }
    for (index, customer) in customers.enumerated() {
      trail.browse(customer, index: index, &random)
    }
    return trail.bytes(of: customers, &random)
  }
}

/// Collects events and writes them in order of time.
private struct DemoTrail {
  private enum Kind: Int {
    case view, click, cart, buy, visit
  }

  /// Second, customer (13 bits), kind (3 bits) and category (4 bits) in one number.
  private var keys: [Int] = []

  private mutating func add(_ kind: Kind, _ second: Int, _ customer: Int, _ category: Int) {
    guard second >= DemoCalendar.firstDay * 86_400, second < DemoCalendar.endSecond else { return }
    keys.append(second << 20 | customer << 7 | kind.rawValue << 4 | category)
  }

  /// The steps before an order: a visit to the shop, or view, click, basket, purchase.
  mutating func lead(
    to order: DemoOrderBook.Order, by customer: DemoCustomer, _ random: inout SplitMix64
  ) {
    guard order.isOnline else {
      if random.chance(0.5) {
        add(.visit, order.second - random.between(600, 7_200), order.customer, order.category)
      }
      return
    }
    let cart = order.second - random.between(60, 5_400)
    let click = cart - random.between(30, 900)
    add(.view, click - random.between(20, 172_800), order.customer, order.category)
    add(.click, click, order.customer, order.category)
    add(.cart, cart, order.customer, order.category)
    add(.buy, order.second, order.customer, order.category)
  }

  /// Looking around without buying.
  mutating func browse(_ customer: DemoCustomer, index: Int, _ random: inout SplitMix64) {
    let last = min(customer.endDay + 20, DemoCalendar.endDay) - 1
    guard let sessions = Self.sessions(of: customer, &random), customer.firstDay <= last else {
      return
    }
    for _ in 0..<sessions {
      // The later of two days: interest shown lately is the commoner one.
      let day = max(
        random.between(customer.firstDay, last), random.between(customer.firstDay, last))
      let second = day * 86_400 + DemoOrderPlan.secondOfDay(for: customer, &random)
      let category = random.pick(customer.favourites)
      if random.chance(customer.onlineShare) {
        add(.view, second, index, category)
        if random.chance(0.55) { add(.click, second + random.between(10, 300), index, category) }
        if random.chance(0.16) { add(.cart, second + random.between(301, 900), index, category) }
      } else {
        add(.visit, second, index, category)
      }
    }
  }

  private static func sessions(of customer: DemoCustomer, _ random: inout SplitMix64) -> Int? {
    switch customer.habit {
    case .prospect(.silent): nil
    case .prospect(.interested): random.between(1, 8)
    case .prospect: random.between(0, 3)
    case .single, .returned: random.between(0, 4)
    case .regular: random.between(0, 8)
    case .steady(let perYear, _, _): random.below(4 + Int(perYear / 2))
    }
  }

  mutating func bytes(
    of customers: [DemoCustomer], _ random: inout SplitMix64
  ) -> [UInt8] {
    keys.sort()
    var table = DemoTable(
      columns: ["event_id", "customer_id", "event_time", "kind", "source", "category"],
      rows: keys.count)
    for (number, key) in keys.enumerated() {
      let customer = key >> 7 & 0x1FFF
      let kind = key >> 4 & 7
      table.id("E", number + 1, width: 6)
      table.id("C", customer + 1, width: 5)
      table.time(key >> 20)
      table.word(Self.kinds[kind])
      table.word(Self.source(isVisit: kind == Kind.visit.rawValue, customers[customer], &random))
      table.word(DemoCatalogue.categories[key & 15].name)
      table.endRow()
    }
    return table.bytes
  }

  private static let kinds = ["view", "click", "cart", "buy", "visit"]

  private static func source(
    isVisit: Bool, _ customer: DemoCustomer, _ random: inout SplitMix64
  ) -> String {
    if isVisit {
      return random.chance(customer.isOrganisation ? 0.4 : 0.05) ? "exhibition" : "store"
    }
    return random.chance(0.12) ? "social" : customer.onlineChannel
  }
}
