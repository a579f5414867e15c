import Engine
import Syntax

extension TableReport {
  func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    writer.add(name)
    writer.add(kind.rawValue)
    try writer.add(files) { writer, file throws(SnapshotFault) in try file.write(to: &writer) }
    for count in [rowsIn, loaded, withoutCustomer, filtered, customers] { writer.add(count) }
    try writer.add(nameless) { writer, reject throws(SnapshotFault) in
      try reject.write(to: &writer)
    }
    try rejects.write(to: &writer)
    try writer.add(orders) { writer, count in writer.add(count) }
    for value in [first, last, amount] {
      try writer.add(value) { writer, value in value.write(to: &writer) }
    }
    try writer.add(roles) { writer, role throws(SnapshotFault) in role.write(to: &writer) }
    try writer.add(assumptions) { writer, message throws(SnapshotFault) in
      try message.write(to: &writer)
    }
    writer.add(statement)
    try writer.add(notes) { writer, message throws(SnapshotFault) in
      try message.write(to: &writer)
    }
  }

  init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    func value(_ reader: inout SnapshotReader) throws(SnapshotFault) -> Value? {
      try reader.optional { reader throws(SnapshotFault) in try Value(from: &reader) }
    }
    name = try reader.string()
    guard let kind = TableKind(rawValue: try reader.string()) else { throw .damaged }
    self.kind = kind
    files = try reader.array { reader throws(SnapshotFault) in try FileReport(from: &reader) }
    rowsIn = try reader.int()
    loaded = try reader.int()
    withoutCustomer = try reader.int()
    filtered = try reader.int()
    customers = try reader.int()
    nameless = try reader.array { reader throws(SnapshotFault) in try Reject(from: &reader) }
    rejects = try RejectList(from: &reader)
    orders = try reader.optional { reader throws(SnapshotFault) in try reader.int() }
    first = try value(&reader)
    last = try value(&reader)
    amount = try value(&reader)
    roles = try reader.array { reader throws(SnapshotFault) in try RoleReport(from: &reader) }
    assumptions = try reader.array { reader throws(SnapshotFault) in try Message(from: &reader) }
    statement = try reader.string()
    notes = try reader.array { reader throws(SnapshotFault) in try Message(from: &reader) }
  }
}

extension FileReport {
  fileprivate func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    writer.add(path)
    writer.add(rowsIn)
    writer.add(assumptions.format)
    try writer.add(assumptions.delimiter) { writer, byte in writer.add(Int(byte)) }
    writer.add(assumptions.encoding)
    writer.add(assumptions.hasHeader)
    writer.add(assumptions.compressed)
    try writer.add(assumptions.remarks) { writer, message throws(SnapshotFault) in
      try message.write(to: &writer)
    }
  }

  fileprivate init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    path = try reader.string()
    rowsIn = try reader.int()
    assumptions = Assumptions(
      format: try reader.string(),
      delimiter: try reader.optional { reader throws(SnapshotFault) in
        UInt8(truncatingIfNeeded: try reader.int())
      },
      encoding: try reader.string(), hasHeader: try reader.bool(), compressed: try reader.bool(),
      remarks: try reader.array { reader throws(SnapshotFault) in try Message(from: &reader) })
  }
}

extension RoleReport {
  private static let origins: [Origin] = [.name, .values, .mapping, .assumed]

  fileprivate func write(to writer: inout SnapshotWriter) {
    writer.add(role.rawValue)
    writer.add(source)
    let number =
      switch origin {
      case .name: 0
      case .values: 1
      case .mapping: 2
      case .assumed: 3
      }
    writer.add(number)
  }

  fileprivate init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    role = try Role(from: &reader)
    source = try reader.string()
    let number = try reader.int()
    guard Self.origins.indices.contains(number) else { throw .damaged }
    origin = Self.origins[number]
  }
}

extension Reject {
  func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    writer.add(file)
    writer.add(line)
    writer.add(column)
    try reason.write(to: &writer)
    writer.add(text)
  }

  init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    self.init(
      file: try reader.string(), line: try reader.int(), column: try reader.int(),
      reason: try Message(from: &reader), text: try reader.string())
  }
}

extension Diagnostic {
  /// Of a file that was left out, which has no place in a text.
  func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    guard span == nil, source == nil, severity == .error else { throw .unsupported }
    writer.add(code)
    try message.write(to: &writer)
    for part in [label, hint] {
      try writer.add(part) { writer, message throws(SnapshotFault) in
        try message.write(to: &writer)
      }
    }
  }

  init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    func message(_ reader: inout SnapshotReader) throws(SnapshotFault) -> Message? {
      try reader.optional { reader throws(SnapshotFault) in try Message(from: &reader) }
    }
    self.init(
      try reader.string(), try Message(from: &reader), label: try message(&reader),
      hint: try message(&reader))
  }
}
