extension Formatter {
  /// `expression`, between brackets when it binds no tighter than `minimum` asks.
  mutating func write(_ expression: Expression, minimum: Precedence = .lowest) {
    guard expression.shape.precedence >= minimum else { return writeBracketed(expression) }
    switch expression.shape {
    case .literal(let literal): write(literal)
    case .name(let name): write(name)
    case .parameter(let name):
      text += ":" + (WidthFolding.isBareWord(name) ? name : Self.backticked(name))
    case .unary(let sign, let operand): write(sign, operand)
    case .binary(let sign, let left, let right): write(sign, left, right)
    case .between, .inList, .inFile, .inRange, .inSegment, .within, .isNull, .like, .isDistinct:
      writePredicate(expression.shape)
    case .call(let call): write(call)
    case .has(let source, let negated):
      write(negated ? Keyword.no : .has)
      text += " "
      write(source)
    case .caseWhen(let branches, let otherwise): write(branches, otherwise)
    case .of(let value, let id):
      // `20% of` would be a remainder.
      if case .literal = value.shape {
        writeBracketed(value)
      } else {
        write(value, minimum: .atom)
      }
      text += " of "
      write(id)
    case .missing: break
    }
  }

  mutating func writeBracketed(_ expression: Expression) {
    text += "("
    write(expression)
    text += ")"
  }

  private mutating func write(_ name: Name) {
    if let qualifier = name.qualifier { text += Self.name(qualifier) + "." }
    let bare = name.qualifier != nil && WidthFolding.isBareWord(name.text)
    if name.quoted {
      text += Self.backticked(name.text)
    } else {
      text += bare ? name.text : Self.name(name.text)
    }
  }

  private mutating func write(_ sign: UnaryOperator, _ operand: Expression) {
    switch sign {
    case .not:
      write(Keyword.not)
      text += " "
      // `not in vip` is a shape of its own.
      if case .inSegment(_, negated: false) = operand.shape { return writeBracketed(operand) }
      write(operand, minimum: .not)
    case .minus, .plus:
      text += sign == .minus ? "-" : "+"
      // `--` would begin a comment.
      if case .unary = operand.shape { return writeBracketed(operand) }
      write(operand, minimum: .unary)
    }
  }

  private mutating func write(_ sign: BinaryOperator, _ left: Expression, _ right: Expression) {
    let own = sign.precedence
    write(left, minimum: own == .comparison ? own.tighter : own)
    switch sign {
    case .or: writeSpaced(.or)
    case .and: writeSpaced(.and)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .concat,
      .add, .subtract, .multiply, .divide, .wholeDivide, .remainder:
      text += " \(sign.rawValue) "
    }
    write(right, minimum: own.tighter)
  }

  private mutating func write(_ branches: [CaseBranch], _ otherwise: Expression?) {
    write(Keyword.case)
    for branch in branches {
      writeSpaced(.when)
      write(branch.condition)
      writeSpaced(.then)
      write(branch.value)
    }
    if let otherwise {
      writeSpaced(.else)
      write(otherwise)
    }
    text += " "
    write(Keyword.end)
  }

  // MARK: Calls and activities

  private mutating func write(_ call: Call) {
    text += Self.name(call.name) + "("
    if let activity = call.activity, !call.arguments.isEmpty {
      writeSequence(activity, call.arguments)
    } else if let activity = call.activity {
      write(activity)
    } else {
      writeArguments(call)
    }
    text += ")"
  }

  private mutating func writeArguments(_ call: Call) {
    if call.distinct { text += Keyword.distinct.spelling(in: language) + " " }
    // `has …` would take the filter of the call for its own.
    let minimum: Precedence = call.filter == nil ? .lowest : .comparison
    let countsName = Parser.countNames.contains(call.name.lowercased()) && !call.distinct
    let isCut = isBrief && ["optional", "可选"].contains(call.name.lowercased())
    for (index, argument) in call.arguments.prefix(isCut ? 2 : .max).enumerated() {
      if index > 0 { text += ", " }
      if index == 0, countsName, argument.leftEdge.readsAsActivity {
        writeBracketed(argument)
      } else if index == 0, countsName,
        case .inSegment(let members, negated: false) = argument.shape,
        members.version != nil
      {
        // `count(vip@2)` reads better than `count(in vip@2)` and is the same.
        write(members)
      } else {
        write(argument, minimum: minimum)
      }
    }
    if let filter = call.filter {
      if call.arguments.isEmpty {
        write(Keyword.where)
        text += " "
      } else {
        writeSpaced(.where)
      }
      write(filter)
    }
    if let by = call.by {
      writeSpaced(.by)
      write(by)
    }
  }

  private mutating func writeSequence(_ activity: ActivitySource, _ steps: [Expression]) {
    text += Self.name(activity.name) + ": "
    for (index, step) in steps.enumerated() {
      if index > 0 { writeSpaced(.then) }
      if step.shape.standsAsStep {
        write(step)
      } else {
        writeBracketed(step)
      }
    }
    writeWindow(activity.window)
  }

  private mutating func write(_ source: ActivitySource) {
    writeName(source.name)
    writeWindow(source.window)
    if let filter = source.filter {
      writeSpaced(.where)
      write(filter)
    }
  }

  private mutating func writeWindow(_ window: Window?) {
    guard let window else { return }
    writeSpaced(.within)
    write(window)
  }
}
