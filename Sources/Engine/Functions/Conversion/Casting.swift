/// Casts that the user writes. They are strict: what cannot be read or does not fit is null, and
/// counted as `unreadableCast`.
enum Casting {
  @inline(__always)
  private static func cast<A, R: BitwiseCopyable>(
    _ lanes: UnsafeMutablePointer<A>, _ arguments: [Vector], _ count: Int, _ memory: ChunkMemory,
    blank: R, _ convert: (A) -> R?
  ) -> (UnsafeMutablePointer<R>, UnsafeMutablePointer<UInt8>?) {
    let out = memory.lanes(R.self, count)
    let wrong = memory.bools(count)
    for lane in 0..<count {
      let value = convert(lanes[lane])
      out[lane] = value ?? blank
      wrong[lane] = value == nil ? 1 : 0
    }
    return (out, memory.nulls(where: wrong, .unreadableCast, arguments, count))
  }

  /// Whole numbers (or unscaled decimals, days, microseconds) from text.
  @inline(__always)
  private static func read(_ parse: @escaping @Sendable (TextView) -> Int64?) -> Kernel {
    { arguments, count, memory in
      let texts = memory.texts(of: arguments[0], count: count)
      let (out, valid) = cast(texts, arguments, count, memory, blank: Int64(0), parse)
      return Vector(.ints(out), valid: valid)
    }
  }

  private static let unchanged: Kernel = { arguments, _, _ in arguments[0] }

  static func int(_ type: ColumnType) -> Overload? {
    switch type {
    case .int, .null: return Overload([.int], gives: .int, kernel: unchanged)
    case .bool:
      return Overload([.bool], gives: .int) { arguments, count, memory in
        Vector(.ints(memory.mapLanes(arguments[0].bools, count) { Int64($0) }))
      }
    case .decimal(let scale):
      return Overload([type], gives: .int, kernel: Rounding.nearest(DecimalScale.power(scale)))
    case .float: return Overload([.float], gives: .int, kernel: fromFloat(scale: 0))
    case .string, .category:
      return Overload([.string], gives: .int, kernel: read(TextReading.int))
    case .date, .timestamp: return nil
    }
  }

  static func decimal(_ type: ColumnType, scale: Int) -> Overload? {
    let result = ColumnType.decimal(scale: scale)
    switch type {
    case .null: return Overload([result], gives: result, kernel: unchanged)
    case .int, .decimal:
      return Overload([type], gives: result, kernel: rescale(from: type.exactScale ?? 0, to: scale))
    case .float: return Overload([.float], gives: result, kernel: fromFloat(scale: scale))
    case .string, .category:
      return Overload(
        [.string], gives: result, kernel: read { TextReading.decimal($0, scale: scale) })
    case .bool, .date, .timestamp: return nil
    }
  }

  static func float(_ type: ColumnType) -> Overload? {
    switch type {
    case .int, .decimal, .float, .null:
      return Overload([.float], gives: .float, kernel: unchanged)
    case .string, .category:
      return Overload([.string], gives: .float) { arguments, count, memory in
        let texts = memory.texts(of: arguments[0], count: count)
        let (out, valid) = cast(
          texts, arguments, count, memory, blank: 0.0, TextReading.float)
        return Vector(.doubles(out), valid: valid)
      }
    case .bool, .date, .timestamp: return nil
    }
  }

  static func date(_ type: ColumnType) -> Overload? {
    switch type {
    case .date, .null: return Overload([.date], gives: .date, kernel: unchanged)
    case .timestamp:
      return Overload([.timestamp], gives: .date) { arguments, count, memory in
        Vector(.ints(Days.lanes(arguments[0], .timestamp, count, memory)))
      }
    case .string, .category:
      return Overload([.string], gives: .date, kernel: read(TextReading.date))
    case .bool, .int, .decimal, .float: return nil
    }
  }

  static func timestamp(_ type: ColumnType) -> Overload? {
    switch type {
    case .date, .timestamp, .null:
      return Overload([.timestamp], gives: .timestamp, kernel: unchanged)
    case .string, .category:
      return Overload([.string], gives: .timestamp, kernel: read(TextReading.timestamp))
    case .bool, .int, .decimal, .float: return nil
    }
  }

  static func bool(_ type: ColumnType) -> Overload? {
    switch type {
    case .bool, .null: return Overload([.bool], gives: .bool, kernel: unchanged)
    case .int:
      return Overload([.int], gives: .bool) { arguments, count, memory in
        Vector(.bools(memory.mapLanes(arguments[0].ints, count) { $0 == 0 ? 0 : 1 }))
      }
    case .string, .category:
      return Overload([.string], gives: .bool) { arguments, count, memory in
        let texts = memory.texts(of: arguments[0], count: count)
        let (out, valid) = cast(texts, arguments, count, memory, blank: UInt8(0)) {
          TextReading.bool($0).map { $0 ? 1 : 0 }
        }
        return Vector(.bools(out), valid: valid)
      }
    case .decimal, .float, .date, .timestamp: return nil
    }
  }

  /// To the nearest whole number of units of 10^-scale, halves away from zero.
  private static func fromFloat(scale: Int) -> Kernel {
    let factor = Double(DecimalScale.power(scale))
    return { arguments, count, memory in
      let (out, valid) = cast(
        arguments[0].doubles, arguments, count, memory, blank: Int64(0)
      ) { Int64(exactly: ($0 * factor).rounded(.toNearestOrAwayFromZero)) }
      return Vector(.ints(out), valid: valid)
    }
  }

  private static func rescale(from old: Int, to new: Int) -> Kernel {
    if new < old { return Rounding.nearest(DecimalScale.power(min(old - new, 18))) }
    let factor = DecimalScale.power(new - old)
    return { arguments, count, memory in
      let (out, valid) = cast(arguments[0].ints, arguments, count, memory, blank: Int64(0)) {
        let (product, overflow) = $0.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
      }
      return Vector(.ints(out), valid: valid)
    }
  }
}
