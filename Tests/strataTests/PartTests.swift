import Glibc
import Testing

@testable import strata

struct HistoryFileTests {
  let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
  }

  @Test(arguments: ["take 3", "from x |\n  take 3\n", "a \\ b \\n c", "筛选 '客户'", "# 12\n-- x"])
  func aStatementComesBackAsItWas(statement: String) {
    let file = HistoryFile(path: home.path + "/history")
    #expect(file.append(statement) && file.append("next"))
    #expect(file.load() == [statement, "next"])
  }

  @Test func onlyTheLatestAreKept() throws {
    let file = HistoryFile(path: home.path + "/history", limit: 3)
    for number in 1...7 { #expect(file.append("take \(number)")) }
    #expect(file.load() == ["take 5", "take 6", "take 7"])
    #expect(try home.read("history") == "take 5\ntake 6\ntake 7\n")
  }

  @Test func aFileThatIsNotThereHoldsNothing() {
    let file = HistoryFile(path: home.path + "/none/history")
    #expect(file.load() == [] && !file.append("take 3"))
  }
}

struct CandidateListTests {
  private func candidates(_ texts: String...) -> [Completions.Candidate] {
    texts.map { .init(text: $0, shown: $0) }
  }

  @Test func whatAllShareIsInserted() {
    let matches = CandidateList.matches(
      candidates("channel", "churn"), before: "where ", typed: "c")
    #expect(matches == ["where ch", "where channel", "where churn"])
  }

  @Test func whatWasTypedIsNeverShortened() {
    let matches = CandidateList.matches(
      candidates("tier", "value_tier"), before: "where ", typed: "tie")
    #expect(matches.first == "where tie")
  }

  @Test func oneCandidateComesWithItsSuffix() {
    #expect(CandidateList.matches(candidates("tier"), before: "", typed: "TI") == ["tier "])
  }

  @Test func aListLongerThanTheScreenIsCutAndCounted() {
    let many = (1...100).map { number in
      Completions.Candidate(text: "c\(number)", shown: "c\(number)", note: "\(number)")
    }
    let list = CandidateList(many, columns: 24, rows: 5).text(colour: false)
    #expect(
      list == """
        c1     1  c5     5
        c2     2  c6     6
        c3     3  c7     7
        c4     4  c8     8
        … 92 more

        """)
  }
}

struct ProgressTests {
  @Test func theBarFitsTheScreen() {
    setlocale(LC_CTYPE, "C.UTF-8")
    #expect(
      Progress.line(0.5, "读取 orders.csv", columns: 40)
        == "\r读取 orders.csv ██████░░░░░░░ 50%\u{1B}[K")
    for columns in [10, 20, 40, 200] {
      for fraction in [-1, 0, 0.333, 1, 2] {
        let line = Progress.line(fraction, "正在读取很长很长的文件名.csv", columns: columns)
        #expect(LineLayout.width(String(line.dropFirst().dropLast(3))) < columns)
      }
    }
  }
}
