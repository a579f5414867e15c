extension Function {
  static let conditionals: [Function] = [coalesce, nullIf]

  static let coalesce = Function(
    name: "coalesce", aliases: ["ifnull", "nvl", "空值替换"], group: .conditional,
    summary: "The first of its arguments that is not null.",
    summaryChinese: "第一个不为空的参数。",
    parameters: [.init("values…", "One or more values of types that fit together.")],
    examples: [
      .init("coalesce(null, 0.5, 1)", gives: "0.5"), .init("ifnull(null, 'none')", gives: "none"),
    ],
    sql: "coalesce({*})"
  ) { arguments in
    guard !arguments.isEmpty, let common = ColumnType.common(of: arguments.types) else {
      return nil
    }
    let type = common.isText ? .string : common
    let types = Array(repeating: type, count: arguments.count)
    return Overload(types, gives: type, nulls: .own) { arguments, count, memory in
      var choice = LaneChoice(arguments[0], count, memory)
      for argument in arguments.dropFirst() {
        let open = memory.mapLanes(choice.valid, count) { $0 ^ 1 }
        choice.replace(where: open, with: argument)
      }
      return choice.vector
    }
  }

  static let nullIf = Function(
    name: "nullif", aliases: ["等值置空"], group: .conditional,
    summary: "Null when both values are equal, otherwise the first.",
    summaryChinese: "两值相等则为空，否则为第一个值。",
    parameters: [
      .init("x", "A value."), .init("unwanted", "The value that stands for none, such as 0 or ''."),
    ],
    examples: [.init("nullif(0, 0)", gives: "null"), .init("nullif(1, null)", gives: "1")],
    sql: "nullif({0}, {1})"
  ) { arguments in
    guard arguments.count == 2,
      let equality = Comparison.equal.overload(arguments[0].type, arguments[1].type)
    else { return nil }
    let types = equality.arguments
    return Overload(types, gives: types[0], nulls: .own) { arguments, count, memory in
      var same = equality.kernel(arguments, count, memory).bools
      if let second = arguments[1].valid { same = memory.zipLanes(same, second, count) { $0 & $1 } }
      var any: UInt8 = 0
      for lane in 0..<count { any |= same[lane] }
      // Mostly there is nothing to leave out, and what comes after need not look at nulls.
      if any == 0 { return arguments[0] }
      let other = memory.mapLanes(same, count) { $0 ^ 1 }
      let valid = arguments[0].valid.map { memory.zipLanes($0, other, count) { $0 & $1 } }
      return Vector(arguments[0].lanes, valid: valid ?? other)
    }
  }
}
