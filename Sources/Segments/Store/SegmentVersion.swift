public import Syntax

/// What `save` is given: a definition, the circumstances it was evaluated in, and who it found.
public struct SegmentDraft: Sendable {
  public var name: String
  /// Where the name stands in the statement, for messages.
  public var nameSpan: Span?
  public var description: String?
  /// Canonical text of the query, without the `save` stage.
  public var query: String
  /// Rules in force: statements of the language.
  public var rules: String
  /// Parameters in force: `param churn_days = 180`, one a line.
  public var parameters: String
  /// The as-of date, in days since 1970-01-01.
  public var asOf: Int
  /// What the data were: two saves on the same data have the same fingerprint.
  public var fingerprint: String
  public var members: MemberList
  /// Wall-clock time of the save, in microseconds since 1970-01-01 UTC.
  public var savedAt: Int64

  public init(
    name: String, nameSpan: Span? = nil, description: String? = nil, query: String,
    rules: String = "", parameters: String = "", asOf: Int, fingerprint: String,
    members: MemberList, savedAt: Int64
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.description = description
    self.query = query
    self.rules = rules
    self.parameters = parameters
    self.asOf = asOf
    self.fingerprint = fingerprint
    self.members = members
    self.savedAt = savedAt
  }
}

/// One saved state of a segment, without its texts and members: a line of `segments`.
public struct SegmentVersion: Sendable, Hashable {
  public var name: String
  /// 1 for the first; numbers of dropped versions are not used again while the segment lives.
  public var number: Int
  public var description: String?
  /// Days since 1970-01-01.
  public var asOf: Int
  public var fingerprint: String
  /// Number of customers.
  public var size: Int
  /// Microseconds since 1970-01-01 UTC.
  public var savedAt: Int64
}

/// A version with its definition.
public struct SavedSegment: Sendable, Hashable {
  public var version: SegmentVersion
  public var query: String
  public var rules: String
  public var parameters: String
  /// Checksum of the frozen members.
  var membersSum: Int64
}

/// What `segments` shows: versions that are whole, and a remark when some are not.
public struct SegmentListing: Sendable {
  public var versions: [SegmentVersion]
  /// A warning to print beside the listing: part of the store is damaged.
  public var damage: Diagnostic?
}
