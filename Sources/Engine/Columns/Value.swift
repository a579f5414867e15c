/// One cell, exact: what literals, parameters, constants and single results are.
public enum Value: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  /// value = unscaled / 10^scale: money.
  case decimal(Int64, scale: Int)
  case float(Double)
  /// Days since 1970-01-01.
  case date(Int32)
  /// Microseconds since 1970-01-01T00:00:00 of the dataset's own time zone.
  case timestamp(Int64)
  case string(String)
}
