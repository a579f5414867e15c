extension Formatter {
  mutating func write(_ shape: Stage.Shape) {
    switch shape {
    case .filter(let condition):
      begin(.filter)
      write(condition)
    case .derive(let columns):
      begin(.derive)
      writeList(columns) { $0.writeAssignment($1) }
    case .select(let items):
      begin(.select)
      writeList(items) { $0.write($1) }
    case .drop(let columns):
      begin(.drop)
      writeColumns(columns)
    case .rename(let renames):
      begin(.rename)
      writeList(renames) { formatter, rename in
        formatter.writeName(rename.old.name)
        formatter.writeSpaced(.as)
        formatter.writeName(rename.new.name)
      }
    case .group(let keys, let aggregates): writeGroup(.group, keys, aggregates)
    case .profile(let keys, let aggregates): writeGroup(.profile, keys, aggregates)
    case .pivot(let row, let column, let cell): writePivot(row, column, cell)
    case .sort, .top, .take, .sample, .distinct: writeCut(shape)
    case .setOperation(let sign, let source):
      begin(sign.verb)
      write(source)
    case .show(let display, _):
      begin(.show)
      text += display.rawValue
    case .save(let name, _, let description):
      begin(.save)
      writeName(name)
      if let description { text += " " + Self.string(description) }
    case .export(let export): write(export)
    case .missing: break
    }
  }

  private mutating func begin(_ verb: StageVerb) {
    text += (Verb.declared(verb)?.spelling(in: language) ?? "") + " "
  }

  private mutating func write(_ item: SelectItem) {
    switch item {
    case .expression(let named): write(named)
    case .all: text += "*"
    }
  }

  private mutating func writeGroup(
    _ verb: StageVerb, _ keys: [NamedExpression], _ aggregates: [NamedExpression]
  ) {
    begin(verb)
    writeList(keys) { $0.write($1) }
    if !aggregates.isEmpty {
      text += keys.isEmpty ? ": " : " : "
      writeList(aggregates) { $0.write($1) }
    }
  }

  private mutating func writePivot(
    _ row: NamedExpression, _ column: NamedExpression, _ cell: PivotCell?
  ) {
    begin(.pivot)
    write(row)
    writeSpaced(.by)
    write(column)
    guard let cell else { return }
    text += " : "
    switch cell {
    case .aggregate(let named): write(named)
    case .shareOfRow: write(.rowShare)
    case .shareOfColumn: write(.columnShare)
    case .shareOfAll: write(.allShare)
    }
  }

  /// The stages that order and cut rows.
  private mutating func writeCut(_ shape: Stage.Shape) {
    switch shape {
    case .sort(let keys):
      begin(.sort)
      writeList(keys) { formatter, key in
        formatter.write(key.value)
        guard key.descending else { return }
        formatter.text += " "
        formatter.write(.desc)
      }
    case .top(let count, let key, let ascending):
      begin(.top)
      write(count)
      writeSpaced(.by)
      write(key)
      if ascending {
        text += " "
        write(.asc)
      }
    case .take(let count):
      begin(.take)
      write(count)
    case .sample(let size, let seed):
      begin(.sample)
      switch size {
      case .rows(let rows): text += String(rows)
      case .fraction(let unscaled, let scale): text += Self.percent(unscaled, scale)
      }
      if let seed {
        writeSpaced(.seed)
        text += String(seed)
      }
    case .distinct(let columns):
      begin(.distinct)
      if columns.isEmpty { text.removeLast() }
      writeList(columns) { $0.write($1) }
    case .filter, .derive, .select, .drop, .rename, .group, .profile, .pivot, .setOperation, .show,
      .save, .export, .missing:
      break
    }
  }

  private mutating func write(_ export: Export) {
    begin(.export)
    writeString(export.path)
    if !export.columns.isEmpty {
      writeSpaced(.columns)
      writeColumns(export.columns)
    }
    let options: [(isOn: Bool, keyword: Keyword)] = [
      (export.overwrite, .overwrite), (export.raw, .raw), (export.bom, .bom),
    ]
    for (_, keyword) in options.filter(\.isOn) {
      text += " "
      write(keyword)
    }
  }
}

extension SetOperator {
  fileprivate var verb: StageVerb {
    switch self {
    case .union: .union
    case .intersect: .intersect
    case .except: .except
    }
  }
}
