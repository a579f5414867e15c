public import Syntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How much memory the program may hold. Work that would need more is refused before the kernel ends the
/// program; what was there before stays.
public struct MemoryLimit: Sendable, Hashable {
  /// As it was asked for: `4G`, `80%`.
  public let text: String
  public let bytes: Int

  /// Four fifths of what there is.
  public static let standard = MemoryLimit(text: "80%", bytes: Self.available / 5 * 4)

  private init(text: String, bytes: Int) {
    self.text = text
    self.bytes = bytes
  }

  /// `4G`, `512 MB`, `1.5GiB` (units of 1,024), `80%` of what there is; nil for anything else.
  public init?(_ text: String) {
    let written = text.filter { $0 != " " }.lowercased()
    let digits = written.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(digits), number > 0, number < 1e15 else { return nil }
    let factor: Double
    switch written.dropFirst(digits.count) {
    case "%":
      guard number <= 100 else { return nil }
      factor = Double(Self.available) / 100
    case "k", "kb", "kib": factor = 0x1p10
    case "m", "mb", "mib": factor = 0x1p20
    case "g", "gb", "gib": factor = 0x1p30
    case "t", "tb", "tib": factor = 0x1p40
    default: return nil
    }
    guard number * factor >= 1, number * factor < 0x1p60 else { return nil }
    self.init(text: text, bytes: Int(number * factor))
  }

  // MARK: Looking

  /// Requests below this are not looked at: they cost less than the look.
  private static let smallest = 1 << 20

  /// Refuses work that needs `more` bytes beside those that are held. Throws E710.
  func reserve(_ more: Int) throws(Diagnostic) {
    guard more >= Self.smallest, Self.held + more > bytes else { return }
    // What is kept for later goes first.
    BulkMemory.giveBack()
    let held = Self.held
    if held + more > bytes { throw refusal(needing: held + more) }
  }

  /// Whether more is held than may be, also when what is kept for later is given back.
  var isExceeded: Bool {
    guard Self.held > bytes else { return false }
    BulkMemory.giveBack()
    return Self.held > bytes
  }

  /// Refuses to go on when more is held than may be. Throws E710.
  public func check() throws(Diagnostic) {
    guard Self.held > bytes else { return }
    BulkMemory.giveBack()
    let held = Self.held
    if held > bytes { throw refusal(needing: held) }
  }

  /// - Parameter needed: bytes in all, those that are held among them.
  func refusal(needing needed: Int) -> Diagnostic {
    Diagnostic(
      "E710",
      Message(
        "this needs at least {0} of memory, and {1} may be used", Self.size(needed),
        Self.size(bytes)),
      label: Message("refused: what was loaded before is as it was"),
      hint: Message(
        "take fewer rows or columns, or raise the limit: set memory_limit = '{0}'",
        Self.size(needed + needed / 4).filter { $0 != " " }))
  }

  /// `640 MB`, `3.2 GB`: units of 1,024, rounded up.
  static func size(_ bytes: Int) -> String {
    let megabytes = (bytes + 1 << 20 - 1) >> 20
    if megabytes < 1024 { return "\(megabytes) MB" }
    let tenths = (megabytes * 10 + 1023) >> 10
    return tenths % 10 == 0 ? "\(tenths / 10) GB" : "\(tenths / 10).\(tenths % 10) GB"
  }

  /// Bytes that the program has to itself. Pages of files that are read are not among them: the kernel
  /// takes those back when it needs them.
  static var held: Int {
    let fields = SystemFile.text("/proc/self/statm").split(separator: " ").map { Int($0) ?? 0 }
    return fields.count > 2 ? (fields[1] - fields[2]) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }

  /// The machine's memory, or what its control group allows where that is less.
  private static let available: Int = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    return ([pages] + groupLimits).min() ?? pages
  }()

  /// Of the program's control group and those above it; of version 1, the one it sees as its own.
  private static var groupLimits: [Int] {
    let mount = "/sys/fs/cgroup"
    var files = [mount + "/memory.max", mount + "/memory/memory.limit_in_bytes"]
    for line in SystemFile.text("/proc/self/cgroup").split(separator: "\n")
    where line.hasPrefix("0::/") {
      var path = mount
      for part in line.dropFirst(4).split(separator: "/") {
        path += "/" + part
        files.append(path + "/memory.max")
      }
    }
    return files.compactMap { file in
      Int(SystemFile.text(file).filter { !$0.isWhitespace }).flatMap { $0 > 0 ? $0 : nil }
    }
  }
}

/// Small files in which the kernel tells about itself.
private enum SystemFile {
  /// Empty where there is no such file.
  static func text(_ path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { room in
      let count = read(file, room.baseAddress, room.count)
      return String(decoding: room[..<max(0, count)], as: UTF8.self)
    }
  }
}

/// Looks, while a file is read, whether all of it will fit.
struct MemoryWatch: Sendable {
  private let limit: MemoryLimit
  private let before = MemoryLimit.held
  private let total: Int

  /// - Parameter total: parts to read.
  init(_ limit: MemoryLimit, parts total: Int) {
    self.limit = limit
    self.total = total
  }

  /// Guessing from fewer parts would go by what every reader needs at first.
  private static let fewest = 8

  /// The bytes that are needed when they are more than there may be; 0 when all is well.
  ///
  /// An eighth of the parts tells how much the whole will take. Guesses beyond the limit by less than a
  /// quarter are not believed: what is held decides then.
  func shortage(after parts: Int) -> Int {
    let held = MemoryLimit.held
    if held > limit.bytes { return max(held, guess(held, parts)) }
    guard parts >= Self.fewest, parts * 8 >= total else { return 0 }
    let needed = guess(held, parts)
    return needed > limit.bytes + limit.bytes / 4 ? needed : 0
  }

  private func guess(_ held: Int, _ parts: Int) -> Int {
    before + Int(Double(max(0, held - before)) * Double(total) / Double(max(1, parts)))
  }
}
