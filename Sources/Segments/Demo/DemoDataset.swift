/// The data that a newcomer meets first: a shop with 5,000 customers and three years of activity.
///
/// Every value follows from the seed, by integer arithmetic and correctly rounded floating point
/// alone, so that the bytes are the same on every machine.
public enum DemoDataset {
  /// The files of the dataset, customers first: customers, orders, events, feedback, tickets,
  /// leads. CSV in UTF-8 with a header; activity rows ascend in time; the last activity falls on
  /// 2026-06-30.
  public static func files(seed: UInt64 = 7) -> [DemoFile] {
    let customers = DemoCustomer.population(seed: seed)
    let orders = DemoOrderBook(customers: customers, seed: seed)
    return [
      DemoFile(name: "customers.csv", bytes: customerBytes(customers, orders, seed: seed)),
      DemoFile(name: "orders.csv", bytes: orders.bytes),
      DemoFile(name: "events.csv", bytes: eventBytes(customers, orders, seed: seed)),
      DemoFile(name: "feedback.csv", bytes: feedbackBytes(customers, orders, seed: seed)),
      DemoFile(name: "tickets.csv", bytes: ticketBytes(customers, orders, seed: seed)),
      DemoFile(name: "leads.csv", bytes: leadBytes(customers, seed: seed)),
    ]
  }
}

/// A file that exists only in memory.
public struct DemoFile: Sendable {
  public var name: String
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
