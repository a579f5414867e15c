/// Finds out how a file is written from its first records.
struct DialectSniffer {
  private let sample: [UInt8]
  private let start: Int
  private let isWhole: Bool

  /// `start`: where the first line to be judged begins.
  init(_ sample: [UInt8], from start: Int, isWhole: Bool) {
    self.sample = sample
    self.start = start
    self.isWhole = isWhole
  }

  private static let delimiters: [UInt8] = [.comma, .semicolon, .tab, .pipe]

  struct Guess {
    var dialect: Dialect
    /// Fields of most records.
    var columns: Int
    /// Share of records with that many.
    var consistency: Double
    var faults: Int
  }

  /// The best reading; options that the caller has named are kept.
  func dialect(_ options: ReadOptions) -> Guess {
    var best: Guess?
    for delimiter in options.delimiter.map({ [$0] }) ?? Self.delimiters {
      let quote = options.quote == 0 ? nil : options.quote ?? .doubleQuote
      var guess = self.guess(Dialect(delimiter: delimiter, quote: quote))
      if options.quote == nil {
        for other in variants(delimiter) where guess.faults > 0 || other.quote == .singleQuote {
          let candidate = self.guess(other)
          if isBetter(candidate, guess) { guess = candidate }
        }
      }
      if let known = best, !isBetter(guess, known) { continue }
      best = guess
    }
    let single = Guess(dialect: Dialect(), columns: 1, consistency: 1, faults: 0)
    guard let best else { return single }
    if options.delimiter != nil { return best }
    return best.columns > 1 && best.consistency >= 0.6 ? best : single
  }

  private func variants(_ delimiter: UInt8) -> [Dialect] {
    var variants = [
      Dialect(delimiter: delimiter, escape: .backslash),
      Dialect(delimiter: delimiter, blanksBeforeQuote: true),
    ]
    if isQuotedSingly(delimiter) {
      variants.append(Dialect(delimiter: delimiter, quote: .singleQuote))
    }
    return variants
  }

  /// Half of the fields or more stand in single quotes.
  private func isQuotedSingly(_ delimiter: UInt8) -> Bool {
    let plain = SampleRecords(
      sample, from: start, dialect: Dialect(delimiter: delimiter, quote: nil), isWhole: isWhole,
      limit: 50)
    let fields = plain.records.flatMap(\.fields)
    let quoted = fields.filter {
      $0.count >= 2 && $0.first == .singleQuote && $0.last == .singleQuote
    }
    return quoted.count * 2 >= fields.count && !quoted.isEmpty
  }

  private func guess(_ dialect: Dialect) -> Guess {
    let parsed = SampleRecords(
      sample, from: start, dialect: dialect, isWhole: isWhole, limit: 300)
    var counts: [Int: Int] = [:]
    for record in parsed.records { counts[record.fields.count, default: 0] += 1 }
    let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
    // Blanks before quotes and single quotes show in the fields, not in their number.
    let layout = parsed.records.filter { record in
      record.fields.contains { field in
        dialect.quote == .doubleQuote && !dialect.blanksBeforeQuote
          && field.count > 2 && field[0] == .blank
          && field.first { $0 != .blank } == .doubleQuote
      }
    }
    return Guess(
      dialect: dialect, columns: most?.key ?? 1,
      consistency: Double(most?.value ?? 0) / Double(max(parsed.records.count, 1)),
      faults: parsed.records.filter(\.isFaulty).count + layout.count
        + (parsed.records.isEmpty ? 1 : 0))
  }

  private func isBetter(_ a: Guess, _ b: Guess) -> Bool {
    if (a.columns > 1) != (b.columns > 1) { return a.columns > 1 }
    if abs(a.consistency - b.consistency) > 0.05 { return a.consistency > b.consistency }
    if a.faults != b.faults { return a.faults < b.faults }
    if a.dialect.delimiter == b.dialect.delimiter { return a.dialect.quote == .singleQuote }
    return a.columns > b.columns
  }
}
