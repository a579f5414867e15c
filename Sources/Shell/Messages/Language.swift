/// The language of messages, labels and reports.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case en, zh

  /// From the values of `LC_ALL`, `LC_MESSAGES` and `LANG`, of which the first that is set counts.
  public init(lcAll: String?, lcMessages: String?, lang: String?) {
    let values = [lcAll, lcMessages, lang].compactMap { $0 }.filter { !$0.isEmpty }
    self = values.first?.lowercased().hasPrefix("zh") == true ? .zh : .en
  }

  /// From what `set language` is given: `en`, `zh`, or a name; nil for anything else.
  public init?(named name: String) {
    switch name.lowercased() {
    case "en", "english", "英文", "英语": self = .en
    case "zh", "chinese", "zh_cn", "zh-cn", "中文", "汉语": self = .zh
    default: return nil
    }
  }
}
