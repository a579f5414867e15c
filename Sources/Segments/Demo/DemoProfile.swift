/// What the shop has noted on a customer beside name, address and orders. Drawn from a generator of
/// its own, so that everything else stays as it is when more is noted.
struct DemoProfile {
  /// Some were entered in a hurry: nobody noted what they are, or what they do with the goods.
  var isKindKnown: Bool
  var isRoleKnown: Bool
  /// A few live in the country around a city that is a province.
  var livesOutside: Bool
  /// `customer|supplier`; empty where nobody noted it.
  var relations: String
  /// `expert`, `leader` or `blogger`; empty for nearly all.
  var influencer: String
  /// The team that sells there; empty where nobody does.
  var territory: String
  /// Fen that the next three years are expected to bring; nil without anything to go by.
  var predicted: Int?

  init(of customer: DemoCustomer, _ random: inout SplitMix64) {
    isKindKnown = !random.chance(0.006)
    isRoleKnown = !(customer.kind == .enterprise && random.chance(0.05))
    livesOutside = random.chance(0.12)
    relations = Self.relations(of: customer, &random)
    influencer = random.chance(0.02) ? random.pick(Self.influencers) : ""
    territory = random.chance(0.03) ? "" : DemoPlaces.territory(of: customer.place)
    predicted = Self.predicted(customer, &random)
  }

  private static let influencers = [
    "expert", "leader", "blogger",
  ]

  private static func relations(
    of customer: DemoCustomer, _ random: inout SplitMix64
  ) -> String {
    let chances =
      customer.isOrganisation
      ? [("supplier", 0.07), ("partner", 0.05), ("investor", 0.015)] : [("investor", 0.004)]
    var relations = chances.filter { random.chance($0.1) }.map(\.0)
    if case .prospect = customer.habit {
      if relations.isEmpty { return "" }
    } else {
      relations.insert("customer", at: 0)
    }
    return random.chance(0.02) ? "" : relations.joined(separator: "|")
  }

  /// Orders to come times what such an order brings, give or take.
  private static func predicted(
    _ customer: DemoCustomer, _ random: inout SplitMix64
  ) -> Int? {
    let doubt = random.between(0.6, 1.5)
    let ordersPerYear: Double
    switch customer.habit {
    case .prospect(.silent), .prospect(.interested): return nil
    case .prospect: ordersPerYear = 0.4
    case .single, .returned: ordersPerYear = 0.2
    case .regular(let period): ordersPerYear = 365 / Double(period)
    case .steady(let perYear, _, let to): ordersPerYear = perYear * to
    }
    let staying = customer.isLost ? 0.04 : 1
    let order = customer.isOrganisation ? 1_200 * customer.means : 260 + 40 * customer.means
    return Int((3 * ordersPerYear * staying * order * doubt * 100).rounded())
  }
}

extension DemoPlaces {
  /// The part of China, or `海外`.
  static func territory(of place: DemoPlace) -> String {
    guard place.isChinese else { return "海外" }
    return territories.first { $0.provinces.contains(place.province) }?.name ?? ""
  }

  private static let territories: [(name: String, provinces: [String])] = [
    ("东北", ["黑龙江", "吉林", "辽宁"]), ("华北", ["北京", "天津", "河北", "山西", "内蒙古"]),
    ("华东", ["上海", "江苏", "浙江", "安徽", "福建", "江西", "山东"]), ("华中", ["河南", "湖北", "湖南"]),
    ("华南", ["广东", "广西", "海南"]), ("西南", ["重庆", "四川", "贵州", "云南", "西藏"]),
    ("西北", ["陕西", "甘肃", "青海", "宁夏", "新疆"]),
  ]
}
