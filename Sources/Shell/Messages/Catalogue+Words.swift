extension Catalogue {
  /// Words and phrases that the engine puts into a message as arguments.
  ///
  /// Only where the template does not quote the argument: what stands in quotes is somebody's own.
  static let words: [String: String] = [
    "true or false": "真或假",
    "whole number": "整数",
    "decimal": "小数",
    "number": "数值",
    "date": "日期",
    "timestamp": "时间戳",
    "text": "文本",
    "category": "类别",
    "null": "空值",
    "duration": "时长",
  ]
}
