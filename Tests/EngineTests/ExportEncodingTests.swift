import Engine
import Syntax
import Testing

@Suite struct ExportEncodingTests {
  private static let hostile = [
    "plain", "", "a,b", "say \"hi\"", "two\nlines", "cr\rlf\r\n", " spaces ", "tab\there", "客户，一",
    "\u{FEFF}mark", "back\\slash", "pipe|pipe", "<b>&amp;", "\u{01}\u{1F}\u{7F}", "💰👩‍👩‍👧", "'quoted'",
    "# comment", "null", "NULL", "1,234", "\u{2028}",
  ]

  private func table(_ texts: [String?]) -> Table {
    let arena = TextArena(texts.map { $0 ?? "" })
    let valid = Bitmap(count: texts.count, rows: texts.indices.filter { texts[$0] != nil })
    let numbers = Buffer(texts.indices.map { Int64($0) })
    return Table(
      fields: [Field("id"), Field("文本, \"text\"")],
      columns: [
        Column(.int, .integers(.int64(numbers)), count: texts.count),
        Column(.string, .text(arena), validity: valid, count: texts.count),
      ], rowCount: texts.count)
  }

  private func export(
    _ table: Table, to name: String, in folder: ExportFolder, raw: Bool = false
  ) throws -> TableExport.Outcome {
    try TableExport(table).write(to: ExportFile(folder.path + "/" + name), raw: raw)
  }

  /// One line of hexadecimal UTF-8 for each cell, so that the comparison is exact.
  private func lines(_ texts: [String]) -> String {
    texts.map { $0.utf8.map { byte in hex(byte) }.joined() + "\n" }.joined()
  }

  private func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  @Test(arguments: ["a.csv", "a.tsv"])
  func delimitedTextComesBackExactly(name: String) throws {
    let folder = try ExportFolder()
    _ = try export(table(Self.hostile), to: name, in: folder)
    let program = """
      import csv, sys
      d = '\\t' if sys.argv[1].endswith('tsv') else ','
      rows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'), delimiter=d))
      assert rows[0] == ['id', '文本, "text"'], rows[0]
      for i, r in enumerate(rows[1:]):
        assert r[0] == str(i)
        print(r[1].encode().hex())
      """
    guard let read = try folder.python(program, on: name) else { return }
    #expect(read == lines(Self.hostile))
  }

  @Test(arguments: ["a.json", "a.jsonl"])
  func jsonTextComesBackExactly(name: String) throws {
    let folder = try ExportFolder()
    _ = try export(table(Self.hostile + ["=1+1", nil]), to: name, in: folder)
    let program = """
      import json, sys
      t = open(sys.argv[1], encoding='utf-8').read()
      rows = json.loads(t) if t[0] == '[' else [json.loads(x) for x in t.split('\\n')[:-1]]
      assert rows[-1]['文本, "text"'] is None
      for r in rows[:-1]: print(r['文本, "text"'].encode().hex())
      """
    guard let read = try folder.python(program, on: name) else { return }
    #expect(read == lines(Self.hostile + ["=1+1"]))
  }

  @Test func nullAndEmptyTextDiffer() throws {
    let folder = try ExportFolder()
    _ = try export(table(["", nil, "x"]), to: "a.csv", in: folder)
    #expect(try folder.text(of: "a.csv") == "id,\"文本, \"\"text\"\"\"\n0,\"\"\n1,\n2,x\n")
  }

  @Test func aNullAloneInItsRowIsNotAnEmptyLine() throws {
    var encoder = DelimitedEncoder([ExportColumn("a")])
    encoder.beginRow()
    encoder.appendNull()
    encoder.endRow()
    #expect(encoder.output.text == "\"\"\n")
  }

  @Test func emptyTablesAreWhole() throws {
    let folder = try ExportFolder()
    for name in ["a.csv", "a.json", "a.jsonl", "a.md"] {
      _ = try export(table([]), to: name, in: folder)
    }
    #expect(try folder.text(of: "a.csv") == "id,\"文本, \"\"text\"\"\"\n")
    #expect(try folder.text(of: "a.json") == "[]\n")
    #expect(try folder.text(of: "a.jsonl") == "")
    #expect(try folder.text(of: "a.md") == "| id | 文本, \"text\" |\n| ---: | --- |\n")
  }

