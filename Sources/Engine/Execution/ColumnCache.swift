import Synchronization

/// Metrics and dimensions computed over all customers, kept for as long as nothing they depend on
/// changes: data, as-of date, and what their signature tells of rules and parameters. Shared by all
/// queries of a session.
public final class ColumnCache: Sendable {
  private let state = Mutex(State())

  private struct State {
    var world = ""
    var columns: [String: (signature: String, column: Column)] = [:]
  }

  public init() {}

  /// The column kept under `key` for exactly these circumstances.
  func column(_ key: String, world: String, signature: String) -> Column? {
    state.withLock { state in
      guard state.world == world, let kept = state.columns[key], kept.signature == signature else {
        return nil
      }
      return kept.column
    }
  }

  /// Keeps a column. Other data or another day throw everything else away: memory holds one world.
  func keep(_ column: Column, _ key: String, world: String, signature: String) {
    state.withLock { state in
      if state.world != world { state = State(world: world) }
      state.columns[key] = (signature, column)
    }
  }
}

extension Catalog {
  /// Tells apart data and days.
  var world: String { "\(dataset.fingerprint)|\(asOf)" }

  /// The same catalog as of another day: only what happened before it has happened.
  public func asOf(_ day: Int32) -> Catalog {
    var copy = self
    copy.asOf = day
    return copy
  }
}
