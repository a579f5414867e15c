extension Catalogue {
  /// Refusals for want of memory, and the setting.
  static let memory: [String: String] = [
    "this needs at least {0} of memory, and {1} may be used": "至少需要 {0} 内存，可用上限为 {1}",
    "refused: what was loaded before is as it was": "已拒绝：先前加载的数据不变",
    "take fewer rows or columns, or raise the limit: set memory_limit = '{0}'":
      "减少行或列，或提高上限：set memory_limit = '{0}'",
    "memory beyond which work is refused, as a size or a share of all":
      "内存上限，超过则拒绝执行；可写大小或占总内存的比例",
    "expected an amount of memory": "应为内存大小",
    "not a size": "不是大小",
  ]
}
