import Synchronization
public import Syntax

/// What a query reached besides data, rules and day while it was bound: whoever keeps its rows looks
/// whether all of it still is as it was.
public final class LinkUses: Sendable {
  public enum Use: Sendable {
    /// A segment, and who was in it.
    case members(SegmentReference, Bitmap)
    /// A name that was asked for among earlier results and was none.
    case noRelation(QuerySource)
    /// An earlier result or a file: nobody knows how long it stays as it is.
    case passing
  }

  private let noted = Mutex<[Use]>([])

  public init() {}

  public var all: [Use] { noted.withLock(\.self) }

  /// Whether it can be told later that nothing has changed.
  public var canBeChecked: Bool {
    all.allSatisfy { if case .passing = $0 { false } else { true } }
  }

  func note(_ use: Use) { noted.withLock { $0.append(use) } }
}

extension Catalog.Links {
  /// The same links, with what is reached through them noted in `uses`.
  public func noting(_ uses: LinkUses) -> Catalog.Links {
    var noting = self
    let plain = self
    noting.uses = uses
    noting.members = { reference throws(Diagnostic) in
      let bits = try plain.members(reference)
      uses.note(.members(reference, bits))
      return bits
    }
    noting.relation = { source throws(Diagnostic) in
      let relation = try plain.relation(source)
      uses.note(relation == nil ? .noRelation(source) : .passing)
      return relation
    }
    noting.lines = { path, span throws(Diagnostic) in
      uses.note(.passing)
      return try plain.lines(path, span)
    }
    return noting
  }
}
