import Engine
import Segments
import Syntax

#if canImport(Glibc)
  import Glibc
#endif

/// The as-of date where none was set, in days since 1970-01-01.
struct StartingDay {
  enum Origin {
    /// The day after the last activity.
    case activities
    /// The day after the latest date of this column of the customers that is not to come.
    case column(String)
    /// The data hold no date: the day on which the program runs.
    case clock
  }

  var day: Int32
  var origin: Origin
}

extension Session {
  var startingDay: StartingDay {
    if let known = knownStartingDay, known.fingerprint == data.dataset.fingerprint {
      return known.found
    }
    let found = Self.startingDay(of: data.dataset, today: Self.clockDay)
    knownStartingDay = (data.dataset.fingerprint, found)
    return found
  }

  static func startingDay(of dataset: Dataset, today: Int32) -> StartingDay {
    if let last = dataset.lastActivityDay { return StartingDay(day: last + 1, origin: .activities) }
    let customers = dataset.customers
    var latest: (day: Int32, column: String)?
    for (field, column) in zip(customers.fields, customers.columns)
    // Nobody is classified as of a birthday.
    where field.role != .birthDate {
      guard let day = ColumnSummary.lastDay(column, notAfter: today),
        latest.map({ $0.day < day }) ?? true
      else { continue }
      latest = (day, field.name)
    }
    guard let latest else { return StartingDay(day: today, origin: .clock) }
    return StartingDay(day: latest.day + 1, origin: .column(latest.column))
  }

  /// The local day of the wall clock: what is to come is not in the data, and nothing else is known of
  /// the day where the data hold no date.
  private static var clockDay: Int32 {
    var seconds = time(nil)
    var local = tm()
    guard localtime_r(&seconds, &local) != nil else { return 0 }
    return Int32((seconds + local.tm_gmtoff) / 86_400)
  }

  /// Beside a load: where the as-of date comes from, when no activity tells it.
  func noteStartingDay() {
    guard settings.asOf == nil, !data.tables.isEmpty else { return }
    let start = startingDay
    let day = DayText.text(Int(start.day))
    switch start.origin {
    case .activities: return
    case .column(let column):
      note(Message("as of {0}, the day after the latest {1}; 'set asof' for another", day, column))
    case .clock:
      note(Message("as of {0}, today: the data hold no date; 'set asof' for another", day))
    }
  }
}
