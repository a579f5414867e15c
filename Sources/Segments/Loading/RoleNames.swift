import Engine

/// What a column's values must be for it to have a role.
enum ValueNeed: Sendable {
  case any, date, number, flag
}

/// The names under which a role's column goes in files, best first.
struct RoleNames: Sendable {
  let role: Role
  let need: ValueNeed
  /// Keys as `NameKey.key` makes them.
  let keys: [String]

  init(_ role: Role, need: ValueNeed = .any, _ names: [String]) {
    self.role = role
    self.need = need
    keys = names.flatMap { $0.split(separator: " ").map(String.init) }
  }

  init(_ role: Role, need: ValueNeed = .any, _ names: String...) {
    self.init(role, need: need, names)
  }

  /// 0 for the best name; nil when `key` is none of them.
  func rank(of key: String) -> Int? { keys.firstIndex(of: key) }
}

extension RoleNames {
  /// The roles that columns of a `kind` of table can have, in the order in which they are given out.
  static func roles(of kind: TableKind) -> [RoleNames] {
    switch kind {
    case .customers: [customer, customerName, customerKind] + attributes
    case .orders: activity([orderID])
    case .events: activity([eventKind])
    case .feedback: activity([feedbackScore, sentiment, topic])
    case .tickets: activity([ticketTopic, resolved])
    case .leads: activity([])
    case .other: activity([orderID, score, looseEventKind])
    }
  }

  /// The role that a word names on the left of `with`: one of the names under which files have it, in
  /// a table of the `kind`, or in any where that is not known. nil for a name that is no role's.
  static func role(called name: String, in kind: TableKind?) -> Role? {
    let key = NameKey.key(name)
    if [customer, customerWord, plainID].contains(where: { $0.rank(of: key) != nil }) {
      return .customer
    }
    let kinds = kind.map { [$0] } ?? [.orders, .customers, .events, .feedback, .tickets]
    return kinds.lazy.flatMap(roles).first { $0.rank(of: key) != nil }?.role
  }

  private static func activity(_ own: [RoleNames]) -> [RoleNames] {
    [customer] + own + moment + purchase + [buyerName, buyerKind] + attributes
  }

  static let customer: RoleNames = {
    let nouns = [
      "customer", "cust", "client", "member", "buyer", "household", "hh", "shopper", "subscriber",
      "consumer", "user", "account", "acct", "patron", "guest", "visitor", "contact", "person",
    ]
    let endings = [
      "id", "no", "num", "nbr", "nr", "number", "key", "code", "ref", "uid", "uuid", "guid",
    ]
    let chineseNouns = ["客户", "顾客", "会员", "用户", "买家", "消费者", "客人", "客商", "账户"]
    let chineseEndings = ["编号", "id", "号", "号码", "编码", "代码", "代号", "标识", "序号", "卡号"]
    let composed =
      nouns.flatMap { noun in endings.map { noun + $0 } }
      + chineseNouns.flatMap { noun in chineseEndings.map { noun + $0 } }
    return RoleNames(
      .customer,
      composed + [
        "uid openid unionid cardno cardnumber 卡号 客编 买家账号 用户账号 用户名 买家昵称"
      ])
  }()

  /// Words that name the customer without saying how: an id where there is no better column.
  static let customerWord = RoleNames(
    .customer, "customer client member buyer user household shopper subscriber",
    "客户 顾客 会员 用户 买家")

  /// A row's own id: the customer's in a list of customers.
  static let plainID = RoleNames(.customer, "id 编号")

  /// Names that have to serve as ids where there is nothing else.
  static let customerByName = RoleNames(
    .customer, "customername clientname membername buyername username",
    "客户名称 客户姓名 会员姓名 会员名 买家姓名")

  static let customerName = RoleNames(
    .name,
    "name fullname customername clientname membername username companyname company accountname "
      + "customer client member",
    "姓名 名称 客户名称 客户姓名 客户名 会员姓名 会员名称 会员名 用户名 用户姓名 公司名称 企业名称 公司 单位名称 昵称")

  /// The buyer's name in an activity, where `name` alone may be a product's.
  private static let buyerName = RoleNames(
    .name,
    "customername clientname membername buyername companyname accountname",
    "客户名称 客户姓名 客户名 会员姓名 会员名称 买家姓名 公司名称 企业名称")

  /// How much was given back, under the name by which the rules have it: no role, as a flag is one.
  static let refundAmount = (
    name: "refund_amount",
    keys: ["refundamount", "refundedamount", "amountrefunded", "refund", "退款金额", "退款额", "退款"]
  )

