internal import Syntax

/// What `start_of` and `date_trunc` cut a time down to.
enum Period: Sendable {
  case minute, hour, day, week, month, quarter, year

  init?(_ word: String) {
    switch NameFolding.fold(word) {
    case "minute", "分钟", "分": self = .minute
    case "hour", "小时", "时": self = .hour
    case "day", "天", "日": self = .day
    case "week", "周", "星期": self = .week
    case "month", "月", "月份": self = .month
    case "quarter", "季度", "季": self = .quarter
    case "year", "年", "年份": self = .year
    default: return nil
    }
  }

  /// Periods of days start at a date, shorter ones at a timestamp.
  var isWithinDay: Bool { self == .minute || self == .hour }

  @inline(__always)
  func start(_ days: Int) -> Int {
    switch self {
    case .minute, .hour, .day: days
    case .week: days - CivilCalendar.weekday(days) + 1
    case .month: CivilCalendar.floor(days, to: .month)
    case .quarter: CivilCalendar.floor(days, to: .quarter)
    case .year: CivilCalendar.floor(days, to: .year)
    }
  }

  /// `moment` and `unit` in whichever order the function takes them; the unit must be a constant.
  static func overload(
    _ moment: Function.Argument, _ unit: Function.Argument, unitFirst: Bool
  ) -> Overload? {
    guard case .string(let word) = unit.constant, let period = Period(word),
      let type = Days.type(moment)
    else { return nil }
    let given: ColumnType = period.isWithinDay ? .timestamp : type
    return Overload(
      unitFirst ? [.string, given] : [given, .string], gives: period.isWithinDay ? given : .date
    ) { arguments, count, memory in
      let vector = arguments[unitFirst ? 1 : 0]
      guard period.isWithinDay else {
        return Days.map(vector, given, count, memory) { period.start($0) }
      }
      let size: Int64 = period == .hour ? 3_600_000_000 : 60_000_000
      return Vector(
        .ints(
          memory.mapLanes(vector.ints, count) {
            let rest = $0 % size
            return $0 - (rest < 0 ? rest + size : rest)
          }))
    }
  }
}
