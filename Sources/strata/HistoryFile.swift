import Glibc

/// The statements typed in one project, oldest first, in a file that only its owner can read.
///
/// One statement is one line of the file, whatever its own lines: `\n` stands for a line break and
/// `\\` for a backslash. Several sessions may append at once; the line of each is one write.
struct HistoryFile {
  let path: String
  /// How many statements are kept; the file may grow to twice as many before it is cut.
  var limit = 5_000

  /// The statements kept; none when there is no file yet or it can't be read.
  func load() -> [String] {
    guard let text = contents() else { return [] }
    let lines = text.split(separator: "\n")
    let kept = lines.suffix(limit).map(Self.decode)
    if lines.count > 2 * limit { replace(with: kept) }
    return kept
  }

  /// Adds a statement. False when the file can't be written.
  func append(_ statement: String) -> Bool {
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    return Descriptor.write(Self.encode(statement) + "\n", to: file)
  }

  static func encode(_ statement: String) -> String {
    var line = ""
    for scalar in statement.unicodeScalars {
      switch scalar {
      case "\n": line += "\\n"
      case "\\": line += "\\\\"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  static func decode(_ line: Substring) -> String {
    var statement = ""
    var escaped = false
    for scalar in line.unicodeScalars {
      if escaped {
        statement.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
        escaped = false
      } else if scalar == "\\" {
        escaped = true
      } else {
        statement.unicodeScalars.append(scalar)
      }
    }
    return statement
  }

  private func contents() -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return Descriptor.read(file).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes a shorter file beside the old one and puts it in its place; keeps the old one when that
  /// fails.
  private func replace(with statements: [String]) {
    let draft = "\(path).\(getpid())"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let text = statements.map { Self.encode($0) + "\n" }.joined()
    let written = Descriptor.write(text, to: file)
    close(file)
    if !written || rename(draft, path) != 0 { unlink(draft) }
  }
}
