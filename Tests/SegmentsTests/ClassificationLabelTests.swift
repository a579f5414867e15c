import Engine
import Segments
import Syntax
import Testing

@Suite("Labels lead to dimensions and classes")
struct ClassificationLabelTests {
  /// Labels of the taxonomy, and the traditional spelling of some.
  static let dimensions = lines(
    """
    purchase_recurrence = 复购情况
    purchase_recurrence = Purchase recurrence
    order_size = 购买规模
    order_size = Order size
    purchase_channel = 购买渠道
    purchase_channel = Purchase channel
    purchase_frequency = 购买频率
    purchase_frequency = 购买频次
    purchase_frequency = 消费习惯
    purchase_frequency = 高频率/低频率客户
    purchase_frequency = Purchase frequency
    spend_amount = 购买金额
    spend_amount = 消费金额
    spend_amount = 高消费/低消费客户
    spend_amount = Spend in a period
    geo_market = 地理位置(国内/国际)
    geo_market = Domestic or international
    geo_region = 地区/省份/城市/国家
    geo_region = Region
    value_tier = 客户价值
    value_tier = 价值大小
    value_tier = Value to the company
    importance = 重要性
    importance = 贵宾/重要/普通
    importance = Importance
    lifecycle_stage = 客户生命周期
    lifecycle_stage = Lifecycle stage
    tenure = 新客户和老客户
    tenure = New or old by time
    customer_status = 客户状态
    customer_status = 潜在/现有
    customer_status = Status
    loyalty_stage = 忠诚度
    loyalty_stage = 忠诚/老/新/潜在
    loyalty_stage = Loyalty stage
    purchase_recurrence = 復購情況
    order_size = 購買規模
    purchase_channel = 購買渠道
    purchase_frequency = 購買頻率
    purchase_frequency = 購買頻次
    purchase_frequency = 消費習慣
    purchase_frequency = 高頻率/低頻率客戶
    spend_amount = 購買金額
    spend_amount = 消費金額
    spend_amount = 高消費/低消費客戶
    geo_market = 地理位置(國內/國際)
    geo_region = 地區/省份/城市/國家
    value_tier = 客戶價值
    value_tier = 價值大小
    importance = 貴賓/重要/普通
    lifecycle_stage = 客戶生命周期
    tenure = 新客戶和老客戶
    customer_status = 客戶狀態
    customer_status = 潛在/現有
    loyalty_stage = 忠誠度
    loyalty_stage = 忠誠/老/新/潛在
    """)

  static let classes = lines(
    """
    purchase_recurrence repeat = 重复购买客户
    purchase_recurrence repeat = Repeat buyer
    purchase_recurrence new = 新客户
    purchase_recurrence new = New buyer
    purchase_recurrence one_time = 非重复购买客户
    purchase_recurrence one_time = One-time buyer
    purchase_recurrence none = 无购买
    purchase_recurrence none = No purchase
    order_size large = 大额购买客户
    order_size large = Large-order buyer
    order_size medium = 中额购买客户
    order_size medium = Medium-order buyer
    order_size small = 小额购买客户
    order_size small = Small-order buyer
    order_size none = 无购买
    order_size none = No purchase
    purchase_channel hybrid = 混合购买客户
    purchase_channel hybrid = Hybrid buyer
    purchase_channel online = 线上购买客户
    purchase_channel online = Online buyer
    purchase_channel offline = 线下购买客户
    purchase_channel offline = Offline buyer
    purchase_channel none = 无购买
    purchase_channel none = No purchase
    purchase_frequency high = 频繁客户
    purchase_frequency high = 高频客户
    purchase_frequency high = Frequent
    purchase_frequency low = 低频客户
    purchase_frequency low = Infrequent but regular
    purchase_frequency occasional = 偶尔购买客户
    purchase_frequency occasional = 偶尔消费客户
    purchase_frequency occasional = Occasional
    purchase_frequency lapsed = 窗口内无购买
    purchase_frequency lapsed = Bought before, none in window
    purchase_frequency none = 无购买记录客户
    purchase_frequency none = Never bought
    spend_amount high = 高消费客户
    spend_amount high = High spender
    spend_amount low = 低消费客户
    spend_amount low = Low spender
    spend_amount none = 窗口内无净消费
    spend_amount none = No net spend
    geo_market domestic = 国内市场
    geo_market domestic = Domestic
    geo_market international = 国际市场
    geo_market international = International
    geo_market unknown = 未知
    geo_market unknown = Unknown
    value_tier high = 高价值客户
    value_tier high = High value
    value_tier medium = 中等价值客户
    value_tier medium = Medium value
    value_tier low = 低价值客户
    value_tier low = Low value
    value_tier negative = 负价值
    value_tier negative = Negative value
    value_tier none = 无贡献
    value_tier none = No value yet
    importance vip = 贵宾客户
    importance vip = VIP
    importance important = 重要客户
    importance important = Important
    importance ordinary = 普通客户
    importance ordinary = Ordinary
    importance none = 未成交
    importance none = Not a buyer
    lifecycle_stage prospect = 潜在(未成交)
    lifecycle_stage prospect = Prospect
    lifecycle_stage churned = 流失客户
    lifecycle_stage churned = Churned
    lifecycle_stage new = 新客户
    lifecycle_stage new = New
    lifecycle_stage growing = 成长客户
    lifecycle_stage growing = Growing
    lifecycle_stage stable = 稳定客户
    lifecycle_stage stable = Stable
    tenure new = 新客户
    tenure new = New
    tenure old = 老客户
    tenure old = Old
    tenure unknown = 未知
    tenure unknown = Unknown
    customer_status churned = 流失客户
    customer_status churned = Lost
    customer_status current = 现实客户
    customer_status current = 现有客户
    customer_status current = Current
    customer_status target = 目标客户
    customer_status target = Target
    customer_status potential = 潜在客户
    customer_status potential = Potential
    customer_status non_customer = 非客户
    customer_status non_customer = Non-customer
    loyalty_stage loyal = 忠诚客户
    loyalty_stage loyal = Loyal
    loyalty_stage established = 老客户
    loyalty_stage established = 常年客户
    loyalty_stage established = Established
    loyalty_stage new = 新客户
    loyalty_stage new = New
    loyalty_stage potential = 潜在客户
    loyalty_stage potential = Potential
    purchase_recurrence repeat = 重復購買客戶
    purchase_recurrence none = 無購買
    order_size small = 小額購買客戶
    purchase_channel online = 線上購買客戶
    purchase_frequency high = 頻繁客戶
    purchase_frequency occasional = 偶爾購買客戶
    purchase_frequency none = 無購買記錄客戶
    spend_amount none = 窗口內無淨消費
    value_tier high = 高價值客戶
    value_tier negative = 負價值
    importance important = 重要客戶
    lifecycle_stage churned = 流失客戶
    lifecycle_stage stable = 穩定客戶
    customer_status churned = 流失客戶
    customer_status target = 目標客戶
    loyalty_stage loyal = 忠誠客戶
    loyalty_stage new = 新客戶
    """)