  private static let customerKind = RoleNames(
    .kind,
    "kind customertype custtype clienttype membertype accounttype customerkind usertype type",
    "客户类型 客户性质 客户类别 会员类型 用户类型 单位性质 类型 性质")

  private static let buyerKind = RoleNames(
    .kind, "customertype custtype clienttype membertype accounttype customerkind usertype",
    "客户类型 客户性质 客户类别 会员类型 用户类型 单位性质")

  static let orderID = RoleNames(
    .orderID,
    "orderid orderno ordernumber ordernum ordernbr orderkey ordercode orderref ordersn invoiceno "
      + "invoiceid invoicenumber invoicenum invoice basketid basketno basketkey transactionid "
      + "transactionno transactionnumber transid transno txnid txnno receiptid receiptno "
      + "receiptnumber billno billid billnumber purchaseid saleid salesid salesordernumber "
      + "salesorderid checkno ticketno order",
    "订单号 订单编号 订单id 订单号码 订单代码 订单编码 交易号 交易编号 交易单号 流水号 单号 单据号 单据编号 发票号 发票号码 "
      + "小票号 销售单号 主订单号 主订单编号 订单")

  static let moment: [RoleNames] = [
    RoleNames(
      .time, need: .date,
      "time orderdate ordertime orderdatetime ordertimestamp ordered orderedat orderedon "
        + "dateordered invoicedate invoicetime invoicedatetime transactiondate transactiontime "
        + "transactiontimestamp transactiondatetime transdate transtime txndate txntime "
        + "purchasedate purchasetime purchasetimestamp purchasedat dateofpurchase saledate "
        + "salesdate salestime solddate paidat paydate paytime paymentdate paymenttime billdate "
        + "billingdate basketdate visitdate redemptiondate eventtime eventdate eventtimestamp "
        + "occurredat occurred happenedat reviewdate ratingdate surveydate responsedate "
        + "feedbackdate feedbacktime submittedat openedat opened opendate ticketdate reportedat "
        + "contactdate inquirydate leaddate createdat createdon createddate createtime "
        + "createdtime creationdate datecreated datetime timestamp ts date day dt when",
      "下单时间 下单日期 订单时间 订单日期 订单创建时间 购买时间 购买日期 交易时间 交易日期 成交时间 成交日期 消费时间 消费日期 "
        + "支付时间 付款时间 付款日期 销售日期 销售时间 开票日期 发生时间 事件时间 行为时间 访问时间 评价时间 评论时间 反馈时间 "
        + "提交时间 受理时间 投诉时间 创建时间 创建日期 录入时间 时间 日期")
  ]

  static let purchase: [RoleNames] = [
    RoleNames(
      .amount, need: .number,
      "amount orderamount totalamount netamount paidamount payamount paymentamount actualamount "
        + "salesamount saleamount saleprice transactionamount transamount txnamount "
        + "invoiceamount purchaseamount grandtotal ordertotal totalpaid total totalprice "
        + "salesvalue salevalue ordervalue totalvalue totalsales sales revenue netrevenue "
        + "netsales turnover spend spent spending subtotal linetotal extendedprice payment paid "
        + "amt value gmv",
      "实付金额 实收金额 实际支付金额 支付金额 付款金额 买家实付金额 订单金额 成交金额 交易金额 消费金额 销售金额 销售额 购买金额 "
        + "总金额 订单总额 订单总金额 应付金额 应收金额 合计金额 金额 总价 总额 合计 实付 实收 支付额"),
    RoleNames(
      .unitPrice, need: .number,
      "unitprice priceperunit itemprice priceeach unitcost listprice sellingprice price",
      "单价 商品单价 销售单价 成交单价 售价 价格 商品价格"),
    RoleNames(
      .quantity, need: .number,
      "quantity qty orderquantity orderqty quantityordered unitssold units itemcount items "
        + "numitems pieces pcs volume count",
      "数量 购买数量 商品数量 销售数量 订购数量 件数 销量 购买件数"),
    RoleNames(
      .discount, need: .number,
      "discount discountamount discountrate discountpct retaildisc disc discountpercent "
        + "promodiscount coupondiscount",
      "折扣 优惠金额 折扣金额 优惠 折扣率 优惠额 折扣额"),
    RoleNames(
      .channel,
      "channel saleschannel orderchannel purchasechannel channelname channeltype platform "
        + "saleplatform medium ordersource",
      "渠道 销售渠道 购买渠道 下单渠道 订单渠道 订单来源 平台 下单平台 渠道名称"),
    RoleNames(
      .category,
      "category productcategory itemcategory categoryname producttype productline department "
        + "dept categoryid",
      "品类 类目 商品类目 商品品类 产品品类 商品分类 商品类别 产品类别 产品分类 一级类目 一级品类 分类 类别"),
    RoleNames(
      .product,
      "product productname item itemname stockcode sku skucode productid productkey productcode "
        + "productno productsku itemid itemcode",
      "商品 商品名称 产品名称 产品 商品编号 商品编码 产品编号 商品id 货号 商品代码 sku编码"),
    RoleNames(.brand, "brand brandname", "品牌 品牌名称 商品品牌"),
    RoleNames(
      .status,
      "status orderstatus orderstate paymentstatus ticketstatus leadstatus eventstatus",
      "状态 订单状态 交易状态 支付状态 工单状态 线索状态 处理状态"),
    RoleNames(
      .refund, need: .flag,
      "refund refunded isrefund isrefunded refundamount returned isreturned isreturn refundflag "
        + "returnflag",
      "退款 是否退款 退款金额 退货 是否退货 已退款"),
  ]

