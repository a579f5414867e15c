import Engine
import Syntax

#if canImport(Glibc)
  import Glibc
#endif

/// Paths as typed, and whole small files.
enum FilePath {
  /// `~/x` in the home folder.
  static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }

  /// The same, relative paths read from the folder `base` (nil: the current folder).
  static func expanded(_ path: String, from base: String?) -> String {
    let expanded = expanded(path)
    guard let base, !expanded.hasPrefix("/") else { return expanded }
    return base + "/" + expanded
  }

  /// The files that a pattern with `*`, `?` or `[…]` stands for, by name; nil for a path without these,
  /// and for a file that is called so.
  static func matches(_ path: String) -> [String]? {
    guard path.contains(where: { "*?[".contains($0) }), FileSystem.target(path) == .missing else {
      return nil
    }
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(path, GLOB_ERR, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in
      found.gl_pathv[index].map { String(cString: $0) }
    }
  }

  /// `path` as seen from the project's folder `root`: relative below it, else absolute.
  static func inProject(_ path: String, root: String) -> String {
    var absolute = path
    if !path.hasPrefix("/"), let folder = getcwd(nil, 0) {
      absolute = String(cString: folder) + "/" + path
      free(folder)
    }
    let prefix = root == "/" ? "/" : root + "/"
    return absolute.hasPrefix(prefix) ? String(absolute.dropFirst(prefix.count)) : absolute
  }

  /// The file itself, whichever way `path` leads to it.
  static func canonical(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  static func last(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The text of a file: scripts, rules, id lists.
  static func text(_ path: String, at span: Span?) throws(Diagnostic) -> String {
    let bytes = try bytes(path, at: span)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(
        "E404", Message("'{0}' is not a text in UTF-8", path), at: span,
        label: Message("not a text file"))
    }
    return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }

  static func lines(_ path: String, at span: Span) throws(Diagnostic) -> [String] {
    try text(path, at: span).split(whereSeparator: \.isNewline).map { line in
      var line = line[...]
      while line.first?.isWhitespace == true { line.removeFirst() }
      while line.last?.isWhitespace == true { line.removeLast() }
      return String(line)
    }
  }

  private static func bytes(_ path: String, at span: Span?) throws(Diagnostic) -> [UInt8] {
    let descriptor = open(expanded(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(path, errno, at: span) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw fault(path, errno, at: span) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: block[..<count])
    }
  }

  static func fault(_ path: String, _ code: Int32, at span: Span?) -> Diagnostic {
    var fault = FileFault(.read, path, number: code).diagnostic("E401", at: span)
    if code == ENOENT { fault.hint = near(path) }
    return fault
  }

  /// `did you mean 'data/orders.csv'?`: the file of the same folder that is called nearly so.
  static func near(_ path: String) -> Message? {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let names = entries(of: folder.isEmpty ? "." : expanded(folder)).filter { !$0.isFolder }
    let wanted = String(path.dropFirst(folder.count))
    // Endings are equal of many files that have nothing else in common.
    let ending = wanted.lastIndex(of: ".").map { String(wanted[$0...]) } ?? ""
    let stems = names.filter { $0.name.hasSuffix(ending) }.map {
      String($0.name.dropLast(ending.count))
    }
    let near = Suggestion.best(for: String(wanted.dropLast(ending.count)), among: stems)
      .map { $0 + ending }
    return near.map { Message("did you mean '{0}'?", folder + $0) }
  }

  /// What a folder holds, by name; nothing when it can't be read.
  static func entries(of folder: String) -> [(name: String, isFolder: Bool)] {
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
