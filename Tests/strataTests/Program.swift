import CPseudoTerminal
import Glibc
import Testing

@testable import strata

/// The built `strata`, which lies beside the tests.
enum Program {
  struct Result {
    var output: String
    var errors: String
    var exitCode: Int32
  }

  static func path() throws -> String {
    let resolved = try #require(realpath("/proc/self/exe", nil))
    defer { free(resolved) }
    let tests = String(cString: resolved)
    let path = tests.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/strata"
    try #require(access(path, X_OK) == 0, "no program at \(path)")
    return path
  }

  /// Runs to the end without a terminal; `input` is all of standard input.
  static func run(
    _ arguments: [String], input: String = "", home: TemporaryFolder,
    environment: [String: String] = [:]
  ) throws -> Result {
    let output = home.path + "/stdout"
    let errors = home.path + "/stderr"
    let standardInput = try home.write(input, to: "stdin")
    let process = try spawn(
      arguments, standardInput: standardInput, standardOutput: output, standardError: errors,
      folder: home.path,
      environment: ["HOME": home.path, "PATH": "/usr/bin:/bin"]
        .merging(environment) { $1 })
    var status: Int32 = 0
    try #require(waitpid(process, &status, 0) == process)
    return Result(
      output: try home.read("stdout"), errors: try home.read("stderr"), exitCode: code(of: status))
  }

  static func code(of status: Int32) -> Int32 {
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : -signal
  }

  /// Starts the program in a session of its own. What is not redirected goes to the terminal of
  /// `master`, or to nothing.
  static func spawn(
    _ arguments: [String], master: Int32 = -1, standardInput: String? = nil,
    standardOutput: String? = nil, standardError: String? = nil, folder: String,
    environment: [String: String]
  ) throws -> pid_t {
    let program = try path()
    let arguments = copies([program] + arguments)
    let variables = copies(environment.map { "\($0)=\($1)" })
    let files = copies([standardInput, standardOutput, standardError])
    defer { for copy in arguments + variables + files { free(copy) } }
    let process = test_spawn(arguments, variables, folder, master, files)
    try #require(process > 0, "can't start \(program)")
    return process
  }

  /// C strings, and the null that ends a list of them.
  private static func copies(_ texts: [String?]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { $0.flatMap { strdup($0) } } + [nil]
  }
}

/// A folder that goes when the test ends: the home and the project of the program under test.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/strata-test-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit {
    remove(path)
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    try #require(Descriptor.write(text, to: file))
    return "\(path)/\(name)"
  }

  /// A project of its own: the folder that keeps its history.
  func makeProject() throws {
    try #require(mkdir(path + "/.strata", 0o700) == 0)
  }

  func holds(_ name: String) -> Bool { access("\(path)/\(name)", F_OK) == 0 }

  /// Three customers, who spend 500.00, 20.00 and 4.50.
  @discardableResult
  func writeOrders(to name: String) throws -> String {
    try write(
      """
      customer,order_id,time,amount
      A,1,2025-03-01,500.00
      B,2,2025-03-02,20.00
      C,3,2025-03-03,4.50

      """, to: name)
  }

  /// So many that an unoptimised build reads them for seconds.
  func writeManyOrders(to name: String) throws {
    let rows = String(repeating: "C1,17,2025-03-01,12.50\n", count: 1_000_000)
    try write("customer,order_id,time,amount\n" + rows, to: name)
  }

  func read(_ name: String) throws -> String {
    let file = open("\(path)/\(name)", O_RDONLY)
    try #require(file >= 0, "no \(name)")
    defer { close(file) }
    return String(decoding: try #require(Descriptor.read(file)), as: UTF8.self)
  }

  private func remove(_ path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { remove("\(path)/\(name)") }
      }
      closedir(folder)
    }
    Glibc.remove(path)
  }
}
