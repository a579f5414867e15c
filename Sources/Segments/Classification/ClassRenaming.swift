import Engine
import Syntax

/// What the classes of a dimension are called after a change of its rule: a class whose key is gone and
/// one whose key is new are the same where their conditions are, or differ in bounds alone.
struct ClassRenaming {
  private var newNames: [String: String] = [:]
  private var oldNames: [String: String] = [:]
  private let isMultiple: Bool

  init(_ old: DimensionDefinition?, _ new: DimensionDefinition) {
    isMultiple = new.multi && old?.multi ?? false
    let (before, after) = (old?.categories ?? [], new.categories)
    let gone = before.filter { own in !after.contains { $0.name == own.name } }
    var come = after.filter { own in !before.contains { $0.name == own.name } }
    let alike: [(CategoryDefinition, CategoryDefinition) -> Bool] = [
      { first, second in
        guard let one = first.condition, let other = second.condition else { return false }
        return Formatter.brief(one) == Formatter.brief(other)
      },
      { first, second in
        // Elsewhere it might be any class with a rule of this kind.
        guard let one = first.condition, let other = second.condition else { return false }
        return before.firstIndex { $0.name == first.name }
          == after.firstIndex { $0.name == second.name } && one.differs(from: other, in: .bounds)
      },
    ]
    for isAlike in alike {
      for category in gone where newNames[category.name] == nil {
        guard let place = come.firstIndex(where: { isAlike(category, $0) }) else { continue }
        let twin = come.remove(at: place)
        newNames[category.name] = twin.name
        oldNames[twin.name] = category.name
      }
    }
    // What the others leave is the same only where they are.
    let rest = gone.filter { newNames[$0.name] == nil }
    guard rest.count == 1, come.count == 1, rest[0].condition == nil, come[0].condition == nil
    else {
      return
    }
    newNames[rest[0].name] = come[0].name
    oldNames[come[0].name] = rest[0].name
  }

  /// A value of the dimension, one class or several, in the names of after the change.
  func after(_ value: String) -> String {
    guard isMultiple else { return newNames[value] ?? value }
    return value.split(separator: CategoryDomain.separator).map {
      newNames[String($0)] ?? String($0)
    }
    .joined(separator: CategoryDomain.separator)
  }

  /// A class in its name of before.
  func before(_ category: String) -> String { oldNames[category] ?? category }

  /// The classes of a value that have another name after the change.
  func renamed(in value: String) -> [(old: String, new: String)] {
    let classes =
      isMultiple ? value.split(separator: CategoryDomain.separator).map(String.init) : [value]
    return classes.compactMap { old in newNames[old].map { (old, $0) } }
  }
}
