extension Catalogue {
  /// What `explain QUERY` tells.
  static let plans: [String: String] = [
    "step": "步骤",
    "what": "内容",
    "rows in": "输入行",
    "rows out": "输出行",
    "bytes": "字节",
    "ms": "毫秒",
    "plan": "计划",
    "bound and rewritten": "绑定并改写",
    "{0} {0|thread|threads}": "{0} 线程",
    "kept": "沿用",
    "one pass": "一遍扫描",
    "{0}: {1} {1|aggregate|aggregates}": "{0}：{1} 个聚合",
    "worked out": "现算",
    "members of a segment": "分群的成员",
    "an earlier result": "先前的结果",
    "time before {0}": "{0} 之前的时间",
    "{0}: not carried out under explain": "{0}：解释时不执行",
    "{0}: used by nothing, left out": "{0}：未被使用，略去",
    "{0} and {1} more": "{0} 等，另有 {1} 个",
  ]
}
