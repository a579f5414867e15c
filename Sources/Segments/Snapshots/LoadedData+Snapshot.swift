import Engine
import Syntax

extension SnapshotStore.Kept {
  func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    try data.write(to: &writer)
    // The tables of the report are among those of the data.
    let loaded = report.tables.map { table in
      data.tables.firstIndex { $0.report.name == table.name }
    }
    try writer.add(loaded) { writer, index throws(SnapshotFault) in
      guard let index else { throw .unsupported }
      writer.add(index)
    }
    writer.add(report.customers)
    try writer.add(report.unlistedCustomers) { writer, count in writer.add(count) }
    try writer.add(report.leftOut) { writer, file throws(SnapshotFault) in
      writer.add(file.file)
      try file.reason.write(to: &writer)
    }
  }

  init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    data = try LoadedData(from: &reader)
    let tables = data.tables
    let loaded = try reader.array { reader throws(SnapshotFault) in
      let index = try reader.int()
      guard tables.indices.contains(index) else { throw .damaged }
      return tables[index].report
    }
    report = LoadReport(
      tables: loaded, customers: try reader.int(),
      unlistedCustomers: try reader.optional { reader throws(SnapshotFault) in try reader.int() })
    report.leftOut = try reader.array { reader throws(SnapshotFault) in
      (file: try reader.string(), reason: try Diagnostic(from: &reader))
    }
  }
}

extension LoadedData {
  fileprivate func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    try dataset.customers.write(to: &writer)
    writer.add(dataset.fingerprint)
    try writer.add(dataset.lastActivityDay) { writer, day in writer.add(Int(day)) }
    try writer.add(tables) { writer, table throws(SnapshotFault) in
      try table.report.write(to: &writer)
      switch table.content {
      case .customers(let table):
        writer.add(true)
        try table.write(to: &writer)
      case .activity(let activity):
        writer.add(false)
        try activity.write(to: &writer)
      }
    }
  }

  fileprivate init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    let customers = try Table(from: &reader)
    let fingerprint = try reader.string()
    let lastDay = try reader.optional { reader throws(SnapshotFault) in
      Int32(truncatingIfNeeded: try reader.int())
    }
    tables = try reader.array { reader throws(SnapshotFault) in
      let report = try TableReport(from: &reader)
      let isCustomers = try reader.bool()
      return LoadedTable(
        report: report,
        content: isCustomers
          ? .customers(try Table(from: &reader)) : .activity(try Activity(from: &reader)))
    }
    // As `Assembler` has it: the activities of the dataset are those of its tables.
    let activities = tables.compactMap { table -> Activity? in
      if case .activity(let activity) = table.content { activity } else { nil }
    }
    guard activities.allSatisfy({ $0.offsets.count == customers.rowCount + 1 }) else {
      throw .damaged
    }
    dataset = Dataset(
      customers: customers, activities: activities, fingerprint: fingerprint,
      lastActivityDay: lastDay)
  }
}
