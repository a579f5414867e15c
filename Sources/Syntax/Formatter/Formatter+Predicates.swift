extension Formatter {
  mutating func writePredicate(_ shape: Expression.Shape) {
    switch shape {
    case .between(let value, let low, let high, let negated):
      writeSide(value)
      writeSpaced(negated ? .notBetween : .between)
      writeSide(low)
      writeSpaced(.and)
      writeSide(high)
    case .inList(let value, let elements, let negated):
      writeSide(value)
      writeSpaced(negated ? .notIn : .in)
      text += "("
      writeList(elements) { $0.write($1) }
      text += ")"
    case .inFile(let value, let path, _, let negated):
      writeSide(value)
      writeSpaced(negated ? .notIn : .in)
      write(Keyword.file)
      text += " "
      writeString(path)
    case .inRange(let value, let range, let negated):
      writeSide(value)
      writeSpaced(negated ? .notIn : .in)
      write(range)
    case .inSegment(let segment, let negated):
      write(negated ? Keyword.notIn : .in)
      text += " "
      write(segment)
    case .within(let value, let window, let negated):
      writeSide(value)
      if negated { text += " " + Keyword.not.spelling(in: language) }
      writeSpaced(.within)
      write(window)
    case .isNull(let value, let negated):
      writeSide(value)
      text += " "
      write(negated ? Keyword.isNotNull : .isNull)
    case .like(let value, let pattern, let negated):
      writeSide(value)
      if negated { text += " " + Keyword.not.spelling(in: language) }
      writeSpaced(.like)
      writeSide(pattern)
    case .isDistinct(let left, let right, let negated):
      writeSide(left)
      text += negated ? " is not distinct from " : " is distinct from "
      writeSide(right)
    case .literal, .name, .parameter, .unary, .binary, .call, .has, .caseWhen, .of, .missing: break
    }
  }

  /// One side of a comparison: another comparison stands between brackets.
  private mutating func writeSide(_ expression: Expression) {
    write(expression, minimum: Precedence.comparison.tighter)
  }

  mutating func write(_ window: Window) {
    switch window {
    case .last(let duration, let before):
      write(.duration(duration))
      guard let before else { return }
      writeSpaced(.before)
      writeSide(before)
    case .period(let previous, let unit):
      write(previous ? Keyword.previous : .this)
      text += " "
      write(unit.keyword)
    case .range(let range): write(range)
    }
  }
}

extension DateUnit {
  fileprivate var keyword: Keyword {
    switch self {
    case .day: .day
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    }
  }
}
