extension DemoDataset {
  /// feedback.csv: what some customers said about an order, a few days later.
  static func feedbackBytes(
    _ customers: [DemoCustomer], _ book: DemoOrderBook, seed: UInt64
  ) -> [UInt8] {
    var random = SplitMix64(seed: seed, stream: 5)
    var entries: [(second: Int, customer: Int, refunded: Bool)] = []
    for order in book.orders where !order.isCancelled {
      guard random.chance(order.isRefunded ? 0.4 : 0.1) else { continue }
      let second = order.second + random.between(3_600, 9 * 86_400)
      if second < DemoCalendar.endSecond {
        entries.append((second, order.customer, order.isRefunded))
      }
    }
    entries.sort { ($0.second, $0.customer) < ($1.second, $1.customer) }
    var table = DemoTable(
      columns: [
        "feedback_id", "customer_id", "feedback_time", "topic", "sentiment", "csat", "comment",
      ], rows: entries.count * 2)
    for (number, entry) in entries.enumerated() {
      let customer = customers[entry.customer]
      let mood = customer.temper - (entry.refunded ? 0.6 : 0) + random.between(-0.45, 0.45)
      let sentiment = max(-1, min(1, mood))
      table.id("F", number + 1, width: 6)
      table.id("C", customer.number, width: 5)
      table.time(entry.second)
      table.word(random.pick(["quality", "service", "price", "delivery", "range"]))
      table.hundredths(Int((sentiment * 100).rounded()))
      table.int(max(1, min(5, Int((3 + sentiment * 2).rounded()))))
      table.text(comment(sentiment, chinese: customer.place.isChinese, &random))
      table.endRow()
    }
    return table.bytes
  }

  private static func comment(
    _ sentiment: Double, chinese: Bool, _ random: inout SplitMix64
  ) -> String {
    let mood = sentiment > 0.2 ? 2 : sentiment < -0.2 ? 0 : 1
    if random.chance(0.25) { return "" }
    return random.pick(chinese ? chineseComments[mood] : englishComments[mood])
  }

  private static let chineseComments = [
    ["质量太差，已退货", "客服推诿", "价格比别家贵", "物流太慢，包装破损"],
    ["一般，能用", "还可以", "中规中矩"],
    ["质量很好，会回购", "发货快，客服耐心", "性价比高", "推荐给同事了"],
  ]
  private static let englishComments = [
    ["broke after a week", "support never answered", "too expensive, and late", "wrong item"],
    ["does the job", "fine", "as expected"],
    [
      "great quality, will buy again", "fast and friendly", "good value", "recommended to a friend",
    ],
  ]

  /// tickets.csv: questions before a purchase, help and repairs after it.
  static func ticketBytes(
    _ customers: [DemoCustomer], _ book: DemoOrderBook, seed: UInt64
  ) -> [UInt8] {
    var random = SplitMix64(seed: seed, stream: 6)
    /// Second of opening, customer (13 bits) and kind (2 bits).
    var keys: [Int] = []
    for order in book.orders where !order.isCancelled {
      let kind =
        order.isRefunded && random.chance(0.7)
        ? 1 : random.chance(0.012) ? 0 : random.chance(0.035) ? 1 : random.chance(0.018) ? 2 : nil
      guard let kind else { continue }
      let delay = random.between(3_600, 12 * 86_400)
      keys.append(
        (kind == 0 ? order.second - delay : order.second + delay) << 15 | order.customer << 2 | kind
      )
    }
    for (index, customer) in customers.enumerated() {
      guard case .prospect(let prospect) = customer.habit, prospect != .silent,
        random.chance(0.25)
      else { continue }
      let day = random.between(customer.firstDay, DemoCalendar.lastDay)
      keys.append((day * 86_400 + random.between(9 * 3_600, 64_000)) << 15 | index << 2)
    }
    keys.sort()
    return ticketTable(keys.filter { isInPeriod($0 >> 15) }, &random)
  }

  private static func isInPeriod(_ second: Int) -> Bool {
    second >= DemoCalendar.firstDay * 86_400 && second < DemoCalendar.endSecond
  }

  private static func ticketTable(_ keys: [Int], _ random: inout SplitMix64) -> [UInt8] {
    var table = DemoTable(
      columns: ["ticket_id", "customer_id", "opened_at", "resolved_at", "kind", "priority"],
      rows: keys.count)
    for (number, key) in keys.enumerated() {
      let opened = key >> 15
      let resolved = opened + Int(5_400 * random.heavyTail(limit: 120)) + random.below(40_000)
      table.id("T", number + 1, width: 5)
      table.id("C", key >> 2 & 0x1FFF + 1, width: 5)
      table.time(opened)
      if resolved < DemoCalendar.endSecond { table.time(resolved) } else { table.empty() }
      table.word(["presales", "aftersales", "tech"][key & 3])
      table.word(["low", "normal", "high"][random.weighted([25, 60, 15])])
      table.endRow()
    }
    return table.bytes
  }
}
