import Glibc
import Syntax
import Testing

/// A small generator (SplitMix64): the same texts on every machine.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Runs `body` on a thread with a stack of 512 KB, as worker threads have.
private func onSmallStack(_ body: @escaping @Sendable () -> Void) {
  final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 512 * 1024)
  var thread = pthread_t()
  let work = Unmanaged.passRetained(Work(body)).toOpaque()
  pthread_create(
    &thread, &attributes,
    { pointer in
      guard let pointer else { return nil }
      Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
      return nil
    }, work)
  pthread_join(thread, nil)
}

@Suite struct HostileTests {
  @Test(arguments: [
    ("(", "1"), ("not ", "a"), ("- ", "1"), ("f(", "1"), ("x in (", "1"), ("case when ", "1"),
    ("count(orders where ", "a"), ("has orders where ", "a"), ("1 + ", "1"), ("a or ", "a"),
    ("case ", "1"), ("a between ", "1"), ("if(a, b, ", "c"), ("f(1 + ", "2"),
  ])
  func noNestingExhaustsTheStack(_ unit: String, _ core: String) {
    for times in [1_200, unit == "(" ? 100_000 : 10_000] {
      let text = "where " + String(repeating: unit, count: times) + core
      onSmallStack { #expect(!Parser.parse(text).diagnostics.isEmpty) }
    }
    // As deep as it gets without a fault: the tree must be let go of again.
    onSmallStack { _ = Parser.parse("where " + String(repeating: unit, count: 990) + core) }
  }

  @Test(arguments: [("(", ")"), ("not ", ""), ("abs(", ")"), ("- ", ""), ("x in (", ")")])
  func aThousandLevelsAreReadAndNoMore(_ open: String, _ close: String) {
    func text(_ count: Int) -> String {
      "where " + String(repeating: open, count: count) + "a"
        + String(repeating: close, count: count)
    }
    #expect(Parser.parse(text(1000)).diagnostics.isEmpty)
    #expect(Parser.parse(text(1001)).diagnostics.map(\.code) == ["E130"])
  }

  @Test func longListsAreReadInLinearTime() {
    let list = (0..<50_000).map(String.init).joined(separator: ", ")
    #expect(Parser.parse("where x in (\(list))").diagnostics.isEmpty)
    #expect(Parser.parse("where coalesce(\(list)) = 1").diagnostics.isEmpty)
    let branches = String(repeating: "when a then 1 ", count: 20_000)
    #expect(Parser.parse("where case \(branches) end = 1").diagnostics.isEmpty)
  }

  @Test func randomCharactersAreSurvived() {
    var random = Seeded(state: 1)
    let pieces: [String] = [
      "where", "|", "(", ")", "'", "\"", "`", ",", ";", ":", "@", "@2025-", "20%", "90d", "\n", " ",
      "筛选", "：", "“", "且", "in", "case", "when", "end", "dimension", "x", "=", "not", "..", "\\",
      "\0", "\u{202E}", "👨‍👩‍👧", "\u{301}", "１２", "--", "#", "\r\n", "=", "load", "from", "group", "-",
      "5万", "has", "within", "select", "a.b", "out[3]", "_", "then", "sequence(", "count(", "*",
      "within", "before", "by", "as", "pivot", "share of", "set", "run", "'f'", "explain customer",
    ]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 1...20, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined(separator: Bool.random(using: &random) ? " " : "")
      survive(text, &random)
    }
  }

  @Test func mutatedStatementsAreSurvived() {
    var random = Seeded(state: 2)
    for text in Corpus.statements {
      for _ in 0..<8 {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...3, using: &random) where !scalars.isEmpty {
          let place = scalars.indices.randomElement(using: &random) ?? 0
          switch Int.random(in: 0..<4, using: &random) {
          case 0: scalars.remove(at: place)
          case 1: scalars.insert(scalars.randomElement(using: &random) ?? "x", at: place)
          case 2: scalars.swapAt(place, scalars.indices.randomElement(using: &random) ?? 0)
          default: scalars.removeSubrange(place...)
          }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        survive(String(view), &random)
      }
    }
  }

  /// Whatever the text: spans lie within it, the canonical text of what was read cleanly is read the
  /// same, diagnostics can be printed, completion and colours answer.
  private func survive(_ text: String, _ random: inout Seeded) {
    let parsed = Parser.parse(text)
    let end = text.utf8.count
    for fault in parsed.diagnostics {
      let span = fault.span ?? Span(0, 0)
      #expect(span.start >= 0 && span.start <= span.end && span.end <= end, "\(text)")
      _ = DiagnosticRenderer.render(fault, source: SourceText(text: text))
    }
    if parsed.diagnostics.isEmpty {
      let printed = Formatter.format(parsed.statements)
      #expect(
        treeText(Parser.parse(printed).statements) == treeText(parsed.statements),
        "\(text) -> \(printed)")
    }
    _ = Parser.context(text, cursor: Int.random(in: 0...end, using: &random))
    let spans = Highlighter.spans(text)
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.0.end <= $1.0.start }, "\(text)")
  }
}
