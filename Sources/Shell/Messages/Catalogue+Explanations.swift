extension Catalogue {
  /// Dimensions, rules and explanations.
  static let explanations: [String: String] = [
    "{0}: {1}, {2} of them valid": "{0}：{1}，其中有效 {2}",
    "{0} is the column here, as a key of group it is the dimension":
      "此处的 {0} 是列；作分组键时是维度",
    "{0} is the column here; as a key of group, and beside a class ({1}), it is the dimension":
      "此处的 {0} 是列；作分组键、或与其类别相比（{1}）时是维度",
    "{0} is the column: the data do not allow the dimension of that name, see 'dimensions {0}'":
      "{0} 是列：现有数据不支持同名维度，见 维度列表 {0}",
    "'{0}' is the name of a class as well ({1}): 'in {0}' means the segment":
      "'{0}' 也是类别名（{1}）：属于 {0} 指客群",
    "'{0}.{1}' is a class, not a column": "'{0}.{1}' 是类别，不是列",
    "a class": "类别",
    "  no query to begin with: {0}": "  暂无可运行的查询：{0}",
    "customer {0} is in {1}: {2}": "客户 {0} 在 {1} 中：{2}",
    "customer {0} is not in {1} of {2}: it is in {3}": "客户 {0} 不在 {2} 的 {1} 中，而在 {3} 中",
    "{0} is tried before {1} and holds": "{0} 先于 {1} 判断并且成立",
    "'{0}' names {1} classes: 'describe {2}' says more of one":
      "'{0}' 是 {1} 个类别的名称：'describe {3}' 说明其中之一",
    "parameters settle it: {0} holds for nobody": "由参数决定：{0} 对任何客户都不成立",
    "it would take: {0}": "还需要：{0}",
    "{0}: {1} {1|customer|customers}": "{0}：{1} 位客户",
    "holds": "成立",
    "takes": "取得",
    "left": "剩余",
    "remark": "备注",
    "holds for nobody": "对任何客户都不成立",
    "never reached: {0} holds wherever it does": "永远轮不到：凡它成立之处 {0} 也成立",
    "taken before by {0}": "先被取走：{0}",
    "{0} no longer holds": "{0} 不再成立",
    "nearest: {0}": "最近的类别：{0}",
    "no class '{0}'": "没有类别 '{0}'",
    "a sequence has 1 to 62 steps": "序列为 1 到 62 步",
    "no column holds amounts: {0} can be counted, not summed": "没有金额列：{0} 可以计数，不能求和",
    "{0} kept to {1} {1|decimal|decimals} ({2} {2|value differs|values differ} by less than a millionth)":
      "{0} 保留 {1} 位小数（{2} 个值相差不到百万分之一）",
    " among {0}": "（共 {0} 位）",
    "customer {0} as of {1}": "客户 {0}，截至 {1}",
    "{0} away": "相差 {0}",
    "otherwise": "其他",
    "{0}: {1}": "{0}：{1}",
    "{0} null": "{0} 个为空",
    "class": "类别",
    "classes": "类别",
    "label": "名称",
    "count": "数量",
    "share": "占比",
    "rule": "规则",
    "dimension": "维度",
    "works": "可用",
    "proxy": "替代",
    "status": "状态",
    "coverage": "覆盖率",
    "{0} of {1} {1|dimension|dimensions} {0|works|work}, {2} of them as {2|a proxy|proxies}":
      "{1} 个维度中 {0} 个可用，其中 {2} 个为替代",
    "what the others need:": "其余维度所缺的数据：",
    "{0} {0|dimension|dimensions}": "{0} 个维度",
    "no {0}: {1}": "没有 {0}：{1}",
    "  coverage {0}": "  覆盖率 {0}",
    "  coverage {0}: {1} of {2} {2|customer|customers} {1|has|have} no place":
      "  覆盖率 {0}：{2} 位客户中有 {1} 位无法归类",
    "  {0} of them {0|lacks|lack} {1}, which {2} of all customers have":
      "  其中 {0} 位缺少 {1}（全部客户中 {2} 有此项）",
    "cut: {0}": "分界：{0}",
    "{0} of {1} ({2})": "{1} 位中的 {0} 位（{2}）",
    "{0}: percentile by {1} among {2} {2|customer|customers}": "{0}：{2} 位客户按 {1} 的百分位",
    "{0}: class 1 to {3} by {1}, equal values together, among {2} {2|customer|customers}":
      "{0}：{2} 位客户按 {1} 分为 1 到 {3} 类，相同值同类",
    "{0}: class 1 to {3} by {1}, equal values split, among {2} {2|customer|customers}":
      "{0}：{2} 位客户按 {1} 分为 1 到 {3} 类，相同值可能分开",
    "{0}: share of all {1} held by those with as much or more, among {2} {2|customer|customers}":
      "{0}：{2} 位客户中 {1} 不低于该客户者合计所占的份额",
    "{0}: {1} of {2} {2|customer|customers}": "{0}：{2} 位客户的 {1}",
    " with {0}": "，条件为 {0}",
    "; {0} left out by {1}": "；因 {1} 不计入 {0} 位",
    "what stands in, in words": "用文字说明以什么替代",
    "trait": "特征",
    "strategy": "策略",
    "  class of {0}": "  所属维度：{0}",
    "  trait: {0}": "  特征：{0}",
    "  strategy: {0}": "  策略：{0}",
    "  and in {0}: {1}": "  同时属于 {0}：{1}",
    "  rule: {0}": "  规则：{0}",
    "  {0} of {1} {1|customer|customers}, {2}": "  {1} 位客户中的 {0} 位，{2}",
  ]
}
