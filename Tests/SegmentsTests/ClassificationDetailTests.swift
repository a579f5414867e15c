import Engine
import Segments
import Syntax
import Testing

@Suite("What dimensions and metrics say of themselves")
struct ClassificationDetailTests {
  @Test func `A dimension shows its rules, parameters, metrics and columns`() throws {
    let detail = try Classification(Classified.small()).dimensionDetail(
      "生命周期", at: Span(0, 0))
    #expect(detail.summary.title.key == "lifecycle_stage")
    #expect(detail.rules.map(\.title.key) == ["prospect", "churned", "new", "growing", "stable"])
    #expect(detail.rules.first?.condition == "n_orders = 0")
    #expect(detail.rules.last?.condition == nil)
    #expect(detail.rules.first { $0.title.key == "churned" }?.size?.count == 1)
    let days = try #require(detail.parameters.first { $0.name == "churn_days" })
    #expect(days.value == .int(180) && !days.isSet)
    #expect(detail.metrics.map(\.name).contains("gap_med"))
    #expect(detail.metrics.map(\.name).contains("orders.is_valid"))
    #expect(detail.columns.contains("orders.amount"))
    #expect(!detail.columns.contains { $0.hasSuffix("today") })
  }

  @Test func `A metric shows its definition and the spread of its values`() throws {
    let classification = Classification(try Classified.small())
    let spend = try classification.metricDetail("spend_total", at: Span(0, 0))
    #expect(spend.type == "decimal" && spend.display == .money)
    #expect(spend.values?.minimum == .decimal(150_00, scale: 2))
    #expect(spend.values?.maximum == .decimal(300_00, scale: 2))
    #expect(spend.values?.median == .float(225))
    let gap = try classification.metricDetail("gap_med", at: Span(0, 0))
    #expect(gap.values?.count == 1 && gap.values?.nulls == 1)
    let share = try classification.metricDetail("r_score", at: Span(0, 0))
    #expect(share.rankedAmong == 2)
    let net = try classification.metricDetail("orders.net_amount", at: Span(0, 0))
    #expect(net.availability == .available && net.values == nil)
    #expect(net.definition == "orders.amount - orders.money_back")
  }

  @Test func `What the data lack is named`() throws {
    let small = Classification(try Classified.small())
    #expect(
      small.availability(of: "purchase_channel") == .missing(.column("channel", table: "orders")))
    #expect(small.availability(of: "n_online") == .missing(.column("channel", table: "orders")))
    #expect(small.availability(of: "fb_avg") == .missing(.table("feedback")))
    #expect(
      small.availability(of: "geo_market") == .missing(.column("country", table: "customers")))
    #expect(small.availability(of: "lifecycle_stage") == .available)
    let need = Need.column("channel", table: "orders")
    #expect(need.message.english == "needs orders.channel")
  }

  @Test func `Names that no dimension or metric has are errors with a suggestion`() throws {
    let classification = Classification(try Classified.small())
    let fault = #expect(throws: Diagnostic.self) {
      _ = try classification.dimensionDetail("lifecycle_stag", at: Span(0, 0))
    }
    #expect(fault?.code == "E203" && fault?.hint?.english == "did you mean 'lifecycle_stage'?")
    let metric = #expect(throws: Diagnostic.self) {
      _ = try classification.metricDetail("gap_mad", at: Span(0, 0))
    }
    #expect(metric?.hint?.english == "did you mean 'gap_med'?")
  }
}
