import Engine
import Syntax

/// Finds a customer by the id that was typed.
struct CustomerLookup {
  private let executor: Executor
  private let customers: Table
  private let column: Int

  /// Throws E218 when there are no customers.
  init(_ executor: Executor) throws(Diagnostic) {
    let customers = executor.catalog.dataset.customers
    guard let column = customers.fields.firstIndex(where: { $0.role == .customer }),
      customers.rowCount > 0
    else {
      throw Diagnostic(
        "E218", Message("there are no customers yet"),
        hint: Message("load 'file.csv', or demo to try it out"))
    }
    self.executor = executor
    self.customers = customers
    self.column = column
  }

  /// Throws E216 for an id that no customer has, E217 for what is no id.
  func find(_ written: Expression) throws(Diagnostic) -> (row: Int, id: String) {
    let id = try text(written)
    if let row = try rows(of: [id], at: written.span).first { return (row, id) }
    throw Diagnostic(
      "E216", Message("no customer '{0}'", id), at: written.span,
      label: Message("not an id"), hint: try hint(for: id, at: written.span))
  }

  /// A text, a number in the digits in which it was typed (as far as they are kept), a bare word.
  private func text(_ written: Expression) throws(Diagnostic) -> String {
    switch written.shape {
    case .literal(.string(let text)): return text
    case .literal(.digits(let digits)): return digits
    case .literal(.number(let unscaled, let scale)):
      return DecimalText.text(unscaled, scale: scale)
    case .unary(.minus, let inner): return "-" + (try text(inner))
    case .name(let name):
      return name.qualifier.map { "\($0).\(name.text)" } ?? name.text
    // An id such as A-17 reads like a difference.
    case .binary(.subtract, let left, let right): return try "\(text(left))-\(text(right))"
    case .literal, .parameter, .unary, .binary, .between, .inList, .inFile, .inRange, .inSegment,
      .within, .isNull, .like, .isDistinct, .call, .has, .caseWhen, .of, .missing:
      throw Diagnostic(
        "E217", Message("expected a customer's id"), at: written.span,
        label: Message("not an id"), hint: Message("explain customer '{0}'", example))
    }
  }

  /// The rows whose id is one of `ids`, in the order of the table.
  private func rows(of ids: [String], at span: Span) throws(Diagnostic) -> [Int] {
    let type = customers.columns[column].type
    var values = ids.map { Value.string($0) }
    if type == .int { values = ids.compactMap { Int64($0).map { .int($0) } } }
    let isWanted = BoundExpression(
      .isIn(BoundExpression(.column(column), type: type, at: span), ValueSet(values)), type: .bool,
      at: span)
    return try executor.bits(isWanted, over: Relation(customers, identity: .customers)).rows
      .map { Int($0) }
  }

  private func id(_ row: Int) -> String {
    switch customers.columns[column].value(row) {
    case .string(let text): text
    case .int(let number): String(number)
    case .null, .bool, .decimal, .float, .date, .timestamp: ""
    }
  }

  /// What ids look like.
  var example: String { id(0) }

  /// An id that differs in one place, or else what ids look like.
  private func hint(for wanted: String, at span: Span) throws(Diagnostic) -> Message {
    let near = try rows(of: NearbyIDs.of(wanted, like: example), at: span).map(id)
    if let best = Suggestion.best(for: wanted, among: near) ?? near.first {
      return Message("did you mean '{0}'?", best)
    }
    return Message("ids look like '{0}'", example)
  }
}

/// Ids that someone may have meant: one letter or digit more, less or other, two swapped, another
/// case, leading zeros. So few that one look through the ids finds them, however many there are.
enum NearbyIDs {
  private static let longest = 40

  static func of(_ id: String, like example: String) -> [String] {
    let letters = Array(id)
    guard letters.count <= longest else { return [] }
    let used = Set(letters).union(example)
    let digits: [Character] = Array("0123456789")
    let alphabet = digits + used.filter { !digits.contains($0) }
    var found: Set<String> = [id.lowercased(), id.uppercased()]
    for place in letters.indices {
      var shorter = letters
      shorter.remove(at: place)
      found.insert(String(shorter))
      if place > 0 {
        var swapped = letters
        swapped.swapAt(place - 1, place)
        found.insert(String(swapped))
      }
      for letter in alphabet {
        var other = letters
        other[place] = letter
        found.insert(String(other))
      }
    }
    for place in 0...letters.count {
      for letter in alphabet {
        var longer = letters
        longer.insert(letter, at: place)
        found.insert(String(longer))
      }
    }
    found.formUnion(padded(id, like: example))
    found.remove(id)
    return Array(found)
  }

  /// `17` where ids look like `C00017`.
  private static func padded(_ id: String, like example: String) -> [String] {
    let digits = id.drop { !$0.isNumber }
    let prefix = example.prefix { !$0.isNumber }
    let width = example.count - prefix.count
    guard !digits.isEmpty, digits.allSatisfy(\.isNumber), digits.count <= width else {
      return [String(id.drop { $0 == "0" })]
    }
    let zeros = String(repeating: "0", count: width - digits.count)
    return ["\(prefix)\(zeros)\(digits)", "\(prefix)\(digits)", String(digits.drop { $0 == "0" })]
  }
}
