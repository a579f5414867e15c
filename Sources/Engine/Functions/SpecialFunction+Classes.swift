extension SpecialFunction {
  /// What is said of the class that a row is in.
  static let classTexts: [SpecialFunction] = [
    SpecialFunction(
      name: "label", aliases: ["名称", "类别名称"], group: "class", usage: "label(DIM [, 'en'|'zh'])",
      summary: "The label of the class, in the session's language or the one named.",
      summaryChinese: "类别的名称，用会话语言或指定的语言。",
      examples: ["group lifecycle_stage | derive name = label(lifecycle_stage, 'zh')"]),
    SpecialFunction(
      name: "trait", aliases: ["特征"], group: "class", usage: "trait(DIM [, 'en'|'zh'])",
      summary: "What kind of customers the class has, in one line.",
      summaryChinese: "类别的特征，一句话。",
      examples: ["group lifecycle_stage | derive who = trait(lifecycle_stage)"]),
    SpecialFunction(
      name: "strategy", aliases: ["策略"], group: "class", usage: "strategy(DIM [, 'en'|'zh'])",
      summary:
        "What to do with the customer: of the lines that fit, the one that names the most classes.",
      summaryChinese: "对客户的经营策略：在适用的策略中取所列类别最多的一条。",
      examples: [
        "where value_tier = low | select id, potential_value, strategy(value_tier) | take 5"
      ]
    ),
  ]
}
