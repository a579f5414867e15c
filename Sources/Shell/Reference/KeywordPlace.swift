import Syntax

/// Which statement a word belongs to that has its place in that one only: what help says of it.
enum KeywordPlace {
  /// nil for words that no statement, or more than one, is known by.
  static func verb(of word: String) -> Verb? {
    let wanted = HanziFolding.fold(word.lowercased())
    let keyword = Keyword.allCases.first { keyword in
      keyword.spelling(in: .english) == wanted || keyword.spelling(in: .chinese) == wanted
    }
    return keyword.flatMap { verbs[$0] }.flatMap { Verb.named($0) }
  }

  private static let verbs: [Keyword: String] = [
    .columns: "export", .overwrite: "export", .raw: "export", .bom: "export", .to: "export",
    .seed: "sample", .with: "load", .using: "load", .of: "expect", .file: "load",
    .share: "pivot", .row: "pivot", .column: "pivot", .all: "pivot", .rowShare: "pivot",
    .columnShare: "pivot", .allShare: "pivot",
    .customer: "explain", .segment: "segments", .on: "explain", .off: "timing",
    .check: "rules", .diff: "rules", .reset: "rules",
    .alias: "dimension", .ordered: "dimension", .exclusive: "dimension", .multi: "dimension",
    .rank: "dimension", .otherwise: "dimension", .values: "dimension",
    .en: "trait", .zh: "trait", .try: "goal", .from: "from", .where: "where",
  ]
}
