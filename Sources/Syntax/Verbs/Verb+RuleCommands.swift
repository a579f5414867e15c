extension Verb {
  static let ruleCommands: [Verb] = [
    Verb(
      .command(.dimensions), "dimensions", chinese: "维度列表", aliases: ["dims"], group: "rules",
      summary:
        "Lists the classification dimensions: which work with the loaded data, which are proxies, what the others need, and the share of customers that each has a place for.",
      summaryZh: "列出分类维度：哪些可用、哪些为替代、其余缺什么数据，以及各维度能归类的客户占比。",
      usage: ["dimensions [NAME]"],
      examples: ["dimensions", "dimensions industry"]),
    Verb(
      .command(.advise), "advise", chinese: "建议", aliases: ["advice", "recommend"], group: "rules",
      summary:
        "Suggests dimensions for a business goal: why, how well the loaded data support them, and a query to begin with; without a goal, lists the goals.",
      summaryZh: "按业务目标建议分类维度：理由、现有数据的支持程度与可直接运行的查询；不写目标则列出全部目标。",
      usage: ["advise [GOAL]"],
      examples: ["advise", "advise win back customers", "advise 'pricing'"]),
    Verb(
      .command(.metrics), "metrics", chinese: "指标列表", group: "rules",
      summary: "Lists the metrics.",
      summaryZh: "列出指标。",
      usage: ["metrics"],
      examples: ["metrics"]),
    Verb(
      .command(.rules), "rules", chinese: "规则", group: "rules",
      summary:
        "Prints the rules in force, writes them to a file, reads others, looks them over, compares them, and takes a change back: the standard rule with its traits and strategies again, or none.",
      summaryZh: "显示、导出、载入、检查或比较规则；复原则撤回改动：恢复标准规则及其特征与策略，自定义的则移除。",
      usage: [
        "rules [NAME]", "rules export 'FILE' [overwrite]", "rules load 'FILE'",
        "rules check ['FILE']", "rules diff [SEGMENT[@VERSION] | 'FILE']",
        "rules reset NAME",
      ],
      examples: [
        "rules lifecycle_stage", "rules check", "rules diff", "rules diff vip",
        "rules reset lifecycle_stage",
      ]),
    Verb(
      .command(.explain), "explain", chinese: "解释", aliases: ["why"], group: "rules",
      summary:
        "Prints which rule put a customer in a class, with the actual values; or how a query is carried out: rows, bytes and time of each operator, what was worked out and what was kept from before.",
      summaryZh: "说明客户为何属于某类，并列出实际数值；或说明查询如何执行：各步的行数、字节与耗时，哪些为现算、哪些沿用已有结果。",
      usage: [
        "explain customer ID [on DIM, …]", "explain customer ID not CLASS", "explain DIM",
        "explain DIM.CLASS", "explain QUERY",
      ],
      examples: [
        "explain customer 'C00042'", "explain customer 'C00042' on lifecycle_stage, value_tier",
        "explain where n_orders > 3 | group value_tier", "解释 筛选 n_orders > 3 | 分组 value_tier",
      ]),
    Verb(
      .command(.define), "define", chinese: "定义", group: "rules",
      summary:
        "Begins a definition of a parameter, metric, dimension, goal, trait or strategy; the word itself may be left out. 'help dimension' and the like say more of each.",
      summaryZh: "开始定义参数、指标、维度、目标、特征或策略；定义 一词可省略。“帮助 维度”等可查看各自的写法。",
      usage: [
        "define param NAME [: TYPE] [in (A, …) | between A and B] [= EXPR] ['description']",
        "define metric NAME ['description'] = EXPR",
        "define dimension KEY ['label'] [ordered] [multi] CLASS … end",
        "define goal NAME ['description'] ADVICE … end",
        "define trait DIM.CLASS 'english' [zh '中文']",
        "define strategy DIM.CLASS 'english' [zh '中文']",
      ],
      examples: [
        "define metric spend = sum(orders.amount)", "define param quiet_days = 90",
        """
        define dimension buyer_size '买家规模' ordered
          never '未购买' when n_orders = 0
          few '少量' when n_orders <= 5
          otherwise many '大量'
        end
        """,
      ]),
    Verb(
      .command(.parameter), "param", chinese: "参数", aliases: ["parameter"], group: "rules",
      summary: "Declares a parameter of rules or of a script.",
      summaryZh: "声明规则或脚本的参数。",
      usage: ["param NAME [: TYPE] [in (A, …) | between A and B] [= EXPR] ['description']"],
      examples: [
        "param quiet_days = 90", "param since: date = @2024-01-01 'first day counted'",
        "param pace in ('slow', 'fast') = 'slow' 'how soon'", "param cut between 0 and 100 = 80",
        "param low_cut between 0 and :value_hi = 20",
      ]),
    Verb(
      .command(.metric), "metric", chinese: "指标", group: "rules",
      summary: "Defines a number for each customer.",
      summaryZh: "定义每个客户的数值指标。",
      usage: ["metric NAME ['description'] = EXPR"],
      examples: ["metric days_quiet 'days since the last order' = days_since(max(orders.time))"]),
    Verb(
      .command(.goal), "goal", chinese: "目标", group: "rules",
      summary:
        "Declares a business goal and the dimensions that help; a goal declared again is added to.",
      summaryZh: "声明业务目标及有帮助的维度；再次声明则为补充。",
      usage: [
        "goal NAME ['description'] [alias 'a', …] ADVICE … end",
        "DIMENSION ['reason'] [zh '理由'] [try 'QUERY']",
      ],
      examples: [
        """
        goal win_back
          value_tier 'whom it is worth to call' try 'where value_tier = high'
        end
        """
      ]),
    Verb(
      .command(.dimension), "dimension", chinese: "维度", group: "rules",
      summary: "Defines a classification: classes and the rules for them.",
      summaryZh: "定义分类维度：类别及其规则。",
      usage: [
        "dimension KEY ['label'] [alias 'a', …] [ordered] [exclusive|multi] CLASS … end",
        "dimension KEY ['label'] values EXPR end",
        "KEY ['label'] [alias 'a', …] [rank N] when EXPR", "otherwise KEY ['label']",
      ],
      examples: [
        """
        dimension buyer_size '买家规模' ordered
          never '未购买' when n_orders = 0
          few '少量' when n_orders <= 5
          otherwise many '大量'
        end
        """
      ]),
    Verb(
      .command(.trait), "trait", chinese: "特征", group: "rules",
      summary: "Says in one line what kind of customers a class has.",
      summaryZh: "用一句话说明某类客户的特征。",
      usage: ["trait DIM.CLASS 'english' [zh '中文']", "trait DIM 'english' [zh '中文']"],
      examples: ["trait order_size.large 'Buys in bulk' zh '大宗采购'"]),
    Verb(
      .command(.strategy), "strategy", chinese: "策略", group: "rules",
      summary:
        "Says in one line what to do with a class, or with those in several; later ones win.",
      summaryZh: "用一句话说明对某类（或同属几类的）客户的经营策略；后定义的优先。",
      usage: [
        "strategy DIM.CLASS[, DIM.CLASS …] 'english' [zh '中文']",
        "strategy DIM 'english' [zh '中文']",
      ],
      examples: [
        "strategy lifecycle_stage.churned 'Call before writing off' zh '先致电，再放弃'",
        "strategy value_tier.low, lifecycle_stage.growing 'Worth a visit' zh '值得拜访'",
      ]),
    Verb(
      .command(.expect), "expect", chinese: "预期", group: "rules",
      summary:
        "Says what must be true under the rules; one that is not met makes the exit code 1.",
      summaryZh: "写明规则下必须成立的事；未满足则退出码为 1。",
      usage: [
        "expect CONDITION ['reason']", "expect NAME of ID = VALUE", "expect AGGREGATE >= VALUE",
        "expect count(SEGMENT) between A and B",
      ],
      examples: [
        "expect lifecycle_stage of 'C00042' = prospect", "expect n_orders of 'C00042' < 3",
        "expect count(vip) between 10 and 1000 'as many as can be called'",
        "expect share(lifecycle_stage = churned) < 30%", "预期 计数(生命周期 = 流失客户) > 0",
      ]),
  ]
}