  private static func lines(_ text: String) -> [(keys: [String], label: String)] {
    text.split(separator: "\n").map { line in
      let parts = line.split(separator: " = ")
      return (parts[0].split(separator: " ").map(String.init), String(parts[1]))
    }
  }

  @Test func `Every label of a dimension leads to it alone`() throws {
    let definitions = try StandardRules.definitions()
    for (keys, label) in Self.dimensions {
      #expect(definitions.dimensions(called: label).map(\.definition.name) == keys, "\(label)")
    }
  }

  @Test func `Every label of a class leads to it within its dimension`() throws {
    let binder = Binder(try Classified.demoCatalog())
    for (keys, label) in Self.classes {
      let domain = try #require(try binder.definition(key: keys[0]).domain)
      let index = domain.index(of: label)
      #expect(index.map { domain.categories[$0].key } == keys[1], "\(keys[0]) = \(label)")
    }
  }

  @Test(arguments: [
    ("客戶生命週期", "客户生命周期"), ("流失客戶", "流失"), ("高價值型客戶", "高价值"), ("ＶＩＰ", "vip"),
    ("First Order", "first_order"), ("購買頻率", "购买频率"), ("衞生", "卫生"), ("成長型", "成长"),
    ("客户", "客户"), ("型", "型"),
  ])
  func `Spellings of one label are one`(_ a: String, _ b: String) {
    #expect(LabelFolding.fold(a) == LabelFolding.fold(b))
  }

  static let behaviour = [
    "purchase_recurrence", "purchase_frequency", "spend_amount", "product_preference",
    "purchase_regularity", "loyalty_stage",
  ]

  @Test(arguments: [
    ("购买行为", Self.behaviour), ("購買行爲", Self.behaviour),
    (
      "客户类型",
      [
        "customer_nature", "channel_role", "customer_status", "loyalty_stage",
        "sales_customer_type",
      ]
    ),
  ])
  func `A dimension label with several meanings lists them`(
    _ label: String, _ keys: [String]
  ) throws {
    let classification = Classification(try Classified.demoCatalog())
    let fault = #expect(throws: Diagnostic.self) {
      _ = try classification.dimensionDetail(label, at: Span(0, 0))
    }
    #expect(fault?.code == "E209")
    #expect(
      fault?.message.english
        == "'\(label)' has more than one meaning: \(keys.joined(separator: ", "))")
  }

  /// Collisions of the taxonomy.
  @Test(arguments: [
    ("新客户", ["purchase_recurrence", "lifecycle_stage", "tenure", "loyalty_stage"]),
    ("高价值客户", ["spend_amount", "value_tier"]), ("低价值客户", ["spend_amount", "value_tier"]),
    ("潜在客户", ["lifecycle_stage", "customer_status", "loyalty_stage"]),
    ("流失客户", ["lifecycle_stage", "customer_status"]), ("老客户", ["tenure", "loyalty_stage"]),
  ])
  func `A class label with several meanings lists them`(
    _ label: String, _ keys: [String]
  ) throws {
    let catalog = try Classified.demoCatalog()
    let scope = Scope(catalog.dataset.customers, subject: .customers)
    let word = Expression(.name(Name(label)), at: Span(0, 0))
    let fault = #expect(throws: Diagnostic.self) {
      _ = try Binder(catalog).condition(word, in: scope)
    }
    #expect(fault?.code == "E209")
    for key in keys {
      #expect(fault?.message.english.contains("\(key) = \(label)") == true, "\(key)")
    }
  }

  @Test(arguments: ["重要客户", "核心客户", "政府客户", "经销商客户"])
  func `A class label with one meaning is a condition by itself`(_ label: String) throws {
    let catalog = try Classified.demoCatalog()
    let scope = Scope(catalog.dataset.customers, subject: .customers)
    let word = Expression(.name(Name(label)), at: Span(0, 0))
    #expect(try Binder(catalog).condition(word, in: scope).type == .bool)
  }
}
