extension Verb {
  /// The verbs of commands and definitions, in the order in which help lists them.
  static let commands: [Verb] = dataCommands + segmentCommands + ruleCommands + sessionCommands

  private static let dataCommands: [Verb] = [
    Verb(
      .command(.from), "from", chinese: "从", group: "data",
      summary: "Begins a query on customers, an activity, a segment or a result.",
      summaryZh: "开始查询：客户、活动、客群或先前的结果。",
      usage: ["from SOURCE [as of DATE] | STAGE | …"],
      examples: ["from customers | count", "from orders | group channel : count()"]),
    Verb(
      .command(.load), "load", chinese: "加载", aliases: ["open"], group: "data",
      summary: "Reads files as customers or activities.",
      summaryZh: "读取文件，作为客户或活动数据。",
      usage: [
        "load 'FILE', …",
        "load [NAME from] 'FILE' [with ROLE = EXPR, …] [where EXPR] [using OPTION = VALUE, …]",
      ],
      examples: ["load 'orders.csv'", "load orders from '2025.csv', '2026.csv' where amount > 0"]),
    Verb(
      .command(.demo), "demo", chinese: "演示", group: "data",
      summary: "Opens the demo data.",
      summaryZh: "打开演示数据。",
      usage: ["demo"],
      examples: ["demo"]),
    Verb(
      .command(.tables), "tables", chinese: "数据表", group: "data",
      summary: "Lists the tables that are loaded.",
      summaryZh: "列出已加载的表。",
      usage: ["tables"],
      examples: ["tables"]),
    Verb(
      .command(.describe), "describe", chinese: "描述", aliases: ["desc"], group: "data",
      summary: "Says what a dimension, class, metric, segment, table or column is.",
      summaryZh: "说明维度、类别、指标、客群、表或列。",
      usage: ["describe NAME", "describe DIM.CLASS"],
      examples: ["describe lifecycle_stage", "describe value_tier.high", "describe orders"]),
    Verb(
      .command(.rejects), "rejects", chinese: "拒收", group: "data",
      summary: "Lists the rows of files that could not be read, and why.",
      summaryZh: "列出未能读取的行及原因。",
      usage: ["rejects [TABLE]"],
      examples: ["rejects"]),
  ]

  private static let segmentCommands: [Verb] = [
    Verb(
      .command(.segments), "segments", chinese: "客群", aliases: ["分群"], group: "segments",
      summary: "Lists the saved segments.",
      summaryZh: "列出已保存的客群。",
      usage: ["segments"],
      examples: ["segments"]),
    Verb(
      .command(.dropSegment), "drop segment", chinese: "去除 客群", aliases: ["去除 分群"],
      group: "segments",
      summary: "Removes a saved segment with all its versions.",
      summaryZh: "删除客群及其所有版本。",
      usage: ["drop segment NAME"],
      examples: ["drop segment vip"]),
    Verb(
      .command(.renameSegment), "rename segment", chinese: "改名 客群", aliases: ["改名 分群"],
      group: "segments",
      summary: "Gives a saved segment another name.",
      summaryZh: "给客群改名。",
      usage: ["rename segment OLD to NEW"],
      examples: ["rename segment vip to best"]),
    Verb(
      .command(.let), "let", chinese: "令", group: "segments",
      summary: "Names a query for later use in this session.",
      summaryZh: "为查询命名，供本次会话使用。",
      usage: ["let NAME = QUERY"],
      examples: ["let best = from customers | where value_tier = high"]),
  ]
}
