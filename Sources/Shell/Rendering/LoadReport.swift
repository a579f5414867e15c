public import Syntax

/// What loading a file did and assumed, to be printed in a few lines.
public struct LoadReport: Sendable, Hashable {
  /// Rows left out for one reason.
  public struct SetAside: Sendable, Hashable {
    public var reason: Message
    public var count: Int

    public init(_ reason: Message, count: Int) {
      self.reason = reason
      self.count = count
    }
  }

  /// A role and the column or expression that fills it.
  public struct Assignment: Sendable, Hashable {
    public var role: String
    public var source: String

    public init(_ role: String, _ source: String) {
      self.role = role
      self.source = source
    }
  }

  public var file: String
  /// The table that was filled: `customers`, `orders` …
  public var table: String
  public var rowsIn: Int
  public var setAside: [SetAside]
  /// Words on the file's form: `csv`, `gb18030`, `;`; shown as they are.
  public var form: [String]
  public var assignments: [Assignment]
  public var remarks: [Message]
  /// The statement that says it otherwise.
  public var otherwise: String?
  public var took: Swift.Duration?

  public init(
    file: String, table: String, rowsIn: Int, setAside: [SetAside] = [], form: [String] = [],
    assignments: [Assignment] = [], remarks: [Message] = [], otherwise: String? = nil,
    took: Swift.Duration? = nil
  ) {
    self.file = file
    self.table = table
    self.rowsIn = rowsIn
    self.setAside = setAside
    self.form = form
    self.assignments = assignments
    self.remarks = remarks
    self.otherwise = otherwise
    self.took = took
  }

  /// Rows in the table: those read less those set aside.
  public var loaded: Int { rowsIn - setAside.reduce(0) { $0 + $1.count } }
}

extension LoadReport {
  /// The report line by line: heading, balance of rows, reasons, roles, remarks, how to say
  /// otherwise. Long lines continue indented.
  public func lines(on surface: Surface) -> [String] {
    let style = surface.style
    let glyphs = surface.glyphs
    let name = Sanitizer.visible(file, glyphs: glyphs)
    let heading = ["\(name) \(glyphs.arrow) \(table)"] + form
    var lines = parts(heading, surface, indent: 0).map {
      style.paint($0, .header)
    }
    lines += parts(balance(surface), surface, indent: 2)
    for part in setAside where part.count > 0 {
      let count = NumberText.grouped(part.count)
      lines += wrapped("\(count) \(translated(part.reason, surface))", surface, indent: 4)
    }
    let roles = assignments.map { "\($0.role) = \(Sanitizer.visible($0.source, glyphs: glyphs))" }
    if !roles.isEmpty { lines += parts(roles, surface, indent: 2) }
    for remark in remarks { lines += wrapped(translated(remark, surface), surface, indent: 2) }
    if let otherwise {
      let text = translated(Message("to load it otherwise: {0}", otherwise), surface)
      lines += wrapped(text, surface, indent: 2).map { style.paint($0, .note) }
    }
    return lines
  }

  private func balance(_ surface: Surface) -> [String] {
    let message =
      loaded == rowsIn
      ? Message(
        "{0} {0|row|rows} in = {1} loaded", NumberText.grouped(rowsIn), NumberText.grouped(loaded))
      : Message(
        "{0} {0|row|rows} in = {1} loaded + {2} set aside", NumberText.grouped(rowsIn),
        NumberText.grouped(loaded), NumberText.grouped(rowsIn - loaded))
    var parts = [translated(message, surface)]
    if let took { parts.append(DurationText.of(took, surface.language)) }
    return parts
  }

  private func parts(_ parts: [String], _ surface: Surface, indent: Int) -> [String] {
    TextWrap.parts(
      parts, width: surface.width, indent: String(repeating: " ", count: indent),
      glyphs: surface.glyphs)
  }

  /// Arguments of messages may quote the file, so the filled text is made visible.
  private func translated(_ message: Message, _ surface: Surface) -> String {
    Sanitizer.visible(
      Catalogue.translate(message, surface.language), glyphs: surface.glyphs)
  }

  private func wrapped(_ text: String, _ surface: Surface, indent: Int) -> [String] {
    TextWrap.lines(
      text, width: surface.width, indent: String(repeating: " ", count: indent),
      glyphs: surface.glyphs)
  }
}
