public import Engine
import Syntax

/// Answers about the rules in force: which dimensions there are, how large their classes are, why a
/// customer is in one.
///
/// Everything is worked out by the binder and the executor that run queries; short-lived, like them.
public final class Classification {
  public let catalog: Catalog
  let executor: Executor
  /// The executor's own, so that definitions are bound once.
  var binder: Binder { executor.binder }
  /// Whether findings tell where conditions cut a population: asked for dimensions by name only,
  /// since it looks at all customers.
  var tellsCuts = false
  /// Who has rows of an activity, or values in one of its columns.
  var customersWithRows: [String: Bitmap] = [:]

  public init(
    _ catalog: Catalog, context: ExecutionContext = ExecutionContext(),
    cache: ColumnCache = ColumnCache()
  ) {
    self.catalog = catalog
    executor = Executor(catalog, context: context, cache: cache)
  }

  /// The customers that are classified.
  public var population: Int { catalog.dataset.customers.rowCount }

  var customerScope: Scope { Scope(catalog.dataset.customers, subject: .customers) }

  public func availability(of key: String) -> Availability { binder.availability(of: key) }

  /// The only dimension called `name`: by key, label or alias.
  ///
  /// Throws E203 for none, E209 for several, with the candidates.
  func dimension(
    called name: String, at span: Span
  ) throws(Diagnostic) -> Definitions.Entry<DimensionDefinition> {
    let found = catalog.definitions.dimensions(called: name)
    guard found.count <= 1 else {
      throw .ambiguous(name, found.map { catalog.definitions.names(of: $0.definition) }, at: span)
    }
    guard let only = found.first else {
      throw catalog.definitions.noDimension(name, at: span)
    }
    return only
  }
}
