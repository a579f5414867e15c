extension DemoDataset {
  /// customers.csv. Points are earned on what was paid, one for ten yuan.
  static func customerBytes(
    _ customers: [DemoCustomer], _ book: DemoOrderBook, seed: UInt64
  ) -> [UInt8] {
    // Who brought whom is only known at the end, and stands in every row: the first pass counts.
    var brought = [Int](repeating: 0, count: customers.count)
    for number in customerTable(customers, book, brought, seed: seed).referrers {
      brought[number - 1] += 1
    }
    return customerTable(customers, book, brought, seed: seed).bytes
  }

  /// The file, and the number of the customer behind every referral.
  private static func customerTable(
    _ customers: [DemoCustomer], _ book: DemoOrderBook, _ brought: [Int], seed: UInt64
  ) -> (bytes: [UInt8], referrers: [Int]) {
    var random = SplitMix64(seed: seed, stream: 3)
    var notes = SplitMix64(seed: seed, stream: 8)
    var referrers: [Int] = []
    var table = DemoTable(
      columns: [
        "customer_id", "name", "name_en", "kind", "gender", "birth_date", "is_household", "country",
        "province", "city", "industry", "employees", "contact_title", "customer_role",
        "signup_date", "acquisition_channel", "referred_by", "contract_end", "email", "opt_in",
        "points", "motive", "decision_factor", "churn_reason", "relations", "influencer",
        "referrals", "territory", "predicted_value",
      ], rows: customers.count)
    for (index, customer) in customers.enumerated() {
      let profile = DemoProfile(of: customer, &notes)
      table.id("C", customer.number, width: 5)
      table.text(customer.name.native)
      table.text(customer.name.latin)
      table.word(profile.isKindKnown ? customer.kind.rawValue : "")
      table.person(customer, &random)
      table.address(customer, profile, &random)
      table.organisation(customer, profile, &random)
      if let referrer = table.relation(customer, &random) { referrers.append(referrer) }
      table.contact(customer, &random)
      if customer.isOrganisation || random.chance(0.35) {
        table.empty()
      } else {
        table.int(max(0, book.paid[index] / 1_000))
      }
      table.survey(customer, &random)
      table.notes(profile, brought: brought[index])
      table.endRow()
    }
    return (table.bytes, referrers)
  }
}

/// Groups of columns of customers.csv, in the order of the header.
extension DemoTable {
  fileprivate mutating func person(_ customer: DemoCustomer, _ random: inout SplitMix64) {
    guard customer.kind == .individual else {
      empty()
      empty()
      empty()
      return
    }
    if random.chance(0.04) { empty() } else { word(customer.isFemale ? "female" : "male") }
    // Three draws together lean to the middle: most are between 25 and 55.
    let age = 16 + random.below(22) + random.below(22) + random.below(22)
    if random.chance(0.06) {
      empty()
    } else {
      date(DemoCalendar.endDay - age * 365 - random.below(365))
    }
    flag(random.chance(0.3))
  }

  fileprivate mutating func address(
    _ customer: DemoCustomer, _ profile: DemoProfile, _ random: inout SplitMix64
  ) {
    if random.chance(0.012) {
      empty()
      empty()
      empty()
      return
    }
    word(customer.place.country)
    if random.chance(0.015) {
      empty()
      empty()
    } else {
      word(customer.place.province)
      let isOutside = profile.livesOutside && customer.place.province == "北京"
      word(isOutside ? "密云" : customer.place.city)
    }
  }

  fileprivate mutating func organisation(
    _ customer: DemoCustomer, _ profile: DemoProfile, _ random: inout SplitMix64
  ) {
    switch customer.kind {
    case .individual:
      empty()
      empty()
      empty()
      word(random.chance(0.03) ? "internal" : "consumer")
    case .enterprise:
      word(DemoNames.industries[customer.trade])
      int(4 + Int(11 * customer.means * customer.means * random.between(0.3, 2.2)))
      word(random.pick(customer.place.isChinese ? Self.titlesChinese : Self.titles))
      let role = random.chance(0.25) ? "reseller" : "consumer"
      word(profile.isRoleKnown ? role : "")
    case .government:
      word("public")
      int(20 + Int(30 * customer.means * random.between(0.5, 4)))
      word(random.pick(customer.place.isChinese ? Self.titlesPublic : Self.titles))
      word("public")
    }
  }

  /// Returns the number of the customer who brought this one, if anyone did.
  fileprivate mutating func relation(
    _ customer: DemoCustomer, _ random: inout SplitMix64
  ) -> Int? {
    date(customer.signupDay)
    let referred = customer.number > 50 && random.chance(0.08)
    word(
      referred
        ? "referral"
        : Self.sources[
          random.weighted(
            customer.isOrganisation
              ? [10, 4, 2, 4, 30, 26, 24] : [32, 28, 18, 18, 2, 2, 0])])
    let referrer = referred ? random.between(1, customer.number - 1) : nil
    if let referrer { id("C", referrer, width: 5) } else { empty() }
    contract(customer, &random)
    return referrer
  }

  private mutating func contract(_ customer: DemoCustomer, _ random: inout SplitMix64) {
    guard customer.isOrganisation, random.chance(0.6), case .steady = customer.habit else {
      return empty()
    }
    let years = random.between(1, 4)
    if customer.isLost || random.chance(0.06) {
      date(min(customer.endDay, DemoCalendar.lastDay) - random.between(0, 25))
    } else {
      date(DemoCalendar.endDay + years * 180 + random.below(180))
    }
  }

  fileprivate mutating func contact(_ customer: DemoCustomer, _ random: inout SplitMix64) {
    if random.chance(0.07) { empty() } else { word(Self.mailAddress(of: customer)) }
    if random.chance(0.04) { empty() } else { flag(random.chance(0.62)) }
  }

  /// Letters of the Latin name and the number, which keeps addresses unique.
  private static func mailAddress(of customer: DemoCustomer) -> String {
    var letters: [UInt8] = []
    for byte in customer.name.latin.utf8 where letters.count < 12 {
      if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20), byte < 0x80 {
        letters.append(byte | 0x20)
      }
    }
    let domain = customer.isOrganisation ? "corp.example.com" : "mail.example.com"
    return "\(String(decoding: letters, as: UTF8.self))\(customer.number)@\(domain)"
  }

  fileprivate mutating func survey(_ customer: DemoCustomer, _ random: inout SplitMix64) {
    if random.chance(0.55) { empty() } else { word(random.pick(["need", "emotional", "social"])) }
    if random.chance(0.55) {
      empty()
    } else {
      word(
        customer.bargain > 0.2 && random.chance(0.6)
          ? "price" : random.pick(["price", "quality", "service", "brand", "convenience"]))
    }
    if customer.isLost, random.chance(0.6) {
      word(random.pick(["price", "service", "quality", "competitor", "no_need"]))
    } else {
      empty()
    }
  }

  fileprivate mutating func notes(_ profile: DemoProfile, brought: Int) {
    word(profile.relations)
    word(profile.influencer)
    int(brought)
    word(profile.territory)
    if let predicted = profile.predicted { hundredths(predicted) } else { empty() }
  }

  private static let titlesChinese = ["采购经理", "总经理", "行政主管", "财务总监", "采购专员", "技术总监"]
  private static let titlesPublic = ["采购办主任", "科长", "局长", "后勤主管", "处长"]
  private static let titles = [
    "Procurement Manager", "CEO", "Office Manager", "CFO", "Buyer", "CTO", "Owner",
  ]
  private static let sources = [
    "search", "social", "marketplace", "store", "sales", "trade_fair", "partner",
  ]
}
