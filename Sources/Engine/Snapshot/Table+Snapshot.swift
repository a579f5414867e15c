public import Syntax

extension Table {
  public func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    writer.add(rowCount)
    try writer.add(name) { writer, name in writer.add(name) }
    try writer.add(fields) { writer, field throws(SnapshotFault) in try field.write(to: &writer) }
    try writer.add(columns) { writer, column throws(SnapshotFault) in
      try column.write(to: &writer)
    }
  }

  public init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    let rowCount = try reader.int()
    let name = try reader.optional { reader throws(SnapshotFault) in try reader.string() }
    let fields = try reader.array { reader throws(SnapshotFault) in try Field(from: &reader) }
    let columns = try reader.array { reader throws(SnapshotFault) in try Column(from: &reader) }
    guard rowCount >= 0, fields.count == columns.count,
      columns.allSatisfy({ $0.count == rowCount })
    else { throw .damaged }
    self.init(fields: fields, columns: columns, rowCount: rowCount, name: name)
  }
}

extension Field {
  fileprivate func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    writer.add(name)
    writer.add(display.number)
    try writer.add(aliases) { writer, alias in writer.add(alias) }
    try writer.add(role) { writer, role in writer.add(role.rawValue) }
  }

  fileprivate init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    let name = try reader.string()
    let display = try Display(number: reader.int())
    let aliases = try reader.array { reader throws(SnapshotFault) in try reader.string() }
    let role = try reader.optional { reader throws(SnapshotFault) in try Role(from: &reader) }
    self.init(name, display: display, aliases: aliases, role: role)
  }
}

extension Field.Display {
  fileprivate var number: Int {
    switch self {
    case .plain: 0
    case .money: 1
    case .percent: 2
    case .count: 3
    case .id: 4
    }
  }

  fileprivate init(number: Int) throws(SnapshotFault) {
    let all: [Field.Display] = [.plain, .money, .percent, .count, .id]
    guard all.indices.contains(number) else { throw .damaged }
    self = all[number]
  }
}

extension Role {
  public init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    guard let role = Role(rawValue: try reader.string()) else { throw .damaged }
    self = role
  }
}

extension Activity {
  public func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    writer.add(name)
    try table.write(to: &writer)
    writer.add(offsets, .structure)
    try writer.add(units) { writer, units in writer.add(units, .structure) }
    writer.add(unitCount)
  }

  public convenience init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    let name = try reader.string()
    let table = try Table(from: &reader)
    let offsets = try reader.buffer(of: UInt32.self)
    let units = try reader.optional { reader throws(SnapshotFault) in
      try reader.buffer(of: UInt32.self, count: table.rowCount)
    }
    guard let last = offsets.values.last, Int(last) == table.rowCount else { throw .damaged }
    self.init(
      name: name, table: table, offsets: offsets, units: units, unitCount: try reader.int())
  }
}

extension Value {
  public func write(to writer: inout SnapshotWriter) {
    switch self {
    case .null: writer.add(0)
    case .bool(let bool):
      writer.add(1)
      writer.add(bool)
    case .int(let number):
      writer.add(2)
      writer.add(Int(number))
    case .decimal(let unscaled, let scale):
      writer.add(3)
      writer.add(Int(unscaled))
      writer.add(scale)
    case .float(let number):
      writer.add(4)
      writer.add(Int(bitPattern: UInt(number.bitPattern)))
    case .date(let days):
      writer.add(5)
      writer.add(Int(days))
    case .timestamp(let time):
      writer.add(6)
      writer.add(Int(time))
    case .string(let text):
      writer.add(7)
      writer.add(text)
    }
  }

  public init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    switch try reader.int() {
    case 0: self = .null
    case 1: self = .bool(try reader.bool())
    case 2: self = .int(Int64(try reader.int()))
    case 3: self = .decimal(Int64(try reader.int()), scale: try reader.int())
    case 4: self = .float(Double(bitPattern: UInt64(UInt(bitPattern: try reader.int()))))
    case 5: self = .date(Int32(truncatingIfNeeded: try reader.int()))
    case 6: self = .timestamp(Int64(try reader.int()))
    case 7: self = .string(try reader.string())
    default: throw .damaged
    }
  }
}

extension Message {
  public func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    writer.add(template)
    try writer.add(arguments) { writer, argument in writer.add(argument) }
  }

  public init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    let template = try reader.string()
    let arguments = try reader.array { reader throws(SnapshotFault) in try reader.string() }
    self.init(template: template, arguments: arguments)
  }
}
