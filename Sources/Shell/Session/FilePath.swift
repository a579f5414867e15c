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
    let reason = String(cString: strerror(code))
    return Diagnostic(
      "E401", Message("cannot read '{0}': {1}", path, reason), at: span,
      label: Message("not readable"))
  }
}
