internal import Engine
internal import Foundation
internal import Syntax

/// The name of a saved segment, checked.
///
/// A name is any printable text of 1 to 200 UTF-8 bytes; one that is not a plain identifier is typed
/// between backticks: `` `spring sale/2025` ``. Names are values in the store and never become
/// file names, so dots, slashes and shell characters do no harm. Refused, each with its reason:
/// - empty, or only spaces; a space at either end, which nobody could see;
/// - control characters, line ends, tabs, noncharacters, private-use characters;
/// - invisible or reordering format characters (bidirectional overrides, zero-width space). The two
///   joiners are allowed inside a name: emoji and several scripts are spelt with them;
/// - spaces other than the common and the ideographic one, which look alike;
/// - backtick and `@`, which close the quotes and open a version;
/// - words with a meaning of their own where a segment's name is due: `_`, `out`, `customers`, the
///   activity tables, `file`, `true`, `false`, `null`, `not`, and the loaded tables.
///
/// Kept in Unicode's composed form (NFC). Two names are the same when they are equal with case and
/// width folded: `VIP`, `vip` and `ＶＩＰ` are one segment, shown as first written.
struct SegmentName: Sendable, Hashable {
  static let maximumBytes = 200
  static let reserved: Set<String> = [
    "_", "out", "customers", "orders", "events", "feedback", "tickets", "file", "true", "false",
    "null", "not",
  ]

  let text: String
  /// What uniqueness is decided by.
  let key: String

  /// Throws `E502` with `span` when the policy refuses the name.
  init(_ written: String, at span: Span?, reserved: ReservedNames) throws(Diagnostic) {
    let text = written.precomposedStringWithCanonicalMapping
    let key = Self.key(text)
    if let reason = Self.refusal(text) {
      throw Diagnostic("E502", reason, at: span, label: Message("not a name for a segment"))
    }
    guard !Self.reserved.contains(key), !reserved.contains(key) else {
      throw Diagnostic(
        "E502", Message("'{0}' means something else and can't name a segment", text), at: span,
        label: Message("reserved"), hint: Message("another name, for example {0}_segment", text))
    }
    self.text = text
    self.key = key
  }

  static func key(_ name: String) -> String {
    // Names that there are to compare with are many, and most of them have nothing to compose.
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return NameFolding.fold(name) }
    return NameFolding.fold(name.precomposedStringWithCanonicalMapping)
      .precomposedStringWithCanonicalMapping
  }

  private static func refusal(_ text: String) -> Message? {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last else {
      return Message("a segment's name can't be empty")
    }
    if text.utf8.count > maximumBytes {
      return Message(
        "a segment's name has at most {0} bytes, this one has {1}", String(maximumBytes),
        String(text.utf8.count))
    }
    if isSpace(first) || isSpace(last) {
      return Message("a segment's name can't begin or end with a space")
    }
    if let bad = scalars.first(where: isForbidden) ?? joiner(atEndOf: first, last) {
      return Message("a segment's name can't contain the character {0}", shown(bad))
    }
    return nil
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\u{3000}"
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "`" || scalar == "@" || scalar == "\u{FF20}" { return true }
    if scalar.properties.isNoncharacterCodePoint { return true }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: return true
    case .spaceSeparator: return !isSpace(scalar)
    case .format: return !isJoiner(scalar)
    default: return scalar.properties.isDefaultIgnorableCodePoint && !isPartOfEmoji(scalar)
    }
  }

  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{200C}" || scalar == "\u{200D}"
  }

  /// Variation selectors choose between the text and the picture form of a character.
  private static func isPartOfEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isVariationSelector
  }

  private static func joiner(
    atEndOf first: Unicode.Scalar, _ last: Unicode.Scalar
  ) -> Unicode.Scalar? {
    if isJoiner(first) || isPartOfEmoji(first) { return first }
    return isJoiner(last) ? last : nil
  }

  /// `U+202E`, or the character itself where it can be seen.
  private static func shown(_ scalar: Unicode.Scalar) -> String {
    if scalar == "`" || scalar == "@" { return "'\(scalar)'" }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// Names that no segment may have because a query would take them for something else, in any spelling.
public struct ReservedNames: Sendable, ExpressibleByArrayLiteral {
  /// Apart as they came: to join hundreds took longer than to look in each.
  private var keys: [Set<String>]

  public init(_ names: some Sequence<String>) {
    keys = [Set(names.map(SegmentName.key))]
  }

  public init(arrayLiteral names: String...) {
    self.init(names)
  }

  public mutating func formUnion(_ other: ReservedNames) {
    keys += other.keys
  }

  fileprivate func contains(_ key: String) -> Bool { keys.contains { $0.contains(key) } }
}
