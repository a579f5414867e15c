import Syntax

/// Calls that are not functions of the values in their row: aggregates, functions of the whole
/// population, and forms that the binder reads itself. Declared once for help, completion and the
/// reference; the binder has a case for each name.
public struct SpecialFunction: Sendable {
  public let name: String
  public let aliases: [String]
  public let group: String
  public let usage: String
  public let summary: String
  public let summaryChinese: String
  /// Statements that run on the demo data.
  public let examples: [String]

  public static func named(_ name: String) -> SpecialFunction? {
    let wanted = NameFolding.fold(name)
    return (byName[wanted] ?? byName[HanziFolding.fold(wanted)]).map { all[$0] }
  }

  private static let byName: [String: Int] = {
    var byName: [String: Int] = [:]
    for (index, function) in all.enumerated() {
      for name in [function.name] + function.aliases where byName[name] == nil {
        byName[NameFolding.fold(name)] = index
      }
    }
    return byName
  }()

  public static let all: [SpecialFunction] = aggregates + populations + forms + classTexts
}

extension SpecialFunction {
  static let aggregates: [SpecialFunction] = [
    SpecialFunction(
      name: "count", aliases: ["计数"], group: "aggregate",
      usage: "count([distinct x | condition | SEGMENT | orders where …])",
      summary:
        "Counts rows, values, rows for which a condition holds, a segment's members, or for each customer the orders that match.",
      summaryChinese: "计数：行、取值、条件成立的行、客群成员，或每位客户符合条件的订单。",
      examples: [
        "group country : count()", "where count(orders where channel = 'online') >= 3",
        "group province : count(value_tier = high)", "group province : count(vip)",
      ]),
    SpecialFunction(
      name: "sum", aliases: ["求和", "合计"], group: "aggregate", usage: "sum(x [where …])",
      summary: "Adds up; exact for whole numbers and money, 0 for a customer without rows.",
      summaryChinese: "求和：整数与金额精确；没有记录的客户为 0。",
      examples: ["from orders | group channel : sum(amount)"]),
    SpecialFunction(
      name: "avg", aliases: ["平均", "均值", "mean", "average"], group: "aggregate",
      usage: "avg(x [where …])", summary: "The mean; null without values.",
      summaryChinese: "平均值；没有值时为空。",
      examples: ["from orders | group category : avg(amount)"]),
    SpecialFunction(
      name: "min", aliases: ["最小"], group: "aggregate", usage: "min(x [where …])",
      summary: "The smallest value, earliest date or first text.",
      summaryChinese: "最小值、最早日期。", examples: ["from orders | group : min(time)"]),
    SpecialFunction(
      name: "max", aliases: ["最大"], group: "aggregate", usage: "max(x [where …])",
      summary: "The largest value, latest date or last text.",
      summaryChinese: "最大值、最晚日期。", examples: ["where days_since(max(orders.time)) > 90"]),
    SpecialFunction(
      name: "median", aliases: ["中位数"], group: "aggregate", usage: "median(x [where …])",
      summary: "The middle value, interpolated between two.",
      summaryChinese: "中位数，两数之间取平均。", examples: ["from orders | group channel : median(amount)"]),
    SpecialFunction(
      name: "percentile", aliases: ["分位数"], group: "aggregate",
      usage: "percentile(x, 0.9 [where …])",
      summary: "The value below which that share lies, interpolated linearly.",
      summaryChinese: "分位数，线性插值。",
      examples: ["from orders | group : percentile(amount, 0.9)"]),
    SpecialFunction(
      name: "stddev", aliases: ["标准差", "stddev_samp"], group: "aggregate",
      usage: "stddev(x [where …])", summary: "Sample standard deviation (n − 1).",
      summaryChinese: "样本标准差（n − 1）。", examples: ["from orders | group : stddev(amount)"]),
    SpecialFunction(
      name: "share", aliases: ["占比"], group: "aggregate", usage: "share([condition | x])",
      summary:
        "The group's share of all rows, of the total of x, or the share of its rows that hold.",
      summaryChinese: "占比：占全部行、占 x 合计，或组内满足条件的比例。",
      examples: ["group country : count(), share()", "group country : share(n_orders >= 2)"]),
    SpecialFunction(
      name: "first", aliases: ["首个"], group: "aggregate", usage: "first(x [by y] [where …])",
      summary: "The value of the row that comes first.", summaryChinese: "最先一行的值。",
      examples: ["derive first_category = first(orders.category by time) | take 3"]),
    SpecialFunction(
      name: "last", aliases: ["末个"], group: "aggregate", usage: "last(x [by y] [where …])",
      summary: "The value of the row that comes last.", summaryChinese: "最后一行的值。",
      examples: ["derive last_category = last(orders.category by time) | take 3"]),
    SpecialFunction(
      name: "mode", aliases: ["众数"], group: "aggregate", usage: "mode(x [where …])",
      summary: "The most frequent value; of equals the smallest.",
      summaryChinese: "众数；并列时取最小。",
      examples: ["derive favourite = mode(orders.category) | take 3"]),
    SpecialFunction(
      name: "median_gap", aliases: ["间隔中位数"], group: "aggregate",
      usage: "median_gap(orders [where …])",
      summary: "Median days between orders, those of one moment as one; null below two.",
      summaryChinese: "相邻订单间隔天数的中位数；同一时刻的订单算一单；不足两单为空。",
      examples: ["where median_gap(orders) < 30 | count"]),
    SpecialFunction(
      name: "gap_cv", aliases: ["间隔变异系数"], group: "aggregate", usage: "gap_cv(orders [where …])",
      summary: "How uneven the gaps are: standard deviation by mean; null below two gaps.",
      summaryChinese: "间隔的变异系数；不足两个间隔为空。",
      examples: ["where gap_cv(orders) < 0.5 | count"]),
    SpecialFunction(
      name: "hhi", aliases: ["集中度"], group: "aggregate", usage: "hhi(x [where …])",
      summary: "Concentration (Herfindahl-Hirschman): the sum of the squared shares of each value.",
      summaryChinese: "集中度（赫芬达尔指数）：各值行占比的平方和。",
      examples: ["where hhi(orders.category) >= 0.5 | count"]),
  ]

