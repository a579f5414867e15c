import Syntax

/// What help explains besides verbs, functions and definitions: the words and signs of expressions.
struct Topic: Sendable {
  /// The spellings, English ones first.
  let names: [String]
  let summary: String
  let summaryChinese: String
  let examples: [String]

  init(_ names: [String], _ summary: String, _ summaryChinese: String, _ examples: [String]) {
    self.names = names
    self.summary = summary
    self.summaryChinese = summaryChinese
    self.examples = examples
  }

  /// The topic of that name, traditional characters folded.
  static func named(_ word: String) -> Topic? {
    let wanted = HanziFolding.fold(word.lowercased())
    return all.first { $0.names.contains(wanted) }
  }

  static let all: [Topic] = conditions + phrases + settings

  private static let conditions = [
    Topic(
      ["and", "且", "并且", "与", "和"], "Both conditions hold.", "两个条件都成立。",
      ["where n_orders >= 3 and gender = 'female' | count", "筛选 订单数 >= 3 且 性别 = 'female' | 计数"]),
    Topic(
      ["or", "或", "或者"], "One condition or the other holds; binds less tightly than 'and'.",
      "任一条件成立；结合比 且 松。",
      [
        "where province = '广东' or province = '北京' | count",
        "筛选 省份 = '广东' 或 省份 = '北京' | 计数",
      ]),
    Topic(
      ["not", "非", "不"], "The condition does not hold; null stays null.", "条件不成立；空值仍为空。",
      ["where not has orders | count", "筛选 非 有 订单 | 计数"]),
    Topic(
      ["in", "not in", "属于", "不属于"], "One of a list, a range of dates, a segment or a file of ids.",
      "属于列表、日期区间、客群或编号文件。",
      [
        "where province in ('广东', '北京') | count", "where signup in @2025-01..@2025-06 | count",
        "筛选 省份 属于 ('广东', '北京') | 计数",
      ]),
    Topic(
      ["between", "not between", "介于", "不介于"], "From one value to another, both included.",
      "介于两值之间，含两端。",
      ["where n_orders between 2 and 5 | count", "筛选 订单数 介于 2 和 5 | 计数"]),
    Topic(
      ["within", "近"], "In a window of time that ends at the as-of date.", "在截至基准日的一段时间内。",
      [
        "where has orders within 90d | count", "where signup within previous month | count",
        "筛选 有 订单 近 90天 | 计数", "筛选 无 订单 近3个月 | 计数",
      ]),
    Topic(
      ["like", "匹配", "类似"], "Text of a pattern: % stands for any characters, _ for one.",
      "文本符合模式：% 为任意多个字符，_ 为一个。",
      ["where name like '李%' | count", "筛选 姓名 类似 '李%' | 计数"]),
    Topic(
      ["contains", "not contains", "~", "包含", "不包含"], "Text that holds another, case ignored.",
      "包含某段文本，不分大小写。",
      ["where name ~ '公司' | count", "筛选 姓名 包含 '公司' | 计数"]),
    Topic(
      ["null", "is", "is null", "is not null", "is not", "空", "空值", "为空", "不为空", "非空", "是", "不是"],
      "No value. '=' with it is neither true nor false: ask with 'is null'.",
      "没有值。用 = 比较得不到真假，要写 为空 或 不为空。",
      ["where email is null | count", "筛选 邮箱 为空 | 计数", "筛选 邮箱 不是 空 | 计数"]),
    Topic(
      ["has", "有"], "Customers with rows of an activity, under a condition or within a window.",
      "有某种活动的客户，可带条件或时间窗。",
      ["where has orders where channel = 'store' | count", "筛选 有 订单 近 30天 | 计数"]),
    Topic(
      ["no", "无", "没有"], "Customers without such rows; those who never had any are included.",
      "没有某种活动的客户，从未有过的也算在内。",
      ["where no orders within 180d | count", "筛选 无 订单 近 180天 | 计数"]),
    Topic(
      ["true", "false", "真", "假"], "The two answers of a condition.", "条件的两个结果。",
      ["where opt_in = true | count", "筛选 opt_in = 真 | 计数"]),
  ]

  private static let phrases = [
    Topic(
      ["by", "按"], "What to rank by, cross with or sort an aggregate by.", "按什么排名、交叉或排序。",
      ["top 5 by spend_total", "前 5 按 消费总额"]),
    Topic(
      ["as", "作为", "为"], "Gives a column a name.", "给列命名。",
      ["group gender : avg(n_orders) as mean", "分组 性别 : 平均(订单数) 为 平均单数"]),
    Topic(
      ["asc", "desc", "升序", "降序", "正序", "倒序"], "From the smallest up, or from the largest down.",
      "升序从小到大，降序从大到小。",
      ["sort n_orders desc, id | take 5", "排序 订单数 降序 | 取 5"]),
    Topic(
      ["case", "when", "then", "else", "end", "情形", "当", "则", "否则", "结束"],
      "The value of the first condition that holds.", "取第一个成立的条件的值。",
      [
        "derive size = case when n_orders >= 5 then 'many' else 'few' end | group size",
        "派生 档位 = 情形 当 订单数 >= 5 则 '多' 否则 '少' 结束 | 分组 档位",
      ]),
    Topic(
      [
        "last", "previous", "this", "before", "day", "month", "quarter", "year", "previous month",
        "this month", "previous year", "this year", "最近", "上个", "本", "上月", "本月", "去年", "今年", "早于",
        "月", "年",
      ],
      "Windows of the calendar, and 'last' before a duration.", "日历上的时间窗；最近 之后跟时长。",
      [
        "where has orders within last 30d | count",
        "where has orders within previous month | count",
        "筛选 有 订单 近 上月 | 计数",
      ]),
    Topic(
      ["as of", "asof", "截至", "基准日"], "The day on which a query looks at the data.",
      "查询以哪一天为基准。",
      ["from customers as of @2025-01-01 | group lifecycle_stage", "从 客户 截至 @2025-01-01 | 计数"]),
    Topic(
      ["distinct", "去重"], "Each value once.", "每个取值只算一次。",
      ["where count(distinct orders.category) >= 3 | count"]),
    Topic(
      ["@", "date", "dates", "日期"], "Dates begin with @; a month or a year is the whole period.",
      "日期以 @ 开头；只写年或年月表示整段时间。",
      ["where signup >= @2025-01-01 | count", "筛选 注册日期 >= @2025年1月1日 | 计数"]),
    Topic(
      ["duration", "durations", "时长"], "Lengths of time: 90d 12w 6mo 1y 2h.",
      "时长：90天 12周 6个月 1年 2小时。", ["where has orders within 6mo | count"]),
  ]

  private static let settings = [
    Topic(
      ["language", "lang", "语言", "中文", "chinese", "english"],
      "LANG decides the language at the start; 'set language' changes it for this session.",
      "启动时由 LANG 决定语言；“设置 语言 zh”或“set language en”在本次会话中切换。",
      ["set language zh", "set language en"])
  ]
}
