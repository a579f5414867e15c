import Foundation

/// A table of answers as text and numbers: what two engines are compared by.
struct AnswerTable {
  var rows: [[String]]

  /// `{"rows": [[…], …]}`; null is the empty text.
  init(json text: String) throws {
    let whole = try JSONDecoder().decode(Whole.self, from: Data(text.utf8))
    rows = whole.rows.map { $0.map(\.text) }
  }

  /// CSV with a header line, RFC 4180.
  init(csv text: String) {
    var records: [[String]] = [[""]]
    var quoted = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"":
        // A doubled quote closes and opens again: the quote is kept by the second.
        quoted.toggle()
        if quoted, records[records.count - 1].last?.isEmpty == false {
          records[records.count - 1][records[records.count - 1].count - 1].append("\"")
        }
      case "," where !quoted: records[records.count - 1].append("")
      case "\r" where !quoted: continue
      case "\n" where !quoted: records.append([""])
      default:
        let last = records.count - 1
        records[last][records[last].count - 1].unicodeScalars.append(scalar)
      }
    }
    if records.last == [""] { records.removeLast() }
    rows = Array(records.dropFirst())
  }

  func sorted() -> AnswerTable {
    var copy = self
    copy.rows.sort { a, b in
      for (x, y) in zip(a, b) where Self.key(x) != Self.key(y) { return Self.key(x) < Self.key(y) }
      return a.count < b.count
    }
    return copy
  }

  /// The first place where two tables differ; nil when they agree.
  func difference(from other: AnswerTable) -> String? {
    if rows.count != other.rows.count { return "\(rows.count) rows, wanted \(other.rows.count)" }
    for (found, wanted) in zip(rows, other.rows) {
      let same = found.count == wanted.count && zip(found, wanted).allSatisfy(Self.agree)
      if !same { return "\(found), wanted \(wanted)" }
    }
    return nil
  }

  private static func agree(_ a: String, _ b: String) -> Bool {
    guard !a.isEmpty, !b.isEmpty, let x = number(a), let y = number(b) else { return a == b }
    return abs(x - y) <= max(1e-9 * max(abs(x), abs(y)), 1e-9)
  }

  /// Ids with leading zeros stay text.
  private static func number(_ text: String) -> Double? {
    if text == "true" { return 1 }
    if text == "false" { return 0 }
    if text.hasPrefix("0"), text.count > 1, text.allSatisfy(\.isNumber) { return nil }
    return Double(text)
  }

  private static func key(_ text: String) -> String {
    guard let number = number(text) else { return text }
    return String(format: "%.6g", number)
  }
}

private struct Whole: Decodable {
  var rows: [[Cell]]
}

private struct Cell: Decodable {
  var text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      text = ""
    } else if let bool = try Self.optional({ try container.decode(Bool.self) }) {
      text = bool ? "true" : "false"
    } else if let number = try Self.optional({ try container.decode(Double.self) }) {
      text = number.description
    } else {
      text = try container.decode(String.self)
    }
  }

  /// A value of another kind is none.
  private static func optional<Value>(_ decode: () throws -> Value) throws -> Value? {
    do {
      return try decode()
    } catch DecodingError.typeMismatch {
      return nil
    }
  }
}
