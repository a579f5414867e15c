extension Verb {
  /// The verbs of stages, in the order in which help lists them.
  static let stages: [Verb] = rowStages + columnStages + groupStages + setStages + outputStages

  private static let rowStages: [Verb] = [
    Verb(
      .stage(.filter), "where", chinese: "筛选", aliases: ["filter", "过滤"], group: "rows",
      summary: "Keeps the rows for which a condition is true.",
      summaryZh: "保留条件成立的行。",
      usage: ["where EXPR"],
      examples: ["where value_tier = high", "where lifecycle_stage = churned and n_orders >= 3"]),
    Verb(
      .stage(.sort), "sort", chinese: "排序", aliases: ["order by", "order"], group: "rows",
      summary: "Orders the rows; nulls come last.",
      summaryZh: "对行排序，空值在最后。",
      usage: ["sort COL [asc|desc], …"],
      examples: ["sort n_orders desc, id | take 5"]),
    Verb(
      .stage(.top), "top", chinese: "前", aliases: [], group: "rows",
      summary: "Keeps the rows that rank highest by an expression.",
      summaryZh: "按表达式取排名最高的若干行。",
      usage: ["top N by EXPR [asc]"],
      examples: ["top 10 by n_orders"]),
    Verb(
      .stage(.take), "take", chinese: "取", aliases: ["limit", "head"], group: "rows",
      summary: "Keeps the first rows in the order they have.",
      summaryZh: "按现有顺序取前若干行。",
      usage: ["take N"],
      examples: ["take 5"]),
    Verb(
      .stage(.sample), "sample", chinese: "抽样", group: "rows",
      summary: "Draws rows at random, the same ones for the same seed.",
      summaryZh: "随机抽取若干行，种子相同则结果相同。",
      usage: ["sample N [seed S]", "sample P% [seed S]"],
      examples: ["sample 100 seed 7 | count", "sample 10% seed 7 | count"]),
    Verb(
      .stage(.distinct), "distinct", chinese: "去重", aliases: ["unique"], group: "rows",
      summary: "Keeps one row for each combination of values.",
      summaryZh: "每种取值组合只保留一行。",
      usage: ["distinct [COL, …]"],
      examples: ["distinct value_tier, lifecycle_stage"]),
  ]

  private static let columnStages: [Verb] = [
    Verb(
      .stage(.derive), "derive", chinese: "派生", aliases: ["extend", "add", "mutate"],
      group: "columns",
      summary: "Adds columns.",
      summaryZh: "增加列。",
      usage: ["derive NAME = EXPR, …"],
      examples: ["derive spend = sum(orders.amount) | top 5 by spend"]),
    Verb(
      .stage(.select), "select", chinese: "选择", aliases: ["project"], group: "columns",
      summary: "Keeps the named columns, in that order.",
      summaryZh: "按给定顺序保留列。",
      usage: ["select COL, …", "select EXPR as NAME, …", "select *, NAME = EXPR"],
      examples: ["select id, value_tier | take 5"]),
    Verb(
      .stage(.drop), "drop", chinese: "去除", aliases: ["删除"], group: "columns",
      summary: "Leaves columns out.",
      summaryZh: "去掉列。",
      usage: ["drop COL, …"],
      examples: ["select id, n_orders, value_tier | drop value_tier | take 5"]),
    Verb(
      .stage(.rename), "rename", chinese: "改名", aliases: ["重命名"], group: "columns",
      summary: "Gives columns other names.",
      summaryZh: "给列改名。",
      usage: ["rename OLD as NEW, …"],
      examples: ["select id, n_orders | rename n_orders as orders_placed | take 5"]),
  ]
}
