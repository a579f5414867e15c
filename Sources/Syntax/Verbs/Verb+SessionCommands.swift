extension Verb {
  static let sessionCommands: [Verb] = [
    Verb(
      .command(.help), "help", chinese: "帮助", group: "session",
      summary: "Explains a verb, function, dimension or setting.",
      summaryZh: "查看动词、函数、维度或设置的说明。",
      usage: ["help [TOPIC]"],
      examples: ["help where", "help within", "help language"]),
    Verb(
      .command(.set), "set", chinese: "设置", group: "session",
      summary: "Shows or changes settings and parameters.",
      summaryZh: "查看或修改设置与参数。",
      usage: ["set", "set NAME", "set NAME = VALUE", "set asof DATE", "set language zh|en"],
      examples: ["set", "set language en"]),
    Verb(
      .command(.run), "run", chinese: "运行", aliases: ["source"], group: "session",
      summary: "Runs a script.",
      summaryZh: "运行脚本。",
      usage: ["run 'FILE' [NAME = VALUE …]"],
      examples: ["run 'weekly.strata' churn_days = 90"]),
    Verb(
      .command(.remember), "remember", chinese: "记住", group: "session",
      summary:
        "Keeps what this session loaded, defined and set of parameters for the next one; settings are not kept.",
      summaryZh: "把本次加载的数据、定义的规则与设置的参数记入项目，供下次使用；设置项不保留。",
      usage: ["remember"],
      examples: ["remember"]),
    Verb(
      .command(.forget), "forget", chinese: "忘记", group: "session",
      summary: "Undoes 'remember'.",
      summaryZh: "撤销 remember。",
      usage: ["forget"],
      examples: ["forget"]),
    Verb(
      .command(.echo), "echo", chinese: "回显", aliases: ["print"], group: "session",
      summary: "Prints a text or another value: a mark in what a script prints.",
      summaryZh: "输出一段文字或一个值，用来标记脚本的输出。",
      usage: ["echo EXPR"],
      examples: ["echo 'part two'", "echo 'as of ' || today"]),
    Verb(
      .command(.timing), "timing", chinese: "计时", group: "session",
      summary:
        "Says after each statement how long it took, or no longer; in formats for programs in seconds, processor time as well.",
      summaryZh: "开启或关闭耗时显示；输出给程序的格式以秒计，并列出处理器时间。",
      usage: ["timing [on|off]"],
      examples: ["timing off"]),
    Verb(
      .command(.format), "format", chinese: "格式", group: "session",
      summary: "Shows or chooses the format in which results are printed.",
      summaryZh: "查看或选择结果的输出格式。",
      usage: ["format [NAME]"],
      examples: ["format"]),
    Verb(
      .command(.history), "history", chinese: "历史", group: "session",
      summary: "Lists the statements of this session.",
      summaryZh: "列出本次会话的语句。",
      usage: ["history"],
      examples: ["history"]),
    Verb(
      .command(.clear), "clear", chinese: "清屏", aliases: ["cls"], group: "session",
      summary: "Clears the screen.",
      summaryZh: "清屏。",
      usage: ["clear"],
      examples: ["clear"]),
    Verb(
      .command(.quit), "quit", chinese: "退出", aliases: ["exit", "bye"], group: "session",
      summary: "Ends the session.",
      summaryZh: "结束会话。",
      usage: ["quit"],
      examples: ["quit"]),
  ]
}
