import Syntax

extension Relation {
  /// `int(substr(id, 2))` of ids that are kept as numbers behind a prefix of that length: the numbers as
  /// they are, with no text between. nil for anything else.
  func digits(of expression: BoundExpression) -> Column? {
    guard case .apply(let cast) = expression.node, cast.name == "int", cast.arguments.count == 1,
      case .apply(let part) = cast.arguments[0].node, part.name == "substr",
      part.arguments.count == 2, case .column(let index) = part.arguments[0].node,
      case .int(let start)? = part.arguments[1].constant,
      case .numbered(let ids) = columns[index].storage,
      // The start counts characters.
      ids.prefix.utf8.allSatisfy({ $0 < 0x80 }), start == Int64(ids.prefix.utf8.count + 1)
    else { return nil }
    return Column(
      .int, .integers(ids.numbers), validity: columns[index].validity, count: baseCount)
  }
}
