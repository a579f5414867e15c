import Engine
public import Syntax

/// Whether a metric or dimension can be worked out from the data that are loaded.
public enum Availability: Sendable, Hashable {
  case available
  /// The data lack something: shown as `needs orders.channel`.
  case missing(Need)
  /// The rule itself is wrong.
  case faulty(Diagnostic)
}

/// What the data lack.
public enum Need: Sendable, Hashable {
  case table(String)
  case column(String, table: String)

  /// `orders`, `orders.channel`, `customers.province`.
  public var name: String {
    switch self {
    case .table(let name): name
    case .column(let name, let table): "\(table).\(name)"
    }
  }

  public var message: Message { Message("needs {0}", name) }
}

extension Need {
  /// What an unknown name says is missing; nil for other faults.
  init?(_ fault: Diagnostic) {
    let words = fault.message.arguments
    switch fault.code {
    case "E201" where words.count == 2: self = .column(words[0], table: words[1])
    case "E202" where words.count == 1: self = .table(words[0])
    default: return nil
    }
  }
}

extension Binder {
  /// Whether the metric or dimension with this key can be bound, and what it lacks where it cannot.
  func availability(of key: String) -> Availability {
    let outer = isTrying
    isTrying = true
    let found = availability(ofDefinition: key)
    isTrying = outer
    guard case .faulty = found, !outer else { return found }
    // The fault is told in full.
    return availability(ofDefinition: key)
  }

  private func availability(ofDefinition key: String) -> Availability {
    do throws(Diagnostic) {
      try bindWhole(key)
      return .available
    } catch {
      if let need = Need(error) { return .missing(need) }
      // A definition that lacks data is unavailable for want of what the one inside lacks.
      guard error.code == "E208", let inner = error.message.arguments.first,
        NameFolding.fold(inner) != NameFolding.fold(key)
      else { return .faulty(error) }
      return availability(ofDefinition: inner)
    }
  }

  /// Binds a metric or dimension; a metric of an activity's rows in their scope.
  private func bindWhole(_ key: String) throws(Diagnostic) {
    guard let metric = catalog.definitions.metric(key), let name = metric.definition.activity else {
      _ = try definition(key: key)
      return
    }
    guard let activity = catalog.dataset.activity(named: name) else {
      throw Diagnostic("E202", Message("no table '{0}' is loaded", name))
    }
    do throws(Diagnostic) {
      _ = try bind(
        metric.definition.value, in: Scope(activity.table, subject: .activity(activity)))
    } catch {
      throw error.inside(metric.source)
    }
  }
}
