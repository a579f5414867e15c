import Syntax

/// All row functions, found by name or alias. Population functions and aggregates have registries of
/// their own.
public struct FunctionRegistry: Sendable {
  public let functions: [Function]
  private let byName: [String: Int]

  public init(_ functions: [Function]) {
    self.functions = functions
    var byName: [String: Int] = [:]
    for (index, function) in functions.enumerated() {
      for name in [function.name] + function.aliases { byName[NameFolding.fold(name)] = index }
    }
    self.byName = byName
  }

  public subscript(name: String) -> Function? {
    let key = NameFolding.fold(name)
    return (byName[key] ?? byName[HanziFolding.fold(key)]).map { functions[$0] }
  }

  public static let standard = FunctionRegistry(
    Function.comparisons + Function.arithmetic + Function.texts + Function.dates
      + Function.conversions + Function.conditionals)
}
