import FoundationEssentials
import Glibc
import Syntax
import Testing

@testable import Engine

/// 191 hostile files with the truth of each, made by a generator that knows nothing of this reader.
@Suite("reading: hostile files", .enabled(if: SharedFiles.isThere))
struct ReadingHostileFileTests {
  struct Case: Decodable {
    struct Fault: Decodable { var line: Int }
    var id: String
    var file: String
    var must: String
    var truth: String?
    var rejects: [Fault]
  }

  struct Truth: Decodable { var rows: [[String]] }

  @Test("each loads right, or says where it is wrong")
  func all() throws {
    let folder = "/tmp/strata-hostile-\(getpid())"
    let generator = (SharedFiles.folder ?? "") + "/trust/nasty/gen_nasty.py"
    try #require(system("python3 '\(generator)' '\(folder)' --seed 7 > /dev/null") == 0)
    defer { _ = system("rm -r '\(folder)'") }
    let lines = SharedFiles.bytes(folder + "/MANIFEST.jsonl").split(separator: .lineFeed)
    #expect(lines.count >= 191)
    for line in lines {
      let one = try JSONDecoder().decode(Case.self, from: Data(line))
      var truth: Truth?
      if let path = one.truth {
        truth = try JSONDecoder().decode(
          Truth.self, from: Data(SharedFiles.bytes(folder + "/" + path)))
      }
      judge(one, truth, folder)
    }
  }

  private func judge(_ one: Case, _ truth: Truth?, _ folder: String) {
    do throws(Diagnostic) {
      let result = try FileReader.read(folder + "/" + one.file)
      #expect(one.must != "refuse", "\(one.id) was loaded")
      #expect(result.rowsIn == result.table.rowCount + result.rejects.count, "\(one.id)")
      let told = Set(result.rejects.map(\.line))
      #expect(told.isSuperset(of: one.rejects.map(\.line)), "\(one.id)")
      guard var rows = truth?.rows else { return }
      // A lone value of another kind may be set aside, when its line is told.
      if one.rejects.isEmpty, one.must == "load", !told.isEmpty {
        rows = rows.indices.filter { !told.contains($0 + 2) }.map { rows[$0] }
      }
      let cells = ReadingCells.rows(result.table)
      #expect(
        cells.count == rows.count && zip(cells, rows).allSatisfy(isSame), "\(one.id)")
    } catch {
      #expect(one.must != "load", "\(one.id): \(error.message.english)")
      for fault in one.rejects {
        #expect(error.message.english.contains(":\(fault.line):"), "\(one.id)")
      }
    }
  }

  private func isSame(_ cells: [String], _ truth: [String]) -> Bool {
    cells.count == truth.count
      && zip(cells, truth).allSatisfy { cell, wanted in
        if cell == wanted { return true }
        // A number may come back in another spelling, but not one with a leading zero.
        let digits = wanted.drop { $0 == "-" }
        let isPlain =
          digits.first?.isNumber == true
          && !(digits.hasPrefix("0") && digits.count > 1 && !digits.hasPrefix("0."))
        guard isPlain, let a = Double(cell), let b = Double(wanted) else { return false }
        return abs(a - b) <= abs(b) * 1e-12
      }
  }
}
