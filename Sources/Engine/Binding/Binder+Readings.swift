import Syntax

/// A word that a metric of the rules reads as classes of a dimension: `重点客户` as
/// `importance >= important`. The answer says so, since classes may be called by the same word.
public struct WordReading: Sendable, Hashable {
  /// As typed.
  public let word: String
  /// The key of the metric.
  public let metric: String
}

extension Binder {
  /// What `word` is read as by `metric`, which has it as an alias; nil where the metric was asked for by
  /// its key, or is no comparison of a dimension with a class.
  func reading(_ word: String, as metric: MetricDefinition) -> WordReading? {
    guard NameFolding.fold(word) != NameFolding.fold(metric.name),
      case .binary(_, let left, _) = metric.value.shape, case .name(let name) = left.shape,
      catalog.definitions.dimension(name.text) != nil
    else { return nil }
    return WordReading(word: word, metric: metric.name)
  }

  /// Remembers what the query's `word` is read as; inside the rules nobody needs to be told.
  func note(_ word: String, readAs metric: MetricDefinition) {
    guard inProgress.isEmpty, let reading = reading(word, as: metric),
      !readings.contains(reading)
    else { return }
    readings.append(reading)
  }
}
