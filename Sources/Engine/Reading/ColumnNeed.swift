/// What the values of a column are there for, as far as its name tells; said by the caller, who knows
/// which columns matter.
///
/// A column that is needed as numbers or dates is read so when at least nine in ten of its values
/// are (or all but one of four or more); rows with another value are set aside and counted. A
/// column that nobody needs is only read so when all but one value in a thousand are: it is text
/// rather than that rows are lost for its sake.
public enum ColumnNeed: Sendable, Equatable {
  case number, date
  /// Digits that are no quantity: telephone numbers, postcodes.
  case text

  /// How many of `count` values may be something else.
  static func tolerated(of count: Int) -> Int { max(count / 10, count >= 4 ? 1 : 0) }
}

extension ColumnPlan {
  /// The column is what it is needed as: what does not fit is set aside rather than that the column
  /// is read as text.
  var isTolerant: Bool {
    switch need {
    case .number: kind.type.isNumeric
    case .date: kind.type == .date || kind.type == .timestamp
    case .text, nil: false
    }
  }
}
