import Syntax

#if canImport(Glibc)
  import Glibc
#endif

extension Completer {
  /// Files that make sense here, and folders, in the folder that the path typed so far names.
  var files: [Choice] {
    let typed = context.partial
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let showsHidden = typed.dropFirst(folder.count).hasPrefix(".")
    let path = folder.isEmpty ? "." : FilePath.expanded(folder)
    return Self.entries(of: path).compactMap { entry in
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

  /// What a folder holds, by name; nothing when it can't be read.
  private static func entries(of folder: String) -> [(name: String, isFolder: Bool)] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var found: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard let name = String(validating: bytes, as: UTF8.self), name != ".", name != ".." else {
        continue
      }
      var about = stat()
      let isThere = stat(folder + "/" + name, &about) == 0
      found.append((name, isThere && about.st_mode & S_IFMT == S_IFDIR))
    }
    return found.sorted { $0.name < $1.name }
  }
}
