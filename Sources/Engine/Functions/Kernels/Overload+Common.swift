extension Overload {
  /// All arguments are the bare `null`, so the result is.
  static func allNull(_ count: Int, gives result: ColumnType) -> Overload {
    Overload(Array(repeating: .null, count: count), gives: result) { _, count, memory in
      memory.nulls(type: result, count: count)
    }
  }
}

extension [Function.Argument] {
  var types: [ColumnType] { map(\.type) }

  /// The type of each argument, a bare `null` taken for `type`.
  func types(nullAs type: ColumnType) -> [ColumnType] { map { $0.type.isNull ? type : $0.type } }
}
