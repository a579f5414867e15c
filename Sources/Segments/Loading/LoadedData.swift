public import Engine

/// All that is loaded: the dataset, and what is needed to assemble it anew when a table is added or
/// replaced. A value: a load that fails changes nothing.
public struct LoadedData: Sendable {
  public var dataset: Dataset
  public var tables: [LoadedTable]

  public static let empty = LoadedData(dataset: .empty, tables: [])

  public func table(named name: String) -> LoadedTable? {
    let wanted = NameFolding.fold(name)
    return tables.first { NameFolding.fold($0.report.name) == wanted }
  }
}

/// One table of the dataset, with its report and its rejects.
public struct LoadedTable: Sendable {
  public var report: TableReport
  var content: Content

  enum Content: Sendable {
    /// The customers file in its own order; column `id` first.
    case customers(Table)
    /// An activity sorted for the dataset it stands in.
    case activity(Activity)
  }
}
