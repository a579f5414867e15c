extension Catalogue {
  /// Dimensions, rules and explanations.
  static let explanations: [String: String] = [
    "a sequence has 1 to 62 steps": "序列为 1 到 62 步",
    "no column holds amounts: {0} can be counted, not summed": "没有金额列：{0} 可以计数，不能求和",
    "{0} kept to {1} decimals ({2} values differ by less than a millionth)":
      "{0} 保留 {1} 位小数（{2} 个值相差不到百万分之一）",
    " among {0}": "（共 {0} 位）",
    "customer {0} as of {1}": "客户 {0}，截至 {1}",
    "{0} away": "相差 {0}",
    "otherwise": "其他",
    "{0} null": "{0} 个为空",
    "class": "类别",
    "classes": "类别",
    "label": "名称",
    "count": "数量",
    "share": "占比",
    "rule": "规则",
    "dimension": "维度",
  ]
}
