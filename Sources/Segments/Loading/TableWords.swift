import Engine

/// Which words in the name of a file or table tell what it holds.
enum TableWords {
  /// Looked up in this order: `customer_orders` are orders, `客户订单` too.
  private static let words: [(kind: TableKind, english: String, chinese: String)] = [
    (
      .feedback,
      "feedback feedbacks survey surveys review reviews rating ratings nps csat",
      "评价 反馈 评论 问卷 满意度 调查 点评"
    ),
    (
      .tickets,
      "ticket tickets complaint complaints helpdesk servicerequest servicerequests",
      "工单 投诉 客诉 服务单 售后 报修"
    ),
    (
      .leads,
      "lead leads opportunity opportunities inquiry inquiries enquiry enquiries",
      "线索 商机 询盘 咨询"
    ),
    (
      .events,
      "event events log logs click clicks clickstream visit visits session sessions behavior "
        + "behaviour behaviors pageview pageviews",
      "事件 行为 浏览 访问 点击 日志 埋点"
    ),
    (
      .orders,
      "order orders sale sales transaction transactions trans txn txns purchase purchases invoice "
        + "invoices receipt receipts basket baskets",
      "订单 交易 销售 购买 消费 流水 发票 成交 账单"
    ),
    (
      .customers,
      "customer customers client clients member members user users household households "
        + "demographic demographics subscriber subscribers shopper shoppers buyer buyers consumers "
        + "account accounts contact contacts prospect prospects reseller resellers",
      "客户 顾客 会员 用户 买家 客商"
    ),
  ]

  /// nil when nothing in `name` tells.
  static func kind(of name: String) -> TableKind? {
    let parts = Set(NameKey.words(name))
    let folded = NameKey.simplified(NameFolding.fold(name))
    return words.first { entry in
      entry.english.split(separator: " ").contains { parts.contains(String($0)) }
        || entry.chinese.split(separator: " ").contains { folded.contains($0) }
    }?.kind
  }

  /// A name for the table of a file: its stem as an identifier.
  static func tableName(stem: String) -> String {
    var name = ""
    for character in NameFolding.fold(stem) {
      if character.isLetter || character.isNumber {
        name.append(character)
      } else if !name.isEmpty, name.last != "_" {
        name.append("_")
      }
    }
    while name.last == "_" { name.removeLast() }
    guard let first = name.first else { return "activity" }
    return first.isNumber ? "t_" + name : name
  }
}
