import Engine
import Segments
import Syntax

extension Session {
  /// `set`, `set NAME`, `set NAME VALUE`: a setting or a parameter of the rules.
  func set(_ name: String?, at span: Span, to value: Expression?) throws(Diagnostic) {
    guard let name else { return showSettings() }
    guard let value else { return try showSetting(name, at: span) }
    switch Setting.named(name) {
    case .asof: try setAsOf(value)
    case .language: try setLanguage(value)
    case .rows: settings.rows = try wholeNumber(value, 1...100_000, of: .rows)
    case .threads: settings.threads = try wholeNumber(value, 1...256, of: .threads)
    case .format:
      try format(ColumnReference(word(value) ?? "", at: value.span))
    case .timing: settings.timing = try isOn(value)
    case .snapshot: settings.snapshot = try isOn(value)
    case .memoryLimit: try setMemoryLimit(value)
    case nil: try setParameter(name, at: span, to: value)
    }
  }

  private func isOn(_ value: Expression) throws(Diagnostic) -> Bool {
    if case .literal(.bool(let bool)) = value.shape { return bool }
    switch word(value) {
    case "on", "开": return true
    case "off", "关": return false
    default:
      throw Diagnostic(
        "E707", Message("expected 'on' or 'off'"), at: value.span,
        label: Message("neither on nor off"))
    }
  }

  private func setAsOf(_ value: Expression) throws(Diagnostic) {
    if word(value) == "default" {
      settings.asOf = nil
    } else {
      settings.asOf = Int32(try Binder(catalog).day(value))
    }
    say(Message("as of {0}", DayText.text(Int(catalog.asOf))))
  }

  private func setLanguage(_ value: Expression) throws(Diagnostic) {
    guard let name = word(value), let language = Language(named: name) else {
      throw Diagnostic(
        "E701", Message("expected a language"), at: value.span, label: Message("not a language"),
        hint: Message("en or zh"))
    }
    settings.language = language
    say(Message("messages are in English for the rest of this session"))
  }

  /// `'4G'`, `80%`, `default`.
  private func setMemoryLimit(_ value: Expression) throws(Diagnostic) {
    if word(value) == "default" {
      settings.memoryLimit = .standard
      return
    }
    let text: String? =
      switch value.shape {
      case .literal(.string(let written)): written
      case .literal(.percent): Formatter.format(value)
      default: nil
      }
    guard let limit = text.flatMap({ MemoryLimit($0) }) else {
      throw Diagnostic(
        "E706", Message("expected an amount of memory"), at: value.span,
        label: Message("not a size"), hint: Message("for example {0}", "'4G', 80%"))
    }
    settings.memoryLimit = limit
  }

  private func wholeNumber(
    _ value: Expression, _ range: ClosedRange<Int>, of setting: Setting
  ) throws(Diagnostic) -> Int {
    let constant = word(value) == nil ? try Binder(catalog).constant(value) : .null
    guard case .int(let number) = constant, range.contains(Int(number)) else {
      throw Diagnostic(
        "E702",
        Message(
          "expected a whole number from {0} to {1}", String(range.lowerBound),
          String(range.upperBound)), at: value.span, label: Message("not a count"),
        hint: Message("for example {0}", "set " + setting.example))
    }
    return Int(number)
  }

  private func setParameter(
    _ name: String, at span: Span, to value: Expression
  ) throws(Diagnostic) {
    let key = NameFolding.fold(name)
    guard let entry = definitions.parameter(name) else {
      let names = Setting.names + definitions.parameters.map(\.definition.name)
      throw Diagnostic(
        "E703", Message("no setting or parameter '{0}'", name), at: span,
        label: Message("not a setting"), hint: suggestion(name, among: names))
    }
    if word(value) == "default" {
      try checkLimits(of: entry.definition, setTo: nil, at: value.span)
      try tellMoves(of: key, to: nil)
      parameters[key] = nil
      keepForRemember(entry.definition.name, "default")
      return say(Message("{0} = {1}", entry.definition.name, parameterText(entry.definition)))
    }
    let constant = try self.constant(value, for: entry.definition)
    try Self.check(constant, for: entry.definition, at: value.span)
    try checkLimits(of: entry.definition, setTo: constant, at: value.span)
    try tellMoves(of: key, to: constant)
    parameters[key] = constant
    keepForRemember(entry.definition.name, Self.literal(constant))
    say(Message("{0} = {1}", entry.definition.name, Self.literal(constant)))
    try noteUnmatched(constant, of: entry.definition)
  }

