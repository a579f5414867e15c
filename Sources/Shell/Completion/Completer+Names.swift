import Engine
import Segments
import Syntax

extension Completer {
  /// All that an expression may begin with, what the rows have before what is worked out.
  var operands: [Choice] {
    guard context.quote == nil || context.quote == "`" else { return [] }
    let typedNothing = context.partial.isEmpty
    if typedNothing, context.stageVerb == .group, before.last(where: { $0 != " " }) == ":" {
      return aggregates
    }
    var choices: [Choice] = []
    let activity = context.activity.flatMap { catalog.dataset.activity(named: $0) }
    if let activity {
      choices += members(of: activity)
    } else {
      choices += columns(of: scope)
    }
    switch scope.subject {
    case .customers: choices += dimensions + metrics + classLabels
    case .activity(let activity): choices += rowMetrics(of: activity) + dimensions + metrics
    case .rows: break
    }
    // Functions are many: they come once something has been typed.
    if !typedNothing { choices += functions + activities }
    return choices
  }

  func columns(of scope: Scope) -> [Choice] {
    zip(scope.fields, scope.types).compactMap { field, type in
      guard !field.name.isEmpty else { return nil }
      return Choice(inLanguage(field.names), .name, note: typeWord(type))
    }
  }

  func members(of qualifier: String) -> [Choice] {
    if let activity = catalog.dataset.activity(named: qualifier) { return members(of: activity) }
    guard ["customers", "customer", "客户"].contains(NameFolding.fold(qualifier)) else { return [] }
    return columns(of: Scope(catalog.dataset.customers, subject: .customers)) + dimensions + metrics
  }

  private func members(of activity: Activity) -> [Choice] {
    columns(of: Scope(activity.table, subject: .activity(activity))) + rowMetrics(of: activity)
  }

  /// `metric orders.net_amount` as `net_amount`.
  private func rowMetrics(of activity: Activity) -> [Choice] {
    let qualifier = NameFolding.fold(activity.name) + "."
    return catalog.definitions.metrics.compactMap { entry in
      guard NameFolding.fold(entry.definition.name).hasPrefix(qualifier) else { return nil }
      let name = String(entry.definition.name.dropFirst(qualifier.count))
      return Choice([name], .name, note: words("metric"))
    }
  }

  /// The Chinese ones of equal names first where Chinese is written.
  func inLanguage(_ names: [String]) -> [String] {
    guard writesChinese else { return names }
    let isChinese = { (name: String) in name.unicodeScalars.contains { $0.value >= 0x2E80 } }
    return names.filter(isChinese) + names.filter { !isChinese($0) }
  }

  /// Labels of classes, which stand for conditions (`where 高价值客户`), once one is begun.
  private var classLabels: [Choice] {
    guard context.stageVerb == .filter, !context.partial.isEmpty else { return [] }
    return catalog.definitions.dimensions.flatMap { entry in
      entry.definition.categories.compactMap { category in
        let labels = (category.labels.map(\.text) + category.aliases)
          .filter { Formatter.name($0) == $0 }
        guard !labels.isEmpty, mayFit(labels), isAvailable(entry.definition.name) else {
          return nil
        }
        let title = entry.definition.labels.chinese ?? entry.definition.name
        return Choice(labels, .name, note: isChinese ? title : entry.definition.name)
      }
    }
  }

  /// Metrics of customers that the data suffice for.
  var metrics: [Choice] {
    catalog.definitions.metrics.compactMap { entry in
      let name = entry.definition.name
      let names = [name] + entry.definition.aliases
      guard !name.contains("."), mayFit(names), isAvailable(name) else { return nil }
      return Choice(inLanguage(names), .name, note: words("metric"))
    }
  }

  /// Dimensions that the data suffice for, by key, label or alias.
  var dimensions: [Choice] {
    catalog.definitions.dimensions.compactMap { entry in
      let dimension = entry.definition
      let labels = dimension.labels.map(\.text) + dimension.aliases
      // Only what stands as one word can be offered for the key.
      let names = [dimension.name] + labels.filter { Formatter.name($0) == $0 }
      guard mayFit(names), isAvailable(dimension.name) else { return nil }
      let label = isChinese ? dimension.labels.chinese : dimension.labels.english
      let note = label ?? words("dimension")
      guard writesChinese, names.count > 1 else { return Choice(names, .name, note: note) }
      return Choice(Array(names[1...]) + [names[0]], .name, note: dimension.name)
    }
  }

  /// Spares the binding of what will not match.
  private func mayFit(_ names: [String]) -> Bool {
    let typed = NameFolding.fold(context.partial)
    return typed.isEmpty || names.contains { NameFolding.fold($0).contains(typed) }
  }

  private func isAvailable(_ key: String) -> Bool {
    do {
      _ = try binder.definition(key: key)
      return true
    } catch {
      return false
    }
  }

  private var functions: [Choice] {
    let plain = catalog.functions.functions.filter { $0.name.first?.isLetter == true }.map {
      Choice([$0.name] + $0.aliases, .call, note: words($0.group.rawValue))
    }
    let special = SpecialFunction.all.map { function in
      Choice(
        [function.name] + function.aliases, function.name == "today" ? .word : .call,
        note: words(function.group))
    }
    return special + plain
  }

  private var aggregates: [Choice] {
    SpecialFunction.all.filter { $0.group == "aggregate" }.map {
      Choice(writesChinese ? $0.aliases + [$0.name] : [$0.name] + $0.aliases, .call)
    }
  }

  var activities: [Choice] {
    catalog.dataset.activities.map {
      Choice(inLanguage($0.names), .name, note: NumberText.grouped($0.table.rowCount))
    }
  }

  var segments: [Choice] {
    catalog.links.segmentNames().map { Choice([$0], .name, note: words("segment")) }
  }

  /// Where rows can come from.
  var sources: [Choice] {
    let count = catalog.dataset.customers.rowCount
    let customers =
      count == 0
      ? [] : [Choice(["customers", "客户"], .name, note: NumberText.grouped(count))]
    let bound = session.bindings.keys.sorted().map { Choice([$0], .name, note: words("result")) }
    return customers + activities + segments + bound
  }

  var tables: [Choice] {
    session.data.tables.map {
      Choice([$0.report.name], .name, note: NumberText.grouped($0.report.loaded))
    }
  }

  func typeWord(_ type: ColumnType) -> String { words(type.word) }

  func words(_ text: String) -> String {
    session.words(Message(template: text, arguments: []))
  }
}
