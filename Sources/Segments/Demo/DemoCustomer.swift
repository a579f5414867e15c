enum DemoKind: String, Sendable {
  case individual, enterprise, government
}

/// How a customer of the demo buys; decides the times of the orders.
enum DemoHabit: Sendable {
  /// No order yet; what is known instead.
  case prospect(DemoProspect)
  case single
  /// Rare and evenly spaced: every so many days.
  case regular(every: Int)
  /// Any number of orders a year, with a trend from the first factor to the last.
  case steady(perYear: Double, from: Double, to: Double)
  /// One of a few who got back more than they spent: late returns, or compensation.
  case returned(compensated: Bool)
}

enum DemoProspect: Int, Sendable, CaseIterable {
  /// Has an open lead; fits the profile but the lead is lost; looks around; nothing at all.
  case pursued, fitting, interested, silent
}

/// One customer before any activity: who it is and how it behaves.
struct DemoCustomer: Sendable {
  /// From 1; `C00042` in the files.
  var number: Int
  var kind: DemoKind
  var place: DemoPlace
  var name: DemoName
  var isFemale: Bool
  /// What a company does: an index into `DemoNames.industries`.
  var trade: Int
  var habit: DemoHabit
  /// Days from 1970-01-01. Orders fall into firstDay ..< endDay.
  var signupDay: Int
  var firstDay: Int
  var endDay: Int

  /// Share of orders placed online; 0 and 1 are common.
  var onlineShare: Double
  var onlineChannel: String
  var favourites: [Int]
  /// Index into the grades, and into the brands of a category.
  var grade: Int
  var brand: Int
  /// Chance that an order without a sale carries a discount.
  var bargain: Double
  /// 1 and upwards, heavy tail: wealth of a person, size of an organisation.
  var means: Double
  /// Expected sentiment, -1 … 1.
  var temper: Double

  var isOrganisation: Bool { kind != .individual }

  /// A customer whose orders stopped well before the end.
  var isLost: Bool { endDay < DemoCalendar.endDay - 200 }

  static let count = 5_000

  static func population(seed: UInt64) -> [DemoCustomer] {
    var random = SplitMix64(seed: seed, stream: 1)
    return (1...count).map { DemoCustomer(number: $0, &random) }
  }

  private init(number: Int, _ random: inout SplitMix64) {
    self.number = number
    let kind = [DemoKind.individual, .enterprise, .government][random.weighted([82, 14, 4])]
    self.kind = kind
    place = DemoPlaces.draw(abroad: random.chance(kind == .government ? 0.04 : 0.16), &random)
    isFemale = random.chance(0.54)
    trade = random.below(DemoNames.industries.count)
    name =
      switch kind {
      case .individual: DemoNames.person(in: place, female: isFemale, &random)
      case .enterprise: DemoNames.company(in: place, trade: trade, &random)
      case .government: DemoNames.publicBody(in: place, &random)
      }
    signupDay = Self.signupDay(&random)
    firstDay = max(
      DemoCalendar.firstDay, min(signupDay + random.between(0, 20), DemoCalendar.lastDay - 2))
    endDay = DemoCalendar.endDay
    onlineShare = Self.onlineShare(kind, &random)
    onlineChannel = random.pick(DemoCatalogue.onlineChannels)
    favourites = DemoCatalogue.favourites(for: kind, &random)
    grade = random.weighted([30, 48, 22])
    brand = random.below(4)
    bargain = random.pick([0.04, 0.1, 0.22, 0.5])
    means = random.heavyTail(limit: kind == .individual ? 9 : 24)
    temper = random.between(-0.35, 0.85)
    habit = .single
    chooseHabit(&random)
  }

  /// Half of the customers are older than the orders, the others came at a steady pace.
  private static func signupDay(_ random: inout SplitMix64) -> Int {
    if random.chance(0.45) {
      return random.between(DemoCalendar.day(2018, 3, 1), DemoCalendar.firstDay - 1)
    }
    return random.between(DemoCalendar.firstDay, DemoCalendar.lastDay - 3)
  }

  private static func onlineShare(_ kind: DemoKind, _ random: inout SplitMix64) -> Double {
    let weights = kind == .individual ? [46, 16, 38] : [24, 40, 36]
    switch random.weighted(weights) {
    case 0: return 1
    case 1: return 0
    default: return random.between(0.15, 0.9)
    }
  }

  private mutating func chooseHabit(_ random: inout SplitMix64) {
    switch random.weighted([115, 110, 130, 120, 90, 40, 235, 150, 10]) {
    case 0: habit = .prospect(random.pick(DemoProspect.allCases))
    case 1: habit = .single
    case 2: habit = .regular(every: random.between(70, 190))
    case 3: habit = .steady(perYear: 9 * random.heavyTail(limit: 8), from: 0.9, to: 1.1)
    case 4: habit = .steady(perYear: random.between(3, 18), from: 0.3, to: 2.1)
    case 5: habit = .steady(perYear: random.between(5, 16), from: 1.8, to: 0.15)
    case 6: habit = .steady(perYear: random.between(1, 4), from: 1, to: 1)
    case 7:
      habit = .steady(perYear: random.between(3, 20), from: 1.1, to: 0.8)
      leave(&random)
    default: habit = .returned(compensated: random.chance(0.5))
    }
  }

  /// Ends the relation somewhere between the first day and the last one.
  private mutating func leave(_ random: inout SplitMix64) {
    firstDay = min(firstDay, DemoCalendar.endDay - 300)
    signupDay = min(signupDay, firstDay)
    endDay = random.between(firstDay + 60, DemoCalendar.endDay - 30)
  }
}
