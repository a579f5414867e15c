public import Engine
import Syntax

/// What a word of a query was read as.
public struct WordMeaning: Sendable, Hashable {
  /// As typed.
  public var word: String
  /// The metric's expression as the formatter writes it: `value_tier = high`.
  public var definition: String
  /// The parameters that the metric's description names: what the meaning is measured by.
  public var parameters: [ParameterUse]
}

extension Classification {
  /// nil when the rules have no such metric any more.
  public func meaning(of reading: WordReading) -> WordMeaning? {
    guard let metric = catalog.definitions.metric(reading.metric)?.definition else { return nil }
    let words = (metric.description ?? "").split { !($0.isLetter || $0.isNumber || $0 == "_") }
    let named = words.map(String.init).filter { catalog.definitions.parameter($0) != nil }
    return WordMeaning(
      word: reading.word, definition: Formatter.brief(metric.value),
      parameters: named.map { ParameterUse($0, catalog) })
  }
}
