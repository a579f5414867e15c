/// What a loaded table is: one row a customer, or one row something customers did.
public enum TableKind: String, Sendable, Hashable, CaseIterable {
  case customers, orders, events, feedback, tickets, leads
  /// An activity that is none of the known ones; it is named after its file.
  case other

  public var isActivity: Bool { self != .customers }
}
