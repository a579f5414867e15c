import Synchronization

/// Metrics and dimensions computed over all customers, kept for as long as nothing they depend on
/// changes: data, rules, parameters, as-of date. Shared by all queries of a session.
public final class ColumnCache: Sendable {
  private let state = Mutex(State())

  private struct State {
    var stamp: String = ""
    var columns: [String: Column] = [:]
  }

  public init() {}

  /// The column kept under `key` for exactly these circumstances.
  func column(_ key: String, stamp: String) -> Column? {
    state.withLock { $0.stamp == stamp ? $0.columns[key] : nil }
  }

  /// Keeps a column. Circumstances that change throw everything else away: memory holds one world.
  func keep(_ column: Column, _ key: String, stamp: String) {
    state.withLock { state in
      if state.stamp != stamp { state = State(stamp: stamp) }
      state.columns[key] = column
    }
  }
}

extension Catalog {
  /// Tells apart all circumstances that a metric's values depend on.
  var stamp: String {
    let parameters = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return "\(dataset.fingerprint)|\(asOf)|\(definitions.version)|\(parameters)"
  }

  /// The same catalog as of another day: only what happened before it has happened.
  public func asOf(_ day: Int32) -> Catalog {
    var copy = self
    copy.asOf = day
    return copy
  }
}