  static let attributes: [RoleNames] = [
    RoleNames(.gender, "gender sex", "性别"),
    RoleNames(
      .birthDate, need: .date, "birthdate dateofbirth dob birthday birth birthdt",
      "出生日期 生日 出生年月 出生年月日"),
    RoleNames(
      .country, "country countryname nation countryregion countrycode customercountry shipcountry",
      "国家 国别 国家地区 所在国家 国家名称"),
    RoleNames(
      .province,
      "province state stateprovince provincename statename shipstate customerstate",
      "省份 省 所在省 所在省份 省市 收货省份 收货人省份 地区省份"),
    RoleNames(
      .city, "city cityname town customercity shipcity", "城市 市 所在城市 所在市 收货城市 城市名称"),
    RoleNames(.industry, "industry sector industryname businessline", "行业 所属行业 行业类型 行业名称"),
    RoleNames(
      .employees, need: .number,
      "employees employeecount numberemployees numberofemployees numemployees headcount staff",
      "员工数 员工人数 人数 雇员人数 员工规模"),
    RoleNames(
      .signup, need: .date,
      "signup signupdate signedup registered registeredat registrationdate registerdate "
        + "registertime joindate joined joinedat joinedon membersince customersince datejoined "
        + "enrollmentdate signuptime",
      "注册时间 注册日期 入会时间 入会日期 加入时间 建档时间 建档日期 开户日期 开户时间 成为会员时间"),
    RoleNames(
      .email, "email emailaddress mail customeremail useremail", "邮箱 电子邮箱 电子邮件 邮件 邮箱地址"),
    RoleNames(
      .phone, "phone phonenumber mobile mobilephone mobilenumber telephone tel cell cellphone",
      "手机 手机号 手机号码 电话 联系电话 电话号码 联系方式"),
  ]

  private static let eventKind = RoleNames(
    .eventKind,
    "event eventtype eventkind eventname action actiontype activity activitytype behavior "
      + "behaviour behaviortype kind type name",
    "事件 事件类型 事件名称 行为 行为类型 动作 活动类型 类型")

  private static let looseEventKind = RoleNames(
    .eventKind, "event eventtype eventkind eventname actiontype activitytype behaviortype",
    "事件类型 事件名称 行为类型")

  private static let score = RoleNames(
    .score, need: .number, "score rating stars nps csat satisfaction", "评分 得分 分数 星级 满意度")

  private static let feedbackScore = RoleNames(
    .score, need: .number,
    "score rating stars star nps npsscore csat csatscore satisfaction grade points",
    "评分 得分 分数 星级 满意度 满意度评分 打分")

  private static let sentiment = RoleNames(
    .sentiment, "sentiment polarity emotion", "情感 情绪 倾向 情感倾向")

  private static let topic = RoleNames(
    .topic, "topic subject theme category feedbacktype reviewtopic kind type",
    "主题 话题 类别 反馈类型 评价类型")

  private static let ticketTopic = RoleNames(
    .topic, "topic subject issue issuetype reason category tickettype complainttype kind type",
    "主题 问题类型 工单类型 投诉类型 诉求 类别 事由")

  private static let resolved = RoleNames(
    .resolved, "resolved isresolved closed isclosed solved resolvedat closedat",
    "已解决 是否解决 解决状态 是否关闭 解决时间")
}
