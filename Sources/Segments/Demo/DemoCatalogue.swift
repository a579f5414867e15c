/// What the shop of the demo sells.
struct DemoCategory: Sendable {
  var name: String
  /// Yuan for one piece of middle grade.
  var price: Double
  var brands: [String]
  /// How often people and organisations come for it.
  var consumerWeight: Int
  var officeWeight: Int
}

enum DemoCatalogue {
  /// From plain to fine; the factor is on the price.
  static let grades: [(name: String, factor: Double)] = [
    ("budget", 0.62), ("standard", 1), ("premium", 1.75),
  ]

  static let categories = [
    DemoCategory(
      name: "food", price: 68, brands: ["禾田", "三餐", "Oatly Way", "果然"],
      consumerWeight: 20, officeWeight: 9),
    DemoCategory(
      name: "clothing", price: 210, brands: ["素衣", "Northline", "棉语", "Atelier 9"],
      consumerWeight: 18, officeWeight: 3),
    DemoCategory(
      name: "beauty", price: 175, brands: ["花时", "Lumea", "草本集", "Rosé"],
      consumerWeight: 13, officeWeight: 0),
    DemoCategory(
      name: "home", price: 150, brands: ["居然", "Hemma", "青瓦", "木作"],
      consumerWeight: 13, officeWeight: 12),
    DemoCategory(
      name: "shoes", price: 360, brands: ["行者", "Stride", "云步", "Kestrel"],
      consumerWeight: 9, officeWeight: 1),
    DemoCategory(
      name: "books", price: 42, brands: ["文景", "新知", "Penrose", "译林社"],
      consumerWeight: 9, officeWeight: 8),
    DemoCategory(
      name: "sports", price: 240, brands: ["跃动", "Summit Gear", "轻骑", "Pulse"],
      consumerWeight: 8, officeWeight: 2),
    DemoCategory(
      name: "toys", price: 105, brands: ["童乐", "Brickly", "小木马", "PuzzleLab"],
      consumerWeight: 7, officeWeight: 1),
    DemoCategory(
      name: "appliances", price: 1_250, brands: ["海风", "Norden", "美居", "Voltra"],
      consumerWeight: 5, officeWeight: 9),
    DemoCategory(
      name: "phones", price: 2_900, brands: ["星河", "Pixelon", "鸿信", "Auri"],
      consumerWeight: 5, officeWeight: 6),
    DemoCategory(
      name: "computers", price: 4_800, brands: ["晨光", "Keystone", "方舟", "Lambda"],
      consumerWeight: 3, officeWeight: 15),
    DemoCategory(
      name: "office", price: 85, brands: ["得力", "Clipwell", "文案", "Ledger & Co"],
      consumerWeight: 4, officeWeight: 34),
  ]

  static let onlineChannels = ["online", "app", "wechat", "marketplace"]

  /// Two or three favourites, the first twice: it is bought twice as often.
  static func favourites(for kind: DemoKind, _ random: inout SplitMix64) -> [Int] {
    let weights = categories.map { $0.weight(for: kind) }
    var chosen = (0..<random.between(2, 3)).map { _ in random.weighted(weights) }
    chosen.append(chosen[0])
    return chosen
  }
}

extension DemoCategory {
  func weight(for kind: DemoKind) -> Int {
    kind == .individual ? consumerWeight : officeWeight
  }
}
