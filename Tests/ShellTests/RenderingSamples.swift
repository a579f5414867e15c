@testable import Shell

/// Screens that many rendering tests draw.
enum Sample {
  /// Texts of many scripts and some that attack the terminal, beside numbers of every kind.
  static let mixed = Screen(
    columns: [
      .init("id", .identifier), .init("姓名", .text), .init("city", .category),
      .init("orders", .count), .init("spend", .money(scale: 2)), .init("share", .share),
      .init("last_order", .timestamp), .init("note", .text),
    ],
    rows: [
      row("C1", "王小明", "杭州", 12, 1_234_567, 0.5, 1_756_000_000_000_000, "常客，喜欢折扣与包邮，常在周末下单"),
      row("C2", "Zoe\u{301} Mu\u{308}ller", "Köln", 1_234, -50, 0.25, 1_735_689_600_000_000, ""),
      row("C3", "שלום עולם", "القاهرة", 0, 0, 0.0001, 0, "\u{1B}[2J\u{202E}abc"),
      .init([
        .text("C4"), .null, .text("👩\u{200D}👩\u{200D}👧 Ltd"), .null, .null, .null, .null,
        .text("a\nb\tc"),
      ]),
    ],
    totalRows: 4_984)

  static let pivot = Screen(
    columns: [.init("地区", .category), .init("customers", .count), .init("share", .share)],
    rows: [
      .init([.text("华东"), .integer(1_204), .double(0.602)]),
      .init([.text("海外"), .integer(796), .double(0.398)]),
      .init([.text("total"), .integer(2_000), .double(1)], role: .total),
    ])

  private static func row(
    _ id: String, _ name: String, _ city: String, _ orders: Int64, _ cents: Int64, _ share: Double,
    _ time: Int64, _ note: String
  ) -> Screen.Row {
    Screen.Row([
      .text(id), .text(name), .text(city), .integer(orders), .decimal(cents, scale: 2),
      .double(share), .timestamp(time), .text(note),
    ])
  }
}

/// `lines` as one text, for comparison with a multi-line literal.
func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") }
