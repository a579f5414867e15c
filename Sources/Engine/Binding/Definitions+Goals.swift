public import Syntax

extension Definitions {
  /// The goals in the order in which they were first declared, each with all that was added to it.
  public var goals: [GoalDefinition] {
    var goals: [GoalDefinition] = []
    for entry in goalDeclarations {
      let key = NameFolding.fold(entry.definition.name)
      if let place = goals.firstIndex(where: { NameFolding.fold($0.name) == key }) {
        goals[place].add(entry.definition)
      } else {
        goals.append(entry.definition)
      }
    }
    return goals
  }
}

extension GoalDefinition {
  /// Advice on a dimension takes the place of the earlier one, descriptions likewise.
  fileprivate mutating func add(_ later: GoalDefinition) {
    description = later.description ?? description
    descriptionZh = later.descriptionZh ?? descriptionZh
    aliases += later.aliases.filter { !aliases.contains($0) }
    for new in later.advice {
      let key = NameFolding.fold(new.dimension.name)
      if let place = advice.firstIndex(where: { NameFolding.fold($0.dimension.name) == key }) {
        advice[place] = new
      } else {
        advice.append(new)
      }
    }
  }
}
