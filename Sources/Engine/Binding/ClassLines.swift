public import Syntax

/// A trait or strategy with the place where it is written.
public struct ClassLineEntry: Sendable {
  public let definition: ClassLine
  public let source: SourceText
  /// Of two lines that fit a customer equally well the one that came later is the one in force.
  public let age: Int
}

/// Lines by what they are about: a later one for the same classes takes the place of the earlier one.
struct ClassLineList: Sendable {
  private(set) var entries: [ClassLineEntry] = []
  private var places: [String: Int] = [:]

  mutating func put(_ entry: ClassLineEntry, as key: String) {
    if let place = places[key] {
      entries[place] = entry
    } else {
      places[key] = entries.count
      entries.append(entry)
    }
  }

  func contains(_ key: String) -> Bool { places[key] != nil }

  /// Makes those that `isMeant` as `original` has them, or no more where it has none; returns how many
  /// that changed.
  mutating func restore(
    from original: ClassLineList, where isMeant: (ClassLine) -> Bool
  ) -> Int {
    var changed = 0
    // In their order: which line was added first is told by it.
    for (key, place) in original.places.sorted(by: { $0.value < $1.value }) {
      let entry = original.entries[place]
      guard isMeant(entry.definition), self[key]?.age != entry.age else { continue }
      put(entry, as: key)
      changed += 1
    }
    let kept = places.filter { key, place in
      original.contains(key) || !isMeant(entries[place].definition)
    }.sorted { $0.value < $1.value }
    changed += entries.count - kept.count
    keep(kept)
    return changed
  }

  mutating func drop(where isGone: (ClassLine) -> Bool) {
    guard entries.contains(where: { isGone($0.definition) }) else { return }
    keep(
      places.filter { !isGone(entries[$0.value].definition) }.sorted { $0.value < $1.value })
  }

  /// - Parameter kept: in the order of the entries.
  private mutating func keep(_ kept: [(key: String, value: Int)]) {
    entries = kept.map { entries[$0.value] }
    places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1.key, $0) })
  }

  /// Every place is one of an entry: both change together.
  private subscript(key: String) -> ClassLineEntry? { places[key].map { entries[$0] } }
}

/// A class found by what it was called.
public struct NamedClass: Sendable, Hashable {
  /// The key of its dimension.
  public var dimension: String
  /// Its key; of a dimension of values the value itself. nil: each class of the dimension.
  public var category: String?

  public init(dimension: String, category: String?) {
    self.dimension = dimension
    self.category = category
  }
}

extension Definitions {
  /// The class that is meant. Throws E203 and E209 for the dimension, E210 for the class.
  public func named(_ reference: ClassReference) throws(Diagnostic) -> NamedClass {
    let dimension = try dimension(
      named: reference.dimension, forClass: reference.category == nil)
    guard let word = reference.category else {
      return NamedClass(dimension: dimension.name, category: nil)
    }
    if let found = dimension.category(called: word.name) {
      return NamedClass(dimension: dimension.name, category: found.name)
    }
    guard dimension.open != nil else { throw noClass(word, in: dimension) }
    return NamedClass(dimension: dimension.name, category: word.name)
  }

  private func dimension(
    named reference: ColumnReference, forClass: Bool
  ) throws(Diagnostic) -> DimensionDefinition {
    let found = dimensions(called: reference.name).map(\.definition)
    guard found.count <= 1 else {
      throw .ambiguous(reference.name, found.map { names(of: $0) }, at: reference.span)
    }
    guard let only = found.first else {
      throw noDimension(reference.name, at: reference.span, forClass: forClass)
    }
    return only
  }

  private func noClass(_ word: ColumnReference, in dimension: DimensionDefinition) -> Diagnostic {
    let classes = dimension.categories
    let chinese = classes.map { $0.labels.chinese ?? $0.name }
    let names = classes.flatMap { [$0.name] + $0.labels.map(\.text) + $0.aliases }
    return Diagnostic(
      "E210",
      Message(
        "no class '{0}' in {1}: {2}", word.name, dimension.name,
        classes.map(\.name).joined(separator: ", "), dimension.labels.chinese ?? dimension.name,
        chinese.joined(separator: "、")), at: word.span, label: Message("not a class"),
      hint: Suggestion.hint(forClass: word.name, among: names))
  }

  /// The line with its classes by key; names that are not known (yet) stay as they are written.
  public func byKeys(_ line: ClassLine) -> ClassLine {
    var line = line
    line.classes = line.classes.map { reference in
      do throws(Diagnostic) {
        let found = try named(reference)
        let category = reference.category.map { written in
          ColumnReference(found.category ?? written.name, at: written.span)
        }
        return ClassReference(
          ColumnReference(found.dimension, at: reference.dimension.span), category)
      } catch {
        return reference
      }
    }
    return line
  }

  /// What a line is about, the same whatever its classes are called. Of names that are not known
  /// (yet), as they are written.
  func lineKey(_ line: ClassLine) -> String {
    let classes = byKeys(line).classes.map { NameFolding.fold($0.name) }
    return "\(line.kind) " + Set(classes).sorted().joined(separator: ", ")
  }
}

extension DimensionDefinition {
  /// The class by key first, then by label or alias with widths, case and suffixes folded.
  public func category(called word: String) -> CategoryDefinition? {
    let key = NameFolding.fold(word)
    if let exact = categories.first(where: { NameFolding.fold($0.name) == key }) { return exact }
    let wanted = LabelFolding.fold(word)
    return categories.first { category in
      (category.labels.map(\.text) + category.aliases).contains { LabelFolding.fold($0) == wanted }
    }
  }
}

/// A line about classes of one dimension, its names found.
public struct FittingLine: Sendable {
  public let text: ClassLine
  public let source: SourceText
  /// The classes of this dimension that a customer must be in; empty: any.
  public let own: Set<String>
  /// The classes of other dimensions.
  public let others: [NamedClass]
  public let age: Int

  /// A line for fewer customers comes before one for more.
  fileprivate var rank: (Int, Int) { (own.count + others.count, age) }
}

extension Definitions {
  /// The lines of `kind` that name the dimension `key`, the one to prefer first: the most classes,
  /// then the latest. Lines about classes that the rules no longer have are not among them.
  public func lines(_ kind: ClassLine.Kind, about key: String) -> [FittingLine] {
    let folded = NameFolding.fold(key)
    let found = lines.compactMap { entry -> FittingLine? in
      guard entry.definition.kind == kind else { return nil }
      do throws(Diagnostic) {
        return try fittingLine(entry, folded)
      } catch {
        return nil
      }
    }
    return found.sorted { $0.rank > $1.rank }
  }

  private func fittingLine(
    _ entry: ClassLineEntry, _ key: String
  ) throws(Diagnostic) -> FittingLine? {
    var classes: [NamedClass] = []
    for reference in entry.definition.classes { classes.append(try named(reference)) }
    guard classes.contains(where: { NameFolding.fold($0.dimension) == key }) else { return nil }
    return FittingLine(
      text: entry.definition, source: entry.source,
      own: Set(
        classes.filter { NameFolding.fold($0.dimension) == key }.compactMap(\.category)),
      others: classes.filter { NameFolding.fold($0.dimension) != key && $0.category != nil },
      age: entry.age)
  }
}
