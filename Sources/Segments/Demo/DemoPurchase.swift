/// One order: what was bought, how it was paid, what became of it. Money in fen.
struct DemoPurchase: Sendable {
  var second: Int
  var channel: String
  var isOnline: Bool
  /// Indices into the catalogue.
  var category: Int
  var brand: Int
  var grade: Int
  var quantity: Int
  var unitPrice: Int
  var discount: Int
  var status: String
  var refund = 0
  var refundSecond: Int?

  /// What was charged.
  var amount: Int { quantity * unitPrice - discount }

  init(by customer: DemoCustomer, at second: Int, _ random: inout SplitMix64) {
    self.second = second
    isOnline = random.chance(customer.onlineShare)
    channel = Self.channel(of: customer, online: isOnline, &random)
    let category =
      random.chance(0.8) ? random.pick(customer.favourites) : Self.any(customer, &random)
    self.category = category
    brand = random.chance(0.6) ? customer.brand : random.below(4)
    grade = random.chance(0.75) ? customer.grade : random.below(3)
    let price =
      DemoCatalogue.categories[category].price * DemoCatalogue.grades[grade].factor
      * random.between(0.75, 1.3)
    if customer.isOrganisation {
      let budget = 1_400 * customer.means * random.between(0.5, 1.6)
      unitPrice = max(1, Int(price)) * 100
      quantity = max(1, min(400, Int(budget / price)))
    } else {
      unitPrice = Int(price * (0.85 + 0.15 * customer.means)) * 100 + 90
      let most = DemoCatalogue.categories[category].price < 120 ? 4 : 2
      quantity = 1 + min(random.below(most), random.below(most))
    }
    discount = 0
    status = Self.status(at: second, &random)
    let rate = Self.discountRate(for: customer, on: second / 86_400, &random)
    discount = quantity * unitPrice * rate / 100
    refundSome(of: customer, &random)
  }

  private static func channel(
    of customer: DemoCustomer, online: Bool, _ random: inout SplitMix64
  ) -> String {
    if online {
      return random.chance(0.8) ? customer.onlineChannel : random.pick(DemoCatalogue.onlineChannels)
    }
    return random.chance(customer.isOrganisation ? 0.7 : 0.12) ? "phone" : "store"
  }

  private static func any(_ customer: DemoCustomer, _ random: inout SplitMix64) -> Int {
    random.weighted(
      customer.isOrganisation ? officeWeights : consumerWeights)
  }

  private static let consumerWeights = DemoCatalogue.categories.map(\.consumerWeight)
  private static let officeWeights = DemoCatalogue.categories.map(\.officeWeight)

  /// Percent off; sales days discount most orders.
  private static func discountRate(
    for customer: DemoCustomer, on day: Int, _ random: inout SplitMix64
  ) -> Int {
    let date = DemoCalendar.civil(day)
    let sale = (date.month == 11 && date.day == 11) || (date.month == 6 && date.day == 18)
    guard random.chance(sale ? 0.85 : customer.bargain) else { return 0 }
    return random.pick(sale ? [10, 15, 20, 30, 40] : [5, 8, 10, 12, 15, 20])
  }

  /// Young orders are still on their way.
  private static func status(at second: Int, _ random: inout SplitMix64) -> String {
    if random.chance(0.04) { return "cancelled" }
    let age = DemoCalendar.endDay - second / 86_400
    return age <= 2 ? "paid" : age <= 6 ? "shipped" : "completed"
  }

  private mutating func refundSome(of customer: DemoCustomer, _ random: inout SplitMix64) {
    if case .returned(let compensated) = customer.habit {
      status = "completed"
      refundAll(compensated: compensated, &random)
      return
    }
    guard status == "completed", random.chance(0.055) else { return }
    let delay = customer.isOrganisation ? random.between(5, 60) : random.between(2, 25)
    let share = random.chance(0.45) ? 100 : random.between(15, 80)
    refund(amount * share / 100, after: delay, &random)
  }

  /// Late returns come about two months later; compensation is three times the price on top of it,
  /// as consumer law in China has it for fraud.
  private mutating func refundAll(compensated: Bool, _ random: inout SplitMix64) {
    if compensated {
      refund(amount * 4, after: random.between(10, 40), &random)
    } else if second / 86_400 >= DemoCalendar.day(2025, 5, 1) {
      refund(amount, after: random.between(62, 95), &random)
    }
  }

  /// Nothing is written that happens after the last day.
  private mutating func refund(_ money: Int, after days: Int, _ random: inout SplitMix64) {
    let when = (second / 86_400 + days) * 86_400 + random.between(9 * 3_600, 18 * 3_600)
    guard when < DemoCalendar.endSecond, money > 0 else { return }
    refund = money
    refundSecond = when
  }
}
