/// The words of the grammar that are not verbs, each with its spellings.
///
/// The lexer marks words with them; the parser asks for them where they have a meaning, so only the
/// reserved ones are lost to names.
public enum Keyword: String, Sendable, Hashable, CaseIterable {
  case and, or, not
  case `in`, `is`, between, like, within, contains
  case isNot = "is not"
  case isNull = "is null"
  case isNotNull = "is not null"
  case notIn = "not in"
  case notContains = "not contains"
  case notBetween = "not between"
  case `case`, when, then, `else`, end
  case `where`, by, `as`, from, distinct
  case null, `true`, `false`
  case has, no
  case asc, desc, of, before, previous, this, last
  case day, month, quarter, year
  case previousMonth = "previous month"
  case thisMonth = "this month"
  case previousYear = "previous year"
  case thisYear = "this year"
  case share, row, column, all
  case rowShare = "share of row"
  case columnShare = "share of column"
  case allShare = "share of all"
  case file, seed, columns, overwrite, raw, bom, to, on, off, with, using
  case asOf = "as of"
  case customer, segment
  case check, diff, reset
  case alias, ordered, exclusive, multi, rank, otherwise, values, en, zh
  case `try`

  /// The word as the formatter writes it in `language`, and how completion offers it.
  public func spelling(in language: Language) -> String {
    switch language {
    case .english: rawValue
    case .chinese: chinese.first ?? rawValue
    }
  }

  /// Whether a bare word of this spelling can never be a name in an expression.
  var isReserved: Bool { Self.reserved.contains(self) }

  /// Whether a line that ends with this word goes on in the next one.
  var demandsMore: Bool { Self.operators.contains(self) }

  /// The keyword that `word` spells, letters in any case, full width already folded.
  /// Chinese words may be written in traditional characters.
  static func spelt(_ word: String) -> Keyword? {
    table[word.lowercased()] ?? (word.hasHanzi ? table[HanziFolding.fold(word)] : nil)
  }

  private static let reserved: Set<Keyword> = [
    .and, .or, .not, .in, .is, .between, .like, .within, .isNull, .isNotNull, .notIn, .notBetween,
    .isNot, .case, .when, .then, .else, .end, .where, .by, .as, .from, .distinct, .null, .true,
    .false,
    .has, .no,
  ]

  private static let operators: Set<Keyword> = [
    .and, .or, .not, .in, .is, .between, .like, .within, .notIn, .notBetween, .isNot,
  ]

  private static let table: [String: Keyword] = {
    var table: [String: Keyword] = [:]
    for keyword in Keyword.allCases {
      if !keyword.rawValue.contains(" ") { table[keyword.rawValue] = keyword }
      for word in keyword.chinese { table[word] = keyword }
    }
    return table
  }()

  /// Chinese spellings, the one to print first.
  private var chinese: [String] {
    switch self {
    case .and: ["且", "并且", "与", "和"]
    case .or: ["或", "或者"]
    case .not: ["非", "不"]
    case .in: ["属于"]
    case .is: ["是"]
    case .isNot: ["不是"]
    case .contains: ["包含"]
    case .notContains: ["不包含"]
    case .between: ["介于"]
    case .like: ["匹配", "类似"]
    case .within: ["近"]
    case .isNull: ["为空"]
    case .isNotNull: ["不为空", "非空"]
    case .notIn: ["不属于"]
    case .notBetween: ["不介于"]
    case .case: ["情形"]
    case .when: ["当"]
    case .then: ["则"]
    case .else: ["否则"]
    case .end: ["结束"]
    case .where: ["其中", "筛选"]
    case .by: ["按"]
    case .as: ["作为", "为"]
    case .from: ["从"]
    case .distinct: ["去重"]
    case .null: ["空值", "空"]
    case .true: ["真"]
    case .false: ["假"]
    case .has: ["有"]
    case .no: ["没有", "无"]
    case .asc: ["升序", "正序"]
    case .desc: ["降序", "倒序"]
    case .before: ["早于"]
    case .previous: ["上个", "上一个"]
    case .this: ["本", "当前"]
    case .last: ["最近"]
    case .day: ["日"]
    case .month: ["月"]
    case .quarter: ["季度"]
    case .year: ["年"]
    case .previousMonth: ["上月", "上个月"]
    case .thisMonth: ["本月"]
    case .previousYear: ["去年"]
    case .thisYear: ["今年"]
    case .rowShare: ["行占比"]
    case .columnShare: ["列占比"]
    case .allShare: ["总占比"]
    case .file: ["文件"]
    case .seed: ["种子"]
    case .columns: ["列"]
    case .overwrite: ["覆盖"]
    case .raw: ["原样"]
    case .bom: ["字节序标记"]
    case .to: ["改为"]
    case .on: ["关于", "开"]
    case .off: ["关"]
    case .with: ["映射"]
    case .using: ["使用"]
    case .asOf: ["截至"]
    case .customer: ["客户"]
    case .segment: ["客群", "分群"]
    case .check: ["检查"]
    case .diff: ["差异", "比较"]
    case .reset: ["复原", "还原"]
    case .alias: ["别名"]
    case .ordered: ["有序"]
    case .exclusive: ["互斥"]
    case .multi: ["多值"]
    case .rank: ["级别"]
    case .otherwise: ["其余"]
    case .values: ["取值"]
    case .try: ["试试"]
    case .of, .share, .row, .column, .all, .en, .zh: []
    }
  }
}

/// The two languages of keywords, messages and labels.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case english = "en"
  case chinese = "zh"
}
