internal import Syntax

/// Values written as text: exact, the same as in exports (`1.50`, `2024-02-29`,
/// `2024-02-29 10:00:00.5`, `true`), with the shortest digits that read back as the same float.
enum TextForm {
  /// Nil for a type without a text form, which is none but a bare null.
  static func kernel(_ type: ColumnType) -> Kernel? {
    switch type {
    case .string, .category: return { arguments, _, _ in arguments[0] }
    case .int: return ints { value, run in run.append(decimal: value, scale: 0) }
    case .decimal(let scale):
      return ints { value, run in run.append(decimal: value, scale: scale) }
    case .date: return ints { value, run in run.append(date: value) }
    case .timestamp: return ints { value, run in run.append(timestamp: value) }
    case .float:
      return { arguments, count, memory in
        let values = arguments[0].doubles
        var run = TextRun(count)
        for lane in 0..<count {
          run.append(values[lane].description.utf8)
          run.end()
        }
        return Vector(.texts(run.lanes(memory)), valid: arguments[0].valid)
      }
    case .bool:
      return { arguments, count, memory in
        let words = [memory.text("false"), memory.text("true")]
        let out = memory.mapLanes(arguments[0].bools, count) { words[Int($0 & 1)] }
        return Vector(.texts(out), valid: arguments[0].valid)
      }
    case .null: return nil
    }
  }

  /// Inlined, so that the closure is part of the loop.
  @inline(__always)
  private static func ints(
    _ append: @escaping @Sendable (Int64, inout TextRun) -> Void
  ) -> Kernel {
    { arguments, count, memory in
      let values = arguments[0].ints
      var run = TextRun(count)
      for lane in 0..<count {
        append(values[lane], &run)
        run.end()
      }
      return Vector(.texts(run.lanes(memory)), valid: arguments[0].valid)
    }
  }
}

extension TextRun {
  mutating func append(decimal unscaled: Int64, scale: Int) {
    if unscaled < 0 { append(UInt8(ascii: "-")) }
    let (whole, fraction) = UInt64(unscaled.magnitude).quotientAndRemainder(
      dividingBy: UInt64(DecimalScale.power(scale)))
    append(digits: whole, width: 1)
    if scale == 0 { return }
    append(UInt8(ascii: "."))
    append(digits: fraction, width: scale)
  }

  /// `value` with at least `width` digits.
  mutating func append(_ value: Int, width: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digits: UInt64(value.magnitude), width: width)
  }

  /// - Parameter width: 20 at most, which is as many as there can be.
  private mutating func append(digits number: UInt64, width: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { room in
      var first = room.count
      var rest = number
      repeat {
        first -= 1
        room[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0 || room.count - first < width
      append(room[first...])
    }
  }

  mutating func append(date days: Int64) {
    let date = CivilCalendar.date(Int(days))
    append(date.year, width: 4)
    append(UInt8(ascii: "-"))
    append(date.month, width: 2)
    append(UInt8(ascii: "-"))
    append(date.day, width: 2)
  }

  mutating func append(timestamp microseconds: Int64) {
    let day = CivilCalendar.day(of: microseconds)
    append(date: day)
    append(UInt8(ascii: " "))
    append(time: microseconds - day * CivilCalendar.microsecondsPerDay)
  }

  /// Microseconds since midnight, with as many digits of a second as there are.
  mutating func append(time: Int64) {
    let seconds = Int(time / 1_000_000)
    append(seconds / 3600, width: 2)
    append(UInt8(ascii: ":"))
    append(seconds / 60 % 60, width: 2)
    append(UInt8(ascii: ":"))
    append(seconds % 60, width: 2)
    var fraction = Int(time % 1_000_000)
    if fraction == 0 { return }
    var width = 6
    while fraction % 10 == 0 {
      fraction /= 10
      width -= 1
    }
    append(UInt8(ascii: "."))
    append(fraction, width: width)
  }
}
