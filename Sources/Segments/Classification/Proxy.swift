import Engine
import Syntax

/// Something that stands in for what the data lack, so that a dimension works all the same.
public struct Proxy: Sendable, Hashable {
  /// What the data lack; nil where they have a column of that name and another type.
  public var need: Need?
  /// What is done instead, in the words of the rules: `every order counts as settled`.
  public var english: String
  public var chinese: String?
}

extension Classification {
  /// What stands in for lacking data in the metric or dimension `key` and in all that it is made of,
  /// each once.
  func proxies(of key: String) throws(Diagnostic) -> [Proxy] {
    var proxies: [Proxy] = []
    for standIn in try binder.definition(key: key).standIns {
      let proxy = Proxy(
        need: need(behind: standIn.fault), english: standIn.english, chinese: standIn.chinese)
      if !proxies.contains(proxy) { proxies.append(proxy) }
    }
    return proxies
  }

  /// What a fault of binding says that the data lack; nil for other faults.
  func need(behind fault: Diagnostic) -> Need? {
    if let need = Need(fault) { return need }
    guard fault.code == "E208", let key = fault.message.arguments.first,
      case .missing(let need) = binder.availability(of: key)
    else { return nil }
    return need
  }
}
