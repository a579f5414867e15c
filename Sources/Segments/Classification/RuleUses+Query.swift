import Engine
import Syntax

extension RuleUses {
  /// What the stages of a query rest on; a word that no rule and no column is called may be a class, whose
  /// dimension counts then.
  init(_ query: Query, _ catalog: Catalog) {
    var activity: String?
    if case .named(let name, nil) = query.source.kind {
      activity = catalog.dataset.activity(named: name)?.name
    }
    let written = query.stages.flatMap(\.expressions)
    var owners: [Expression] = []
    for expression in written {
      for name in RuleNames.mentioned(in: expression, of: activity, catalog)
      where name.kind == .column {
        owners += catalog.definitions.classes(called: name.key).map { dimension, _ in
          Expression(.name(Name(dimension.name)), at: name.span)
        }
      }
    }
    self.init(written + owners, of: activity, catalog)
  }
}

extension Stage {
  /// All that is worked out in it.
  var expressions: [Expression] {
    switch shape {
    case .filter(let condition): [condition]
    case .derive(let columns), .distinct(let columns): columns.map(\.value)
    case .select(let items):
      items.compactMap { if case .expression(let column) = $0 { column.value } else { nil } }
    case .group(let keys, let aggregates), .profile(let keys, let aggregates):
      (keys + aggregates).map(\.value)
    case .pivot(let row, let column, let cell):
      if case .aggregate(let aggregate)? = cell {
        [row.value, column.value, aggregate.value]
      } else {
        [row.value, column.value]
      }
    case .sort(let keys): keys.map(\.value)
    case .top(let count, let by, _): [count, by]
    case .take(let count): [count]
    case .drop, .rename, .sample, .setOperation, .show, .save, .export, .missing: []
    }
  }
}
