extension DemoDataset {
  /// leads.csv: whom sales is talking to, and won or lost before.
  static func leadBytes(_ customers: [DemoCustomer], seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed, stream: 7)
    var leads = customers.compactMap { DemoLead(for: $0, &random) }
    leads.sort { ($0.opened, $0.customer) < ($1.opened, $1.customer) }
    var table = DemoTable(
      columns: [
        "lead_id", "customer_id", "created_at", "source", "status", "interest", "fit_score",
        "closed_at",
      ], rows: leads.count)
    for (number, lead) in leads.enumerated() {
      table.id("L", number + 1, width: 5)
      table.id("C", lead.customer, width: 5)
      table.time(lead.opened)
      table.word(random.pick(["website", "trade_fair", "referral", "cold_call", "partner"]))
      table.word(lead.status)
      table.flag(lead.isInterested)
      table.int(lead.fit)
      if let closed = lead.closed { table.time(closed) } else { table.empty() }
      table.endRow()
    }
    return table.bytes
  }
}

private struct DemoLead {
  var customer: Int
  var opened: Int
  var status: String
  var isInterested: Bool
  /// 0 … 100: how well the party fits the profile of a customer.
  var fit: Int
  var closed: Int?

  /// nil for most who bought, and for those of whom nothing but an address is known.
  init?(for party: DemoCustomer, _ random: inout SplitMix64) {
    customer = party.number
    let latest = DemoCalendar.endDay - 2
    switch party.habit {
    case .prospect(.pursued):
      (status, isInterested, fit) = ("open", random.chance(0.8), random.between(35, 98))
    case .prospect(.fitting):
      (status, isInterested, fit) = ("lost", random.chance(0.5), random.between(70, 96))
    case .prospect(.interested):
      guard random.chance(0.3) else { return nil }
      (status, isInterested, fit) = ("lost", true, random.between(20, 65))
    case .prospect(.silent):
      guard random.chance(0.2) else { return nil }
      (status, isInterested, fit) = ("lost", false, random.between(5, 50))
    default:
      guard party.signupDay > DemoCalendar.firstDay + 60,
        random.chance(party.isOrganisation ? 0.6 : 0.03)
      else { return nil }
      (status, isInterested, fit) = ("won", true, random.between(40, 99))
    }
    let earliest = max(
      DemoCalendar.firstDay, status == "open" ? latest - 150 : party.firstDay - 60)
    let day = random.between(
      min(earliest, latest), status == "won" ? min(party.firstDay, latest) : latest)
    opened = day * 86_400 + random.between(9 * 3_600, 18 * 3_600)
    if status != "open" {
      closed = min(opened + random.between(1, 50) * 86_400, DemoCalendar.endSecond - 1)
    }
  }
}
