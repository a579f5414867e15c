extension Catalogue {
  /// Rules looked over, what they need, customers explained.
  static let rules: [String: String] = [
    "a multi-valued dimension has at most {0} classes": "多值维度最多有 {0} 个类别",
    "too many classes": "类别过多",
    "a customer counts in each of its classes of {0}": "每位客户在 {0} 的每个所属类别中各计一次",
    "'{0}' has no class for customers that no rule takes": "'{0}' 没有容纳其余客户的类别",
    "needs an 'otherwise'": "需要 'otherwise'",
    "add {0}": "加上 {0}",
    "'{0}' has no rank, other classes have one": "'{0}' 没有 rank，其他类别有",
    "where does it stand": "排在何处",
    "'{0}' means both {1} and {2}": "'{0}' 同时指 {1} 和 {2}",
    "there are two classes '{0}'": "有两个类别 '{0}'",
    "the second one": "第二个",
    "no column, metric or dimension '{0}'": "没有列、指标或维度 '{0}'",
    "not loaded, or misspelt": "未载入，或拼写有误",
    "needs {0}": "需要 {0}",
    "no customer '{0}'": "没有客户 '{0}'",
    "not an id": "不是编号",
    "expected a customer's id": "这里应是客户编号",
    "explain customer '{0}'": "explain customer '{0}'",
    "ids look like '{0}'": "编号形如 '{0}'",
    "there are no customers yet": "还没有客户",
    "load 'file.csv', or demo to try it out": "load 'file.csv'，或用 demo 试用",
    "no dimension '{0}'": "没有维度 '{0}'",
    "not a dimension": "不是维度",
    "not a metric": "不是指标",
  ]
}
