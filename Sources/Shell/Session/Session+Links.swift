import Engine
import Segments
import Syntax

extension Session {
  /// The way from a catalog to saved segments, earlier results and id files.
  func links(for catalog: Catalog) -> Catalog.Links {
    let results = results
    let bindings = bindings
    let lasting = lasting(catalog)
    let members = segmentMembers(lasting)
    return Catalog.Links(
      members: { reference throws(Diagnostic) in try members.bitmap(reference) },
      relation: { source throws(Diagnostic) in
        switch source.kind {
        case .last: return results[results.last]?.relation
        case .result(let number): return results[number]?.relation
        case .named(let name, nil): return bindings[NameFolding.fold(name)]?.relation
        case .named, .implied: return nil
        }
      },
      lines: lasting.links.lines,
      segmentNames: { members.names })
  }

  /// A saved definition may name a file; what a session calls its results does not change it.
  func lasting(_ catalog: Catalog) -> Catalog {
    var lasting = catalog
    lasting.links = .none
    lasting.links.lines = { path, span throws(Diagnostic) in try FilePath.lines(path, at: span) }
    return lasting
  }

  func segmentMembers(_ catalog: Catalog) -> SegmentMembers {
    SegmentMembers(store: store, catalog: catalog, context: context, cache: cache)
  }
}
