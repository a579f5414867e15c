/// What help, completion, suggestions and the generated reference need to know of anything built in.
public protocol Documented: Sendable {
  var name: String { get }
  /// Other spellings, Chinese ones included.
  var aliases: [String] { get }
  /// The heading under which it is listed, in English.
  var group: String { get }
  /// One sentence each, in English and in Chinese.
  var summary: String { get }
  var summaryZh: String { get }
  /// Forms, one each: `group [DIM, …] [: AGG [as NAME], …]`.
  var usage: [String] { get }
  var examples: [Example] { get }
}

/// A piece of the language that runs on the demo data; every one of them is executed by a test.
public struct Example: Sendable, Hashable {
  public var code: String
  /// What it gives, where that is a single value.
  public var gives: String?

  public init(_ code: String, gives: String? = nil) {
    self.code = code
    self.gives = gives
  }
}