  @Test func numbersDatesAndBooleansAreExact() throws {
    let columns = (0..<9).map { ExportColumn("c\($0)") }
    var csv = DelimitedEncoder(columns)
    var json = JSONRowEncoder(columns, asArray: false)
    encodeRow(&csv)
    encodeRow(&json)
    #expect(
      csv.output.text
        == "-9223372036854775808,9007199254740993,8911407.904,-0.05,0.1,1e-07,2011-12-10,"
        + "1969-12-31 23:59:59.9,true\n")
    #expect(
      json.output.text
        == "{\"c0\":-9223372036854775808,\"c1\":9007199254740993,\"c2\":8911407.904,\"c3\":-0.05,"
        + "\"c4\":0.1,\"c5\":1e-07,\"c6\":\"2011-12-10\",\"c7\":\"1969-12-31 23:59:59.9\","
        + "\"c8\":true}\n")
  }

  /// Texts that may be written as they are come out as others do, whatever the format.
  @Test(arguments: [
    "a", "C0", "0", "-0", "+A0", "=A0", "'=A0", " 0", "a,0", "a\"0", "a\\0", "北京", "\u{7f}0", "",
  ])
  func plainTextsAreWrittenAsOthers(text: String) {
    check(
      text, DelimitedEncoder([ExportColumn("a")]),
      isPlain: !"+=' ,\"".contains(text.first ?? "+") && !text.contains(",") && !text.contains("\"")
    )
    check(text, JSONRowEncoder([ExportColumn("a")], asArray: false), isPlain: nil)
    check(text, MarkdownEncoder([ExportColumn("a")]), isPlain: nil)
  }

  private func check<Encoder: RowEncoder>(_ text: String, _ encoder: Encoder, isPlain: Bool?) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { bytes in
      if let isPlain { #expect(encoder.isPlain(bytes) == isPlain) }
      guard encoder.isPlain(bytes) else { return }
      var (plain, other) = (encoder.part(from: 0), encoder.part(from: 0))
      plain.appendPlain(bytes)
      other.appendText(bytes)
      #expect(plain.output.text == other.output.text)
    }
  }

  private func encodeRow<Encoder: RowEncoder>(_ encoder: inout Encoder) {
    encoder.beginRow()
    encoder.appendInteger(.min)
    encoder.appendInteger(9_007_199_254_740_993)
    encoder.appendDecimal(8_911_407_904, scale: 3)
    encoder.appendDecimal(-5, scale: 2)
    encoder.appendDouble(0.1)
    encoder.appendDouble(1e-7)
    // 15,318 days: python3 -c "print((date(2011,12,10)-date(1970,1,1)).days)"
    encoder.appendDate(15_318)
    encoder.appendTimestamp(-100_000)
    encoder.appendBool(true)
    encoder.endRow()
  }

  @Test func jsonHasNoWordForInfinity() {
    var encoder = JSONRowEncoder([ExportColumn("a"), ExportColumn("b")], asArray: false)
    encoder.beginRow()
    encoder.appendDouble(.infinity)
    encoder.appendDouble(.nan)
    encoder.endRow()
    #expect(encoder.output.text == "{\"a\":null,\"b\":null}\n")
  }

  @Test func markdownCellsStayInTheirCells() throws {
    var encoder = MarkdownEncoder([ExportColumn("a|b"), ExportColumn("n", isNumeric: true)])
    encoder.begin()
    encoder.beginRow()
    for text in ["x|y\r\n<b>*1*_2_ \\"] { appendText(text, to: &encoder) }
    encoder.appendDecimal(1250, scale: 2)
    encoder.endRow()
    let expected = """
      | a\\|b | n |
      | --- | ---: |
      | x\\|y<br>&lt;b>\\*1\\*\\_2\\_ \\\\ | 12.50 |

      """
    #expect(encoder.output.text == expected)
  }

  private func appendText<Encoder: RowEncoder>(_ text: String, to encoder: inout Encoder) {
    var text = text
    text.withUTF8 { encoder.appendText($0) }
  }

  @Test func aCancelledExportLeavesNothing() throws {
    let folder = try ExportFolder()
    let cancellation = Cancellation()
    cancellation.cancel()
    let file = try ExportFile(folder.path + "/a.csv")
    let refused = fault { () throws(Diagnostic) in
      _ = try TableExport(
        table(["a"]), context: ExecutionContext(cancellation: cancellation)
      ).write(to: file)
    }
    #expect(refused?.code == "E499")
    #expect(!folder.names.contains("a.csv"))
  }
}
