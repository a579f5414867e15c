import Syntax

extension Completer {
  /// Files that make sense here, and folders, in the folder that the path typed so far names.
  var files: [Choice] {
    let typed = context.partial
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let showsHidden = typed.dropFirst(folder.count).hasPrefix(".")
    let path = folder.isEmpty ? "." : FilePath.expanded(folder)
    return FilePath.entries(of: path).compactMap { entry in
      guard showsHidden || !entry.name.hasPrefix(".") else { return nil }
      if entry.isFolder { return Choice([folder + entry.name + "/"], .folder) }
      return isWanted(entry.name) ? Choice([folder + entry.name], .text) : nil
    }
  }

  private func isWanted(_ name: String) -> Bool {
    let endings: [String]
    switch context.command {
    case .load: endings = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".tab", ".gz"]
    case .run, .rules: endings = [".strata", ".txt"]
    default: return true
    }
    let name = name.lowercased()
    return endings.contains { name.hasSuffix($0) }
  }
}
