import Synchronization

/// What was found out about metrics and dimensions, kept for as long as nothing it depends on
/// changes: data, as-of date, and what the signature of a definition tells of rules and parameters.
/// Their columns over all customers, their bound forms, the sizes of classes. Shared by all queries
/// of a session.
public final class ColumnCache: Sendable {
  private let state = Mutex(State())

  private struct State {
    var world = ""
    /// Under the rules of now, and under those before a change: both are looked at while customers
    /// who change class are told.
    var facts: [String: [(signature: String, value: any Sendable)]] = [:]
    var signatures: [DefinitionSignatures] = []
  }

  private static let rememberedRules = 2

  public init() {}

  /// What is kept under `key` for exactly these circumstances.
  func fact<Fact: Sendable>(
    _ type: Fact.Type, _ key: String, world: String, signature: String
  ) -> Fact? {
    state.withLock { state in
      guard state.world == world else { return nil }
      return state.facts[key]?.first { $0.signature == signature }?.value as? Fact
    }
  }

  /// Keeps a fact. Other data or another day throw everything else away: memory holds one world.
  func keep(_ fact: some Sendable, _ key: String, world: String, signature: String) {
    state.withLock { state in
      if state.world != world { state = State(world: world) }
      let others = state.facts[key, default: []].filter { $0.signature != signature }
      state.facts[key] = [(signature, fact)] + others.prefix(Self.rememberedRules - 1)
    }
  }

  /// What is kept about the data of `catalog` on its day.
  public func fact<Fact: Sendable>(
    _ type: Fact.Type, _ key: String, in catalog: Catalog, signature: String
  ) -> Fact? {
    fact(type, key, world: catalog.world, signature: signature)
  }

  public func keep(_ fact: some Sendable, _ key: String, in catalog: Catalog, signature: String) {
    keep(fact, key, world: catalog.world, signature: signature)
  }

  /// The signatures of the definitions in `catalog`, which statements under the same rules share.
  func signatures(_ catalog: Catalog) -> DefinitionSignatures {
    state.withLock { state in
      if let known = state.signatures.first(where: { $0.serves(catalog) }) { return known }
      let new = DefinitionSignatures(catalog)
      state.signatures = [new] + state.signatures.prefix(Self.rememberedRules - 1)
      return new
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
