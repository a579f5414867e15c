import Syntax

@testable import Engine

/// Calls functions the way the evaluator does: overload picked by type, arguments converted, nulls of
/// strict functions seen to outside.
struct FunctionCall {
  let result: Value
  let type: ColumnType
  let notices: [Notice: Int]
  let overflowed: Bool

  /// Nil when the function takes no such arguments. `constants`: the overload is told their values.
  static func call(_ name: String, _ values: [Value], constants: Bool = true) -> FunctionCall? {
    let arguments = values.map { value in
      Function.Argument(type(of: value), constant: constants ? value : nil)
    }
    guard let function = FunctionRegistry.standard[name],
      let overload = function.overload(arguments),
      overload.arguments.count == values.count
    else { return nil }
    let memory = ChunkMemory()
    let lanes = 3
    var vectors: [Vector] = []
    for (value, target) in zip(values, overload.arguments) {
      guard let coercion = Coercion.kernel(from: type(of: value), to: target) else { return nil }
      var vector = memory.constant(value, type: type(of: value), count: lanes)
      vector = coercion([vector], lanes, memory)
      vector.isConstant = constants
      vectors.append(vector)
    }
    let result = overload.kernel(vectors, lanes, memory)
    var isNull = result.valid.map { $0[lanes - 1] == 0 } ?? false
    if case .strict = overload.nulls {
      isNull = isNull || vectors.contains { $0.valid?[0] == 0 }
    }
    return FunctionCall(
      result: isNull ? .null : value(result, overload.result, lane: lanes - 1),
      type: overload.result, notices: memory.notices.mapValues { $0 / lanes },
      overflowed: memory.overflowed)
  }

  static func type(of value: Value) -> ColumnType {
    switch value {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .decimal(_, let scale): .decimal(scale: scale)
    case .float: .float
    case .date: .date
    case .timestamp: .timestamp
    case .string: .string
    }
  }

  private static func value(_ vector: Vector, _ type: ColumnType, lane: Int) -> Value {
    switch (vector.lanes, type) {
    case (.ints(let lanes), .int): .int(lanes[lane])
    case (.ints(let lanes), .decimal(let scale)): .decimal(lanes[lane], scale: scale)
    case (.ints(let lanes), .date): .date(Int32(truncatingIfNeeded: lanes[lane]))
    case (.ints(let lanes), .timestamp): .timestamp(lanes[lane])
    case (.doubles(let lanes), .float): .float(lanes[lane])
    case (.bools(let lanes), .bool): .bool(lanes[lane] == 1)
    case (.texts(let lanes), .string): .string(lanes[lane].string)
    default: .string("lanes of the wrong kind for \(type)")
    }
  }
}

/// Writes a value as the tests' tables do: independent of the program's own text form.
func spelled(_ value: Value) -> String {
  switch value {
  case .null: return "null"
  case .bool(let bool): return bool ? "true" : "false"
  case .int(let int): return "\(int)"
  case .float(let double): return "\(double)"
  case .string(let string): return string
  case .date(let days):
    let date = CivilCalendar.date(Int(days))
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2)
  case .timestamp(let time):
    let days = time >= 0 ? time / 86_400_000_000 : (time - 86_399_999_999) / 86_400_000_000
    let seconds = Int((time - days * 86_400_000_000) / 1_000_000)
    return spelled(.date(Int32(days))) + " " + padded(seconds / 3600, 2) + ":"
      + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
  case .decimal(let unscaled, let scale):
    let digits = padded(Int(unscaled.magnitude), scale + 1)
    let sign = unscaled < 0 ? "-" : ""
    return scale == 0
      ? sign + digits : sign + digits.dropLast(scale) + "." + digits.suffix(scale)
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
