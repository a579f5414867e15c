extension Verb {
  static let groupStages: [Verb] = [
    Verb(
      .stage(.group), "group", chinese: "分组", aliases: ["summarize", "aggregate", "汇总"],
      group: "groups",
      summary: "Makes one row for each class or value, with aggregates.",
      summaryZh: "按类别或取值分组并汇总。",
      usage: ["group DIM, … [: AGG [as NAME], …]", "group : AGG, …", "summarize AGG, … by DIM, …"],
      examples: [
        "group lifecycle_stage", "group value_tier : count(), avg(n_orders) as orders_each",
        "group : count()",
      ]),
    Verb(
      .stage(.count), "count", chinese: "计数", group: "groups",
      summary: "Counts the rows: short for 'group : count()'.",
      summaryZh: "统计行数，即 group : count()。",
      usage: ["count"],
      examples: ["where value_tier = high | count"]),
    Verb(
      .stage(.pivot), "pivot", chinese: "透视", group: "groups",
      summary: "Crosses two dimensions in a table with totals.",
      summaryZh: "两个维度的交叉表，带合计。",
      usage: [
        "pivot DIM by DIM [: AGG]", "pivot DIM by DIM : share of row",
        "pivot DIM by DIM : share of column", "pivot DIM by DIM : share of all",
      ],
      examples: [
        "pivot lifecycle_stage by value_tier",
        "pivot lifecycle_stage by value_tier : share of row",
      ]),
    Verb(
      .stage(.profile), "profile", chinese: "画像", group: "groups",
      summary: "Describes the rows by several dimensions at once: one row for each class of each.",
      summaryZh: "同时按多个维度描述这些行：每个维度的每个类别一行。",
      usage: ["profile DIM, … [: AGG [as NAME], …]"],
      examples: [
        "where value_tier = high | profile lifecycle_stage, country",
        "profile lifecycle_stage, value_tier : count(), avg(n_orders) as orders_each",
      ]),
  ]

  static let setStages: [Verb] = [
    Verb(
      .stage(.union), "union", chinese: "并集", group: "sets",
      summary: "Adds the customers of another segment or source.",
      summaryZh: "与另一客群或来源的客户取并集。",
      usage: ["union SOURCE"],
      examples: ["where value_tier = high | union customers | count"]),
    Verb(
      .stage(.intersect), "intersect", chinese: "交集", group: "sets",
      summary: "Keeps the customers that are in another segment or source too.",
      summaryZh: "与另一客群或来源的客户取交集。",
      usage: ["intersect SOURCE"],
      examples: ["where value_tier = high | intersect customers | count"]),
    Verb(
      .stage(.except), "except", chinese: "差集", aliases: ["minus"], group: "sets",
      summary: "Leaves out the customers of another segment or source.",
      summaryZh: "去掉属于另一客群或来源的客户。",
      usage: ["except SOURCE"],
      examples: ["where value_tier = high | except customers | count"]),
  ]

  static let outputStages: [Verb] = [
    Verb(
      .stage(.show), "show", chinese: "显示", aliases: ["plot", "draw"], group: "output",
      summary: "Says how the result is drawn.",
      summaryZh: "指定结果的显示方式。",
      usage: ["show table", "show bar"],
      examples: ["group lifecycle_stage | show bar"]),
    Verb(
      .stage(.save), "save", chinese: "保存", group: "output",
      summary: "Saves the customers of the rows as a segment, or a new version of it.",
      summaryZh: "把结果中的客户保存为客群（已存在则为新版本）。",
      usage: ["save NAME ['description']"],
      examples: ["where value_tier = high | save high_value 'the best customers'"]),
    Verb(
      .stage(.export), "export", chinese: "导出", aliases: ["write"], group: "output",
      summary:
        "Writes the rows to a file, in the format of its extension; 'bom' begins a CSV with the mark by which Excel reads Chinese rightly, 'raw' leaves cells that look like formulas as they are.",
      summaryZh: "把结果写入文件，格式由扩展名决定；bom（字节序标记）使 Excel 正确显示 CSV 中的中文，raw（原样）不改动像公式的单元格。",
      usage: ["export 'FILE' [columns COL, …] [overwrite] [raw] [bom]"],
      examples: [
        "group value_tier | export 'tiers.csv' overwrite",
        "group value_tier | export 'excel.csv' overwrite bom",
      ]),
  ]
}
