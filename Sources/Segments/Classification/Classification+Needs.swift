import Engine
import Syntax

extension Classification {
  /// Everything that has to be loaded before the metric or dimension `key` can be worked out: one lack
  /// is found, taken for mended, and the next one looked for. Empty where nothing is lacking.
  func needs(of key: String) -> [Need] {
    var needs: [Need] = []
    var mended = catalog
    while case .missing(let need) = Binder(mended).availability(of: key), !needs.contains(need) {
      needs.append(need)
      mended = mended.adding(need)
    }
    // `feedback` goes without saying beside `feedback.score`.
    return needs.filter { need in
      guard case .table(let table) = need else { return true }
      return !needs.contains { other in
        if case .column(_, table) = other { true } else { false }
      }
    }
  }
}

extension Catalog {
  /// With a table without rows, or a column without values, that the data lack: what rules are bound
  /// over to see what else they need.
  fileprivate func adding(_ need: Need) -> Catalog {
    var copy = self
    var customers = dataset.customers
    var activities = dataset.activities
    switch need {
    case .table(let name):
      let offsets = Buffer([UInt32](repeating: 0, count: customers.rowCount + 1))
      activities.append(
        Activity(
          name: name,
          table: Table(
            fields: [Field("time", role: .time)],
            columns: [.constant(.null, type: .timestamp, count: 0)], rowCount: 0, name: name),
          offsets: offsets, units: nil, unitCount: 0))
    case .column(let name, let table):
      if let place = activities.firstIndex(where: { $0.name == table }) {
        let old = activities[place]
        activities[place] = Activity(
          name: old.name, table: old.table.adding(name), offsets: old.offsets, units: old.units,
          unitCount: old.unitCount)
      } else {
        customers = customers.adding(name)
      }
    }
    copy.dataset = Dataset(
      customers: customers, activities: activities, fingerprint: dataset.fingerprint + " and more",
      lastActivityDay: dataset.lastActivityDay)
    return copy
  }
}

extension Table {
  fileprivate func adding(_ column: String) -> Table {
    Table(
      fields: fields + [Field(column, role: Role(rawValue: column))],
      columns: columns + [.constant(.null, type: .null, count: rowCount)], rowCount: rowCount,
      name: name)
  }
}
