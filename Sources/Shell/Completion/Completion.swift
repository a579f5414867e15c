public import Syntax

/// What Tab offers at one place of a text.
public struct Completions: Sendable, Hashable {
  /// The bytes that a candidate takes the place of; it ends at the cursor.
  public var span: Span
  /// Best first.
  public var candidates: [Completion]
}

/// One way to go on. Holds nothing that a terminal would obey.
public struct Completion: Sendable, Hashable {
  /// What is put into the text.
  public var text: String
  /// What a list shows in its place.
  public var shown: String
  /// A count, a type or a label, shown beside it.
  public var note: String
  /// What follows `text` when it is the only candidate.
  public var suffix: String
}

/// Something that could stand at the cursor, before it is known whether what was typed fits.
struct Choice {
  enum Form {
    /// A name: between backticks when it needs them.
    case name
    /// A word of the grammar.
    case word
    /// A function, up to its bracket.
    case call
    /// A text between quotes; the suffix closes it.
    case text
    /// A folder: more of the path follows.
    case folder
  }

  /// The first spelling that fits is offered, the first of all where nothing has been typed.
  var spellings: [String]
  var form: Form
  var note: String

  init(_ spellings: [String], _ form: Form, note: String = "") {
    self.spellings = spellings
    self.form = form
    self.note = note
  }
}
