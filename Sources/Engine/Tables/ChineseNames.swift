import Syntax

extension Role {
  /// Chinese words for a column with this role, the one to show first. They mean the column wherever
  /// no column and no definition has such a name.
  public var chineseNames: [String] {
    switch self {
    case .customer: ["客户编号", "会员编号", "客户号", "会员号", "编号"]
    case .time: ["时间", "日期", "下单时间", "下单日期", "发生时间"]
    case .orderID: ["订单号", "订单编号", "单号"]
    case .amount: ["金额", "订单金额", "消费金额", "销售额"]
    case .quantity: ["数量", "件数"]
    case .unitPrice: ["单价", "价格"]
    case .discount: ["折扣", "优惠"]
    case .channel: ["渠道"]
    case .category: ["品类", "类别", "类目", "分类"]
    case .product: ["商品", "产品"]
    case .brand: ["品牌"]
    case .status: ["状态", "订单状态"]
    case .refund: ["退款"]
    case .name: ["姓名", "名称", "名字", "客户名称", "客户姓名"]
    case .kind: ["类型", "客户性质"]
    case .gender: ["性别"]
    case .birthDate: ["出生日期", "生日"]
    case .country: ["国家"]
    case .province: ["省份", "省"]
    case .city: ["城市", "市"]
    case .industry: ["行业"]
    case .employees: ["员工数", "员工人数", "人数"]
    case .signup: ["注册日期", "注册时间", "入会日期"]
    case .email: ["邮箱", "电子邮箱"]
    case .phone: ["电话", "手机", "手机号"]
    case .score: ["评分", "得分", "分数"]
    case .eventKind: ["事件类型", "行为", "行为类型"]
    case .sentiment: ["情感", "情绪"]
    case .topic: ["主题", "话题"]
    case .resolved: ["已解决", "是否解决"]
    }
  }
}

extension Field {
  /// Every name that means this column, its own first.
  public var names: [String] { [name] + aliases + (role?.chineseNames ?? []) }
}

extension [Field] {
  /// The position of the field with that name or alias, case and width folded.
  public func index(named name: String) -> Int? {
    let wanted = NameFolding.fold(name)
    return firstIndex { NameFolding.fold($0.name) == wanted }
      ?? firstIndex { $0.aliases.contains { NameFolding.fold($0) == wanted } }
  }

  /// The position of the field whose role goes by that Chinese word, traditional or simplified.
  public func index(roleNamed word: String) -> Int? {
    guard let first = word.unicodeScalars.first, !first.isASCII else { return nil }
    let wanted = HanziFolding.fold(word)
    return firstIndex { $0.role?.chineseNames.contains(wanted) ?? false }
  }
}

extension Dataset {
  /// Chinese words for the activities that most businesses have, the one to show first.
  public static let chineseActivityNames: [String: [String]] = [
    "orders": ["订单"], "events": ["事件", "行为"], "feedback": ["反馈", "评价"],
    "tickets": ["工单"], "leads": ["线索"],
  ]
}

extension Activity {
  /// Every name that means this activity, its own first.
  public var names: [String] {
    [name] + (Dataset.chineseActivityNames[NameFolding.fold(name)] ?? [])
  }
}
