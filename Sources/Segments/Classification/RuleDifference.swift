public import Engine
public import Syntax

/// Rules and the values of their parameters, to be compared.
public struct RuleState: Sendable {
  public var definitions: Definitions
  /// Set by hand or by a script, by folded key.
  public var parameters: [String: Value]

  public init(_ definitions: Definitions, parameters: [String: Value] = [:]) {
    self.definitions = definitions
    self.parameters = parameters
  }
}

/// One definition that two states of the rules do not have in common.
public struct RuleDifference: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case added, removed, changed }

  public struct Line: Sendable, Hashable {
    public enum Sign: Sendable, Hashable { case gone, new, same }

    public var sign: Sign
    /// Canonical text.
    public var text: String
  }

  public var kind: Kind
  /// `param`, `metric`, `dimension`, `goal`.
  public var word: String
  public var key: String
  /// What is gone and what is new, in the order of the text, and what stands between them: the order of
  /// classes counts. All of it for what was added or removed.
  public var lines: [Line]
  /// Of a parameter whose value alone differs: before and after.
  public var values: [String]?
}

extension RuleDifference {
  /// What `new` has otherwise than `old`: in the order of `new`, what is gone at the end.
  public static func between(_ old: RuleState, _ new: RuleState) -> [RuleDifference] {
    let before = old.definitions.whole
    let after = new.definitions.whole
    var known = Dictionary(
      before.map { ($0.identity, $0) }, uniquingKeysWith: { _, later in later })
    var found: [RuleDifference] = []
    for definition in after {
      if let earlier = known.removeValue(forKey: definition.identity) {
        if let change = change(earlier, definition, old, new) { found.append(change) }
      } else {
        found.append(whole(definition, .added))
      }
    }
    // What was said of a class goes without saying where the class is gone.
    let gone = before.filter {
      known[$0.identity] != nil && (!$0.isLine || new.definitions.hasClasses(of: $0))
    }
    return found + gone.map { whole($0, .removed) }
  }

  private static func whole(_ definition: Definition, _ kind: Kind) -> RuleDifference {
    RuleDifference(
      kind: kind, word: definition.word, key: definition.name,
      lines: definition.lines.map { Line(sign: kind == .added ? .new : .gone, text: $0) })
  }

  private static func change(
    _ earlier: Definition, _ later: Definition, _ old: RuleState, _ new: RuleState
  ) -> RuleDifference? {
    var result = RuleDifference(kind: .changed, word: later.word, key: later.name, lines: [])
    if case .parameter(let before) = earlier, case .parameter(let after) = later {
      let (was, will) = (old.value(of: before), new.value(of: after))
      let texts = [old.text(of: before), new.text(of: after)]
      if was != will || (was == nil && texts[0] != texts[1]) { result.values = texts }
      result.lines = changed(
        Definition.parameter(before.withoutValue).lines,
        Definition.parameter(after.withoutValue).lines)
    } else {
      result.lines = changed(earlier.lines, later.lines)
    }
    return result.lines.isEmpty && result.values == nil ? nil : result
  }

  /// The lines that go and come, as an edit of the text has them, from the first to the last.
  private static func changed(_ old: [String], _ new: [String]) -> [Line] {
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let place, _, _): removed.insert(place)
      case .insert(let place, _, _): inserted.insert(place)
      }
    }
    var lines: [Line] = []
    var (a, b) = (0, 0)
    while a < old.count || b < new.count {
      if removed.contains(a) {
        lines.append(Line(sign: .gone, text: old[a]))
        a += 1
      } else if inserted.contains(b) {
        lines.append(Line(sign: .new, text: new[b]))
        b += 1
      } else {
        lines.append(Line(sign: .same, text: new[b]))
        a += 1
        b += 1
      }
    }
    let isChange: (Line) -> Bool = { $0.sign != .same }
    guard let first = lines.firstIndex(where: isChange),
      let last = lines.lastIndex(where: isChange)
    else { return [] }
    return Array(lines[first...last])
  }
}

extension RuleState {
  /// The value in force; nil for one without, or one that is no constant.
  func value(of parameter: ParameterDefinition) -> Value? {
    if let set = parameters[NameFolding.fold(parameter.name)] { return set.comparable }
    guard let written = parameter.value else { return nil }
    do throws(Diagnostic) {
      return try Binder(Catalog(dataset: .empty)).constant(written).comparable
    } catch {
      return nil
    }
  }

  /// The value in force as the language writes it.
  public func text(of parameter: ParameterDefinition) -> String {
    guard let set = parameters[NameFolding.fold(parameter.name)] else {
      return parameter.value.map { Formatter.format($0) } ?? "null"
    }
    if case .literal(.percent)? = parameter.value?.shape, let share = set.asPercent { return share }
    return set.literalText
  }
}

extension Value {
  /// Decimals without zeros at the end: 0.2 is 0.20.
  var comparable: Value {
    guard case .decimal(var unscaled, var scale) = self else { return self }
    while scale > 0, unscaled % 10 == 0 {
      unscaled /= 10
      scale -= 1
    }
    return scale == 0 ? .int(unscaled) : .decimal(unscaled, scale: scale)
  }

  private var asDecimal: (unscaled: Int64, scale: Int)? {
    switch comparable {
    case .int(let whole): (whole, 0)
    case .decimal(let unscaled, let scale): (unscaled, scale)
    case .null, .bool, .float, .date, .timestamp, .string: nil
    }
  }

  /// `0.25` as `25%`.
  fileprivate var asPercent: String? {
    guard let (unscaled, scale) = asDecimal else { return nil }
    guard scale < 2 else { return DecimalText.text(unscaled, scale: scale - 2) + "%" }
    let (hundredfold, overflow) = unscaled.multipliedReportingOverflow(by: scale == 0 ? 100 : 10)
    return overflow ? nil : "\(hundredfold)%"
  }

  /// As the language writes it.
  public var literalText: String {
    switch self {
    case .null: "null"
    case .bool(let bool): String(bool)
    case .int(let int): String(int)
    case .decimal(let unscaled, let scale): DecimalText.text(unscaled, scale: scale)
    case .float(let double): "\(double)"
    case .date(let days): "@" + DayText.text(Int(days))
    case .timestamp(let time):
      "@" + DayText.text(Int(time / CivilCalendar.microsecondsPerDay))
    case .string(let string): Formatter.string(string)
    }
  }
}

extension Definition {
  /// Of the same kind and key.
  var identity: String { "\(word) \(NameFolding.fold(name))" }

  /// Canonical text: of a dimension the head, a line for each class, and `end`.
  fileprivate var lines: [String] {
    Formatter.format(Statement(.define(self), at: Span(0, 0)))
      .split(separator: "\n").map(String.init)
  }
}

extension ParameterDefinition {
  fileprivate var withoutValue: ParameterDefinition {
    var bare = self
    bare.value = nil
    return bare
  }
}
