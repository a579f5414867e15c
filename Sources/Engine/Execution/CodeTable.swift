/// A value for each code of a dictionary, to be looked up by rows that have the codes.
public final class CodeTable: Sendable {
  /// Larger ones leave the cache: columns of a value for each row are read faster.
  static let most = 1 << 14

  let values: Column

  init(_ values: Column) { self.values = values }
}