  /// A text that nobody has where the rules look for it is likely another spelling of one.
  private func noteUnmatched(
    _ value: Value, of parameter: ParameterDefinition
  ) throws(Diagnostic) {
    guard case .string(let text) = value, parameter.limits == nil, !data.tables.isEmpty,
      scripts.isEmpty, let found = try classification.unmatched(parameter.name)
    else { return }
    let common = found.common.map { value, customers in
      "\(plain(value, .plain)) \(count(customers))"
    }
    note(
      Message(
        "no customer has {0} '{1}'; most have {2}", found.column, text,
        common.joined(separator: ", ")))
  }

  private func checkLimits(
    of parameter: ParameterDefinition, setTo value: Value?, at span: Span?
  ) throws(Diagnostic) {
    var new = catalog
    new.parameters[NameFolding.fold(parameter.name)] = value
    try checkLimits(
      of: parameter, in: new, at: span,
      restoring: value == nil ? { Message("set {0} = default", $0) } : nil)
  }

  /// Throws E704 where the value in force in `new` is none that the parameter takes, or is the limit of
  /// another one that lies beyond it.
  func checkLimits(
    of parameter: ParameterDefinition, in new: Catalog, at span: Span?,
    restoring: ((String) -> Message)? = nil
  ) throws(Diagnostic) {
    let limits = LimitCheck(new, isWhole: !isOpeningProject, restoring: restoring)
    if let value = try limits.value(of: parameter) {
      try limits.check(value, for: parameter, at: span)
    }
    try limits.checkOthers(limitedBy: parameter.name, at: span)
  }

  /// A bare word is no value: a text without its quotes, or a value of another kind.
  func constant(
    _ value: Expression, for parameter: ParameterDefinition
  ) throws(Diagnostic) -> Value {
    do {
      return try Binder(catalog).constant(value)
    } catch {
      guard case .name(let name) = value.shape else { throw error }
      let type = parameter.valueType ?? "value"
      throw Diagnostic(
        "E704", Message("parameter ':{0}' is of type {1}", parameter.name, type), at: value.span,
        label: Message("expected {0}", type),
        hint: type == ColumnType.string.word
          ? Message("text stands between quotes: '{0}'", name.text) : parameter.sample)
    }
  }

  /// What was typed last counts: `remember` keeps one line a parameter.
  private func keepForRemember(_ parameter: String, _ value: String) {
    guard scripts.isEmpty else { return }
    let start = "set \(Formatter.name(parameter)) = "
    worked.removeAll { $0.hasPrefix(start) }
    worked.append(start + value)
  }

  private func tellMoves(of key: String, to value: Value?) throws(Diagnostic) {
    guard scripts.isEmpty else { return }
    var new = catalog
    new.parameters[key] = value
    try tellMoves(to: new, changing: [key])
  }

  /// A value of another kind than the parameter was declared with, or starts with, is refused.
  static func check(
    _ value: Value, for parameter: ParameterDefinition, at span: Span?
  ) throws(Diagnostic) {
    guard let type = parameter.valueType else { return }
    if type == "percent", let part = value.double, !(0...1).contains(part) {
      throw Diagnostic(
        "E704", Message("parameter ':{0}' is of type {1}", parameter.name, type), at: span,
        label: Message("expected {0}", "0% … 100%"),
        hint: Self.percent(meantBy: value).map { Message("write {0}", $0) })
    }
    if parameter.startsPositive, let number = value.double, number < 0 {
      throw Diagnostic(
        "E704", Message("parameter ':{0}' is not below 0", parameter.name), at: span,
        label: Message("expected {0}", type), hint: parameter.sample)
    }
    let fits =
      switch (type, value) {
      case ("whole number", .int), ("date", .date), ("date", .timestamp), ("text", .string),
        ("true or false", .bool), ("duration", .int):
        true
      case ("number", _), ("percent", _): value.double != nil
      default: false
      }
    guard fits else {
      throw Diagnostic(
        "E704", Message("parameter ':{0}' is of type {1}", parameter.name, type), at: span,
        label: Message("expected {0}", type), hint: parameter.sample)
    }
  }

  /// `80` where 80 % was meant; what has a percent sign already is too much.
  private static func percent(meantBy value: Value) -> String? {
    guard case .int(let whole) = value, 1...100 ~= whole else { return nil }
    return "\(whole)%"
  }

