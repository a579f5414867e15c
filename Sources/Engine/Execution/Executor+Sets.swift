extension Executor {
  /// Where a key is a set of classes, a row stands once for each class of its set: `relation` and
  /// `keys` get as many rows, and the key one class a row.
  func spread(_ relation: inout Relation, _ keys: inout [GroupKey]) {
    for index in keys.indices {
      guard case .column(let column) = keys[index], case .category(let domain) = column.type,
        let single = domain.single, case .codes(let codes, _) = column.storage
      else { continue }
      if !spreadDimensions.contains(domain.dimension) {
        spreadDimensions.append(domain.dimension)
      }
      let places = Places(of: codes, column.validity, relation.rowList, domain)
      relation.rows = .list(places.rows)
      relation = relation.compacted(threads: context.threads)
      keys = keys.map { .column($0.column(context).gathered(places.rows)) }
      keys[index] = .column(
        Column(
          .category(single), .codes(places.classes, single.dictionary), validity: places.known,
          count: places.rows.count))
    }
  }
}

extension Executor {
  /// The same of columns.
  func spread(_ relation: inout Relation, _ keys: inout [Column]) {
    var own = keys.map(GroupKey.column)
    spread(&relation, &own)
    keys = own.map { $0.column(context) }
  }
}

/// Each row once for each class of its set; a row without any stays, without a class.
private struct Places {
  let rows: Buffer<UInt32>
  let classes: Codes
  let known: Bitmap?

  init(of codes: Codes, _ validity: Bitmap?, _ list: [UInt32], _ domain: CategoryDomain) {
    let sets = (0..<domain.dictionary.count).map { domain.classes(of: $0).map(UInt32.init) }
    var rows: [UInt32] = []
    var classes: [UInt32] = []
    var unknown: Set<Int> = []
    for row in list {
      let isKnown = validity.map { $0[Int(row)] } ?? true
      let set = isKnown ? sets[codes[Int(row)]] : []
      if set.isEmpty { unknown.insert(rows.count) }
      for member in set.isEmpty ? [0] : set {
        rows.append(row)
        classes.append(member)
      }
    }
    self.rows = Buffer(rows)
    self.classes = classes.withUnsafeBufferPointer {
      .narrowest($0, size: domain.categories.count)
    }
    known =
      unknown.isEmpty
      ? nil : Bitmap(count: rows.count, rows: rows.indices.filter { !unknown.contains($0) })
  }
}
