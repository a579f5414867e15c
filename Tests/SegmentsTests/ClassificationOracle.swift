import Engine
import Foundation
import Segments

/// The thirteen dimensions and RFM over the demo data as SQL for DuckDB, written from the taxonomy and
/// not from the rule file: who is in which class, customer by customer.
enum ClassificationOracle {
  static let dimensions = [
    "rfm", "rfm_recency", "rfm_frequency", "rfm_monetary", "purchase_recurrence", "order_size",
    "purchase_channel", "purchase_frequency", "spend_amount", "value_tier", "importance",
    "lifecycle_stage", "tenure", "customer_status", "loyalty_stage", "geo_region", "geo_market",
  ]

  /// Whether this machine has Python 3 with the package duckdb.
  static let isInstalled: Bool = {
    let check = Process()
    check.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    check.arguments = ["python3", "-c", "import duckdb"]
    check.standardError = FileHandle.nullDevice
    do { try check.run() } catch { return false }
    check.waitUntilExit()
    return check.terminationStatus == 0
  }()

  /// The classes of every customer: id, then the keys in the order of `dimensions`.
  static func classes(of files: [DemoFile]) throws -> [String: [String]] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "strata-oracle-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files {
      try Data(file.bytes).write(to: folder.appending(path: file.name))
    }
    let run = Process()
    run.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    run.arguments = ["python3", "-c", script, sql]
    run.currentDirectoryURL = folder
    let output = Pipe()
    run.standardOutput = output
    try run.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    run.waitUntilExit()
    var classes: [String: [String]] = [:]
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      classes[fields[0]] = Array(fields.dropFirst())
    }
    return classes
  }

  private static let script = """
    import sys, duckdb
    for row in duckdb.connect().sql(sys.argv[1]).fetchall():
        print("\\t".join(str(cell) for cell in row))
    """

  /// As of 2026-07-01, the day after the last activity.
  private static let sql = """
    with customers as (from read_csv('customers.csv', all_varchar = true)),
    orders as (
      select customer_id, order_time, channel, amount::decimal(18, 2) as amount,
        case when status in ('completed', 'shipped', 'paid') then 1 else 0 end as settled,
        case when refund_time::timestamp >= timestamp '2026-07-01' then 0
          else coalesce(refund_amount, 0) end::decimal(18, 2) as refunded
      from read_csv('orders.csv', types = {'amount': 'decimal(18,2)',
        'refund_amount': 'decimal(18,2)'})),
    valid as (
      select *, amount - refunded as net, order_time >= timestamp '2025-07-01' as recent
      from orders where settled = 1 and amount - refunded > 0),
    bought as (
      select customer_id, count(*) as n, count(*) filter (recent) as n12,
        count(*) filter (channel in ('online', 'app', 'wechat', 'marketplace')) as online,
        count(*) filter (channel in ('store', 'phone')) as offline,
        date '2026-07-01' - min(order_time)::date as first_days,
        date '2026-07-01' - max(order_time)::date as last_days,
        quantile_cont(net::double, 0.5) as aov
      from valid group by all),
    gaps as (
      select customer_id, median(gap) as gap_med,
        case when count(gap) >= 2 then stddev_samp(gap) / avg(gap) end as gap_cv
      from (
        select customer_id, (epoch(order_time) - epoch(lag(order_time) over (
          partition by customer_id order by order_time))) / 86400.0 as gap
        from (select distinct customer_id, order_time from valid))
      where gap is not null group by all),
    spent as (
      select customer_id,
        coalesce(sum(amount - refunded) filter (order_time >= timestamp '2025-07-01'), 0) as s12,
        coalesce(sum(amount - refunded) filter (order_time >= timestamp '2024-07-01'
          and order_time < timestamp '2025-07-01'), 0) as sp,
        sum(amount - refunded) as total,
        date '2026-07-01' - min(order_time) filter (amount > 0)::date as tenure
      from orders where settled = 1 group by all),
    felt as (
      select customer_id, avg(sentiment) as fb from 'feedback.csv'
      where feedback_time >= timestamp '2025-07-01' group by all),
    pursued as (
      select customer_id, count(*) filter (status = 'open') as open_leads,
        max(fit_score) as fit, count(*) filter (interest) as interested
      from 'leads.csv' group by all),
    seen as (select customer_id, count(*) as events from 'events.csv' group by all),
    asked as (
      select customer_id, count(*) as presales from 'tickets.csv' where kind = 'presales'
      group by all),
    base as (
      select c.customer_id as id, c.country, c.province, try_cast(c.contract_end as date) as ends,
        coalesce(b.n, 0) as n, coalesce(b.n12, 0) as n12, coalesce(b.online, 0) as online,
        coalesce(b.offline, 0) as offline, b.first_days, b.last_days, b.aov, g.gap_med, g.gap_cv,
        coalesce(s.s12, 0) as s12, coalesce(s.sp, 0) as sp, coalesce(s.total, 0) as total,
        s.tenure, f.fb, coalesce(p.open_leads, 0) as open_leads, p.fit,
        coalesce(p.interested, 0) + coalesce(e.events, 0) + coalesce(a.presales, 0) as interest
      from customers c left join bought b using (customer_id) left join gaps g using (customer_id)
        left join spent s using (customer_id) left join felt f using (customer_id)
        left join pursued p using (customer_id) left join seen e using (customer_id)
        left join asked a using (customer_id)),
    cuts as (
      select quantile_cont(aov, 0.33) filter (aov > 0) as lo,
        quantile_cont(aov, 0.67) filter (aov > 0) as hi from base),
    shares as (
      select id, sum(s12) over (order by s12 desc range unbounded preceding)::double
          / sum(s12) over () as held, 100 * percent_rank() over (order by s12) as pct
      from base where s12 > 0),
    scores as (
      select id,
        (rank() over (order by last_days desc) - 1) * 5 // count(*) over () + 1 as r,
        (rank() over (order by n) - 1) * 5 // count(*) over () + 1 as f,
        (rank() over (order by total) - 1) * 5 // count(*) over () + 1 as m
      from base where n > 0)
    select id, coalesce(r::varchar || f::varchar || m::varchar, 'none'),
      coalesce('r' || r, 'none'), coalesce('f' || f, 'none'), coalesce('m' || m, 'none'),
      case when n >= 2 then 'repeat' when n = 1 and first_days <= 90 then 'new'
        when n = 1 then 'one_time' else 'none' end,
      case when aov >= hi then 'large' when aov >= lo then 'medium'
        when aov is not null then 'small' else 'none' end,
      case when online > 0 and offline > 0 then 'hybrid' when online > 0 then 'online'
        when offline > 0 then 'offline' else 'none' end,
      case when n12 >= 6 then 'high' when n12 >= 2 and gap_cv <= 0.5 then 'low'
        when n12 >= 1 then 'occasional' when n > 0 then 'lapsed' else 'none' end,
      case when s12 > 0 and held <= 0.8 then 'high' when s12 > 0 then 'low' else 'none' end,
      case when pct >= 80 then 'high' when pct >= 50 then 'medium' when s12 > 0 then 'low'
        when s12 < 0 then 'negative' else 'none' end,
      case when s12 > 0 and held <= 0.5 then 'vip' when s12 > 0 and held <= 0.8 then 'important'
        when n >= 1 then 'ordinary' else 'none' end,
      case when n = 0 then 'prospect'
        when last_days > 180 and last_days > 3 * coalesce(gap_med, 0) then 'churned'
        when first_days <= 90 then 'new' when s12 > 1.2 * sp and n >= 2 then 'growing'
        else 'stable' end,
      case when tenure < 365 then 'new' when tenure >= 365 then 'old' else 'unknown' end,
      case when n >= 1 and (last_days > 365 or ends < date '2026-07-01') then 'churned'
        when n >= 1 then 'current' when open_leads >= 1 or fit >= 70 then 'target'
        when interest >= 1 then 'potential' else 'non_customer' end,
      case when n12 >= 4 and tenure >= 365 and last_days <= 120 and coalesce(fb, 0) >= 0
        then 'loyal' when n >= 2 and tenure >= 365 then 'established' when n >= 1 then 'new'
        else 'potential' end,
      coalesce(province, 'unknown'),
      case when country = 'CN' then 'domestic' when country is not null then 'international'
        else 'unknown' end
    from base left join shares using (id) left join scores using (id) cross join cuts
    """
}