  private func showSetting(_ key: String, at span: Span) throws(Diagnostic) {
    if let setting = Setting.named(key) {
      return say(text: "\(setting.rawValue) = \(value(of: setting))")
    }
    if let entry = definitions.parameter(key) {
      return say(text: "\(entry.definition.name) = \(parameterText(entry.definition))")
    }
    let names = Setting.names + definitions.parameters.map(\.definition.name)
    throw Diagnostic(
      "E703", Message("no setting or parameter '{0}'", key), at: span,
      label: Message("not a setting"), hint: suggestion(key, among: names))
  }

  func settingRows() -> [(String, String)] {
    Setting.allCases.map { ($0.rawValue, value(of: $0)) }
  }

  private func value(of setting: Setting) -> String {
    switch setting {
    case .asof: DayText.text(Int(catalog.asOf))
    case .language: surface.language == .zh ? "zh" : "en"
    case .rows: String(settings.rows)
    case .threads: String(settings.threads)
    case .format: settings.format.rawValue
    case .timing: settings.timing ? "on" : "off"
    case .snapshot: settings.snapshot ? "on" : "off"
    case .memoryLimit: settings.memoryLimit.text
    }
  }

  /// What a parameter of the rules is for, in the language of the session where that is written.
  func meaning(of parameter: ParameterDefinition) -> String? {
    surface.language == .zh
      ? parameter.descriptionZh ?? parameter.description : parameter.description
  }

  /// What a metric is, its Chinese name first in Chinese.
  func meaning(of metric: MetricDefinition) -> String? {
    guard surface.language == .zh, let chinese = metric.descriptionZh else {
      return metric.description
    }
    guard let name = metric.aliases.first, !chinese.hasPrefix(name + "：") else { return chinese }
    return "\(name)：\(chinese)"
  }

  func parameterText(_ parameter: ParameterDefinition) -> String {
    if let value = parameters[NameFolding.fold(parameter.name)] { return Self.literal(value) }
    return parameter.value.map { Formatter.format($0) } ?? "null"
  }

  private func showSettings() {
    var rows = Setting.allCases.map { setting in
      Screen.Row([
        .text(setting.rawValue), .text(value(of: setting)), .text(words(setting.meaning)),
      ])
    }
    rows += definitions.parameters.map { entry in
      Screen.Row([
        .text(entry.definition.name), .text(parameterText(entry.definition)),
        meaning(of: entry.definition).map { .text($0) } ?? .null,
      ])
    }
    let columns = ["setting", "value", "meaning"].map {
      Screen.Column(words(Message(template: $0, arguments: [])), .text)
    }
    say(settings.format.lines(Screen(columns: columns, rows: rows), on: surface))
  }

  func format(_ name: ColumnReference?) throws(Diagnostic) {
    guard let name else { return say(Message("format is {0}", settings.format.rawValue)) }
    guard let format = OutputFormat(named: name.name) else {
      throw Diagnostic(
        "E705", Message("no format '{0}'", name.name), at: name.span,
        label: Message("not a format"),
        hint: Message("one of {0}", OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    settings.format = format
  }

  func word(_ expression: Expression) -> String? {
    switch expression.shape {
    case .name(let name): NameFolding.fold(name.text)
    case .literal(.string(let text)): NameFolding.fold(text)
    default: nil
    }
  }

  func suggestion(_ word: String, among names: [String]) -> Message? {
    Suggestion.best(for: word, among: names).map { Message("did you mean '{0}'?", $0) }
  }
}

extension ParameterDefinition {
  /// The kind of value that it takes, as declared or as it starts with, in the words of messages.
  fileprivate var valueType: String? {
    guard let written = type.map({ NameFolding.fold($0.name) }) else { return impliedType }
    return switch written {
    case "string": ColumnType.string.word
    case "bool": ColumnType.bool.word
    case "int": ColumnType.int.word
    case "decimal", "float": ColumnType.float.word
    default: written
    }
  }

  /// `for example churn_days = 180`: the value that it starts with.
  fileprivate var sample: Message? {
    value.map { Message("for example {0}", "\(Formatter.name(name)) = \(Formatter.format($0))") }
  }

  /// The kind of value that the parameter starts with, where no type is declared.
  fileprivate var impliedType: String? {
    guard case .literal(let literal)? = value?.shape else { return nil }
    switch literal {
    case .percent: return "percent"
    case .number, .float, .digits: return "number"
    case .string: return ColumnType.string.word
    case .bool: return ColumnType.bool.word
    case .date: return "date"
    case .dateRange, .duration, .null, .timestamp: return nil
    }
  }

  fileprivate var startsPositive: Bool {
    switch value?.shape {
    case .literal(.number), .literal(.float), .literal(.percent): true
    default: false
    }
  }
}
