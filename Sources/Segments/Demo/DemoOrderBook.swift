/// All orders of the demo: when, by whom, and the file.
struct DemoOrderBook: Sendable {
  /// An order as the other files need it, in order of time.
  struct Order: Sendable {
    /// Index into the customers.
    var customer: Int
    var second: Int
    var isOnline: Bool
    var isCancelled: Bool
    var isRefunded: Bool
    var category: Int
  }

  private(set) var orders: [Order] = []
  /// Fen a customer paid and did not get back, by index of the customer.
  private(set) var paid: [Int]
  private var table = DemoTable(
    columns: [
      "order_id", "customer_id", "order_time", "channel", "category", "brand", "grade", "quantity",
      "unit_price", "discount", "amount", "status", "refund_amount", "refund_time",
    ], rows: 62_000)

  var bytes: [UInt8] { table.bytes }

  init(customers: [DemoCustomer], seed: UInt64) {
    paid = Array(repeating: 0, count: customers.count)
    var random = SplitMix64(seed: seed, stream: 2)
    let keys = Self.sortedTimes(of: customers, &random)
    orders.reserveCapacity(keys.count)
    for key in keys {
      append(
        DemoPurchase(by: customers[key & 0x1FFF], at: key >> 13, &random), customer: key & 0x1FFF)
    }
  }

  /// Second of the order and index of the customer in one number, so that sorting is plain.
  private static func sortedTimes(
    of customers: [DemoCustomer], _ random: inout SplitMix64
  ) -> [Int] {
    let plan = DemoOrderPlan()
    var keys: [Int] = []
    keys.reserveCapacity(64_000)
    for (index, customer) in customers.enumerated() {
      for day in plan.days(of: customer, &random) {
        let second = day * 86_400 + DemoOrderPlan.secondOfDay(for: customer, &random)
        keys.append(second << 13 | index)
      }
    }
    keys.sort()
    return keys
  }

  private mutating func append(_ purchase: DemoPurchase, customer: Int) {
    let order = Order(
      customer: customer, second: purchase.second, isOnline: purchase.isOnline,
      isCancelled: purchase.status == "cancelled", isRefunded: purchase.refundSecond != nil,
      category: purchase.category)
    orders.append(order)
    if !order.isCancelled { paid[customer] += purchase.amount - purchase.refund }
    table.id("O", orders.count, width: 6)
    table.id("C", customer + 1, width: 5)
    table.time(purchase.second)
    table.word(purchase.channel)
    table.word(DemoCatalogue.categories[purchase.category].name)
    table.word(DemoCatalogue.categories[purchase.category].brands[purchase.brand])
    table.word(DemoCatalogue.grades[purchase.grade].name)
    table.int(purchase.quantity)
    table.hundredths(purchase.unitPrice)
    table.hundredths(purchase.discount)
    table.hundredths(purchase.amount)
    table.word(purchase.status)
    table.hundredths(purchase.refund)
    if let second = purchase.refundSecond { table.time(second) } else { table.empty() }
    table.endRow()
  }
}
