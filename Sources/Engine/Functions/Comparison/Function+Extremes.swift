extension Function {
  static let greatest = Function(
    name: "greatest", aliases: ["较大者"], group: .comparison,
    summary: "The greatest of its arguments that are not null.",
    summaryChinese: "各参数中最大的一个，忽略空值。",
    parameters: [.init("values…", "Two or more values of types that compare.")],
    examples: [
      .init("greatest(1, null, 2.5)", gives: "2.5"), .init("greatest(180, 3 * 40)", gives: "180"),
    ],
    sql: "greatest({*})"
  ) { extreme($0, .greater) }

  static let least = Function(
    name: "least", aliases: ["较小者"], group: .comparison,
    summary: "The least of its arguments that are not null.",
    summaryChinese: "各参数中最小的一个，忽略空值。",
    parameters: [.init("values…", "Two or more values of types that compare.")],
    examples: [
      .init("least(3, 1, 2)", gives: "1"), .init("least('b', 'a', null)", gives: "a"),
    ],
    sql: "least({*})"
  ) { extreme($0, .less) }

  /// `kind` is the comparison that a value must win to replace the one kept so far.
  private static func extreme(_ arguments: [Argument], _ kind: Comparison) -> Overload? {
    guard !arguments.isEmpty, let common = ColumnType.common(of: arguments.types) else {
      return nil
    }
    let type = common.isText ? .string : common
    if type.isNull { return .allNull(arguments.count, gives: .null) }
    guard let comparison = kind.overload(type, type) else { return nil }
    let types = Array(repeating: type, count: arguments.count)
    return Overload(types, gives: type, nulls: .own) { arguments, count, memory in
      var best = LaneChoice(arguments[0], count, memory)
      for argument in arguments.dropFirst() {
        let wins = comparison.kernel([argument, best.vector], count, memory).bools
        for lane in 0..<count {
          let isGiven = argument.valid?[lane] ?? 1
          // Without a value so far, any value wins.
          wins[lane] = isGiven & (wins[lane] | (best.valid[lane] ^ 1))
        }
        best.replace(where: wins, with: argument)
      }
      return best.vector
    }
  }
}
