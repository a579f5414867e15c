extension Catalogue {
  /// Expectations and what came of them.
  static let ownRules: [String: String] = [
    "note": "说明",
    "as of {0}, the day after the latest {1}; 'set asof' for another":
      "基准日 {0}，即 {1} 最晚日期的次日；用 设置 基准日 另设",
    "as of {0}, today: the data hold no date; 'set asof' for another":
      "基准日 {0}，即今天：数据中没有日期；用 设置 基准日 另设",
    "{0}: no customer changes class": "{0}：没有客户变更类别",
    "  {0} is called {1} now: {2} {2|customer|customers}": "  {0} 现改名为 {1}：{2} 位客户",
    "bound moved: {0} (was {1})": "界限变动：{0}（原为 {1}）",
    "  parameter moved: :{0} = {1} (was {2})": "  参数变动：:{0} = {1}（原为 {2}）",
    "expected a metric, a dimension or a parameter": "此处应为指标、维度或参数",
    "{0} is as the standard rules have it": "{0} 与标准规则一致，无需复原",
    "{0} is as the standard rules have it again": "{0} 已恢复为标准规则",
    "{0} is no longer defined": "{0} 已移除",
    "  no longer expected of it: {0}": "  不再保留关于它的预期：{0} 项",
    "  with it {0} {0|trait or strategy|traits and strategies}": "  连同 {0} 条特征或策略",
    "'{0}' is used by {1}": "'{0}' 仍被 {1} 使用",
    "still needed": "仍需要",
    "rules reset {0}": "规则 复原 {0}",
    "not met": "未满足",
    "not met: {0}": "未满足：{0}",
    "not met: {0} ({1})": "未满足：{0}（{1}）",
    "{0} is {1}": "{0} 为 {1}",
    "not true": "不成立",
    "neither true nor false": "无法判断真假",
    "1 expectation, not met": "1 项预期，未满足",
    "{0} {0|expectation, met|expectations, all met}": "{0} 项预期，全部满足",
    "{0} expectations, {1} not met": "{0} 项预期，{1} 项未满足",
    "expectations for 'rules check': {0}": "待 规则 检查 的预期：{0} 项",
    "expectations that wait for data: {0}": "有待数据的预期：{0} 项",
    "expectations that wait until the rules are right: {0}": "有待规则改正的预期：{0} 项",
    "'of' asks for the value of one customer, in an expectation":
      "of 取某位客户的值，只用于 预期",
    "a count of customers is compared with a share": "客户数与占比相比较",
    "a share is compared with more than 100 %": "占比与大于 100 % 的数相比较",
    "not a share": "不是占比",
    "'{0}' has a value for each customer": "'{0}' 对每位客户各有一值",
    "of whom": "是谁的",
    "write {0} for one, {1} for all": "一位客户写 {0}，全体写 {1}",
  ]
}