  static let populations: [SpecialFunction] = [
    SpecialFunction(
      name: "percent_rank", aliases: ["百分位"], group: "population",
      usage: "percent_rank(x [where …])",
      summary: "SQL's percent_rank: the share of other rows with a smaller value, 0 to 1.",
      summaryChinese: "小于该值的其他行的比例，0 到 1。",
      examples: ["where percent_rank(n_orders) >= 0.9 | count"]),
    SpecialFunction(
      name: "quantile_class", aliases: ["分位等级"], group: "population",
      usage: "quantile_class(x, n [where …])",
      summary: "Class 1 to n by value; equal values always share a class.",
      summaryChinese: "按值分为 1 到 n 级，相同的值总在同一级。",
      examples: ["group quantile_class(n_orders, 5) as f : count()"]),
    SpecialFunction(
      name: "ntile", aliases: ["等分"], group: "population", usage: "ntile(x, n [where …])",
      summary: "SQL's ntile: n classes of equal size; equal values may be split.",
      summaryChinese: "SQL 的 ntile：n 个等大的组，相同的值可能被分开。",
      examples: ["group ntile(n_orders, 5) as f : count()"]),
    SpecialFunction(
      name: "cumulative_share", aliases: ["累计占比"], group: "population",
      usage: "cumulative_share(x [where …])",
      summary: "The share of the total held by rows with this value or more: Pareto and ABC.",
      summaryChinese: "不小于该值的行所占合计的比例：帕累托与 ABC。",
      examples: ["where cumulative_share(spend_total where spend_total > 0) <= 0.8 | count"]),
  ]

  static let forms: [SpecialFunction] = [
    SpecialFunction(
      name: "if", aliases: ["iff", "如果"], group: "form", usage: "if(condition, value, otherwise)",
      summary: "One value or another.", summaryChinese: "条件成立取前值，否则取后值。",
      examples: ["group if(n_orders > 0, 'buyer', 'other') as kind_of : count()"]),
    SpecialFunction(
      name: "ago", aliases: ["前推"], group: "form", usage: "ago(90d)",
      summary: "The as-of date less a duration.", summaryChinese: "基准日之前的日期。",
      examples: ["where signup > ago(6mo) | count"]),
    SpecialFunction(
      name: "days_since", aliases: ["距今天数"], group: "form", usage: "days_since(date)",
      summary: "Whole days from a date to the as-of date.", summaryChinese: "到基准日的整天数。",
      examples: ["where days_since(max(orders.time)) <= 30 | count"]),
    SpecialFunction(
      name: "today", aliases: ["今天"], group: "form", usage: "today",
      summary: "The as-of date, never the clock's.", summaryChinese: "基准日，不取系统时钟。",
      examples: ["where signup < today | count"]),
    SpecialFunction(
      name: "sequence", aliases: [], group: "activity",
      usage: "sequence(events: condition then condition … [within 7d])",
      summary: "Whether a customer's rows fulfil the steps one after the other, within the window.",
      summaryChinese: "客户的记录是否依次满足各步骤，且首尾在时间窗内。",
      examples: [
        "where sequence(events: event_kind = 'view' then event_kind = 'buy' within 7d) | count"
      ]),
    SpecialFunction(
      name: "optional", aliases: ["可选"], group: "form",
      usage: "optional(expression, otherwise ['what stands in' [, 'in Chinese']])",
      summary:
        "The expression, or the other value where the data lack a column that it names; with words for that, `dimensions` tells of it.",
      summaryChinese: "数据缺少所需的列时取后值；写明文字时 dimensions 会说明。",
      examples: ["derive side = optional(mode(orders.channel), 'unknown') | take 3"]),
  ]
}
