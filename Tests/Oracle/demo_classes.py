"""Class sizes of the demo dataset by SQL, independent of the program.

    demo_classes.py FOLDER [order|refund]

FOLDER holds the six CSV files of the demo. Prints one line a class: dimension, class, customers.
The second argument says at which date a refund counts: of the order (default), or of the refund.
The rules are those of Sources/CResources/data/standard.strata, as of 2026-07-01. Exits with 3 where
DuckDB is missing, with 1 where a class has fewer than three customers.
"""
import sys

try:
    import duckdb
except ImportError:
    print("duckdb is not installed")
    sys.exit(3)

AS_OF = "2026-07-01"

FRAME = """
create table o as
select *, status in ('paid', 'shipped', 'completed') as settled,
  case when refund_time >= timestamp '{as_of}' then 0 else coalesce(refund_amount, 0) end as refund,
  amount - refund as net, settled and net > 0 as valid,
  {refund_counts} as refund_counts
from read_csv('{folder}/orders.csv', types = {{
  'amount': 'decimal(18, 2)', 'refund_amount': 'decimal(18, 2)'}}) where order_time < timestamp '{as_of}';

create table gaps as
select customer_id, median(gap) as gap_med, stddev_samp(gap) / avg(gap) as gap_cv from (
  select customer_id, epoch(order_time - lag(order_time) over w) / 86400.0 as gap
  from (select distinct customer_id, order_time from o where valid)
  window w as (partition by customer_id order by order_time))
where gap is not null group by all;

create table f as
with per as (
  select customer_id,
    count(distinct order_id) filter (valid) as n_orders,
    count(distinct order_id) filter (valid and order_time >= date '2025-07-01') as n_orders_12m,
    count(*) filter (valid and channel in ('online', 'app', 'wechat', 'marketplace')) as n_online,
    count(*) filter (valid and channel in ('store', 'phone')) as n_offline,
    quantile_cont(net::double, 0.5) filter (valid) as aov,
    coalesce(sum(amount) filter (settled and order_time >= date '2025-07-01'), 0)
      - coalesce(sum(refund) filter (settled and refund_counts >= date '2025-07-01'), 0) as spend_12m,
    coalesce(sum(amount) filter (settled and order_time >= date '2024-07-01'
                                 and order_time < date '2025-07-01'), 0)
      - coalesce(sum(refund) filter (settled and refund_counts >= date '2024-07-01'
                                     and refund_counts < date '2025-07-01'), 0) as spend_prev12m,
    coalesce(sum(amount) filter (settled), 0) - coalesce(sum(refund) filter (settled), 0)
      as spend_total,
    date_diff('day', min(order_time) filter (valid), date '{as_of}') as first_order_days,
    date_diff('day', max(order_time) filter (valid), date '{as_of}') as last_order_days,
    date_diff('day', min(order_time) filter (settled and amount > 0), date '{as_of}') as tenure_days
  from o group by customer_id),
fb as (
  select customer_id, avg(sentiment) as fb_avg from read_csv('{folder}/feedback.csv')
  where feedback_time >= date '2025-07-01' group by customer_id),
ld as (
  select customer_id, count(*) filter (status = 'open') as open_lead, max(fit_score) as fit_score,
    count(*) filter (interest) as interested
  from read_csv('{folder}/leads.csv') group by customer_id),
ev as (select customer_id, count(*) as n_events from read_csv('{folder}/events.csv') group by all),
tk as (
  select customer_id, count(*) filter (kind = 'presales') as n_presales
  from read_csv('{folder}/tickets.csv') group by all)
select c.customer_id, c.country, c.province, c.contract_end < date '{as_of}' as contract_ended,
  coalesce(n_orders, 0) as n_orders, coalesce(n_orders_12m, 0) as n_orders_12m,
  coalesce(n_online, 0) as n_online, coalesce(n_offline, 0) as n_offline, aov,
  coalesce(spend_12m, 0) as spend_12m, coalesce(spend_prev12m, 0) as spend_prev12m,
  coalesce(spend_total, 0) as spend_total, first_order_days, last_order_days, tenure_days,
  gap_med, gap_cv, fb_avg, coalesce(open_lead, 0) as open_lead, fit_score,
  coalesce(interested, 0) + coalesce(n_events, 0) + coalesce(n_presales, 0) as interest
from read_csv('{folder}/customers.csv') c
left join per using (customer_id) left join gaps using (customer_id) left join fb using (customer_id)
left join ld using (customer_id) left join ev using (customer_id) left join tk using (customer_id);

-- Shares and ranks over customers with a positive value; equal values share one.
create table m as
select f.*, p.spend_cum_share, p.value_pct, q.aov_lo, q.aov_hi
from f left join (
  select customer_id,
    sum(spend_12m) over (order by spend_12m desc range unbounded preceding)
      / sum(spend_12m) over () as spend_cum_share,
    100 * percent_rank() over (order by spend_12m) as value_pct
  from f where spend_12m > 0) p using (customer_id)
cross join (
  select quantile_cont(aov, 0.33) as aov_lo, quantile_cont(aov, 0.67) as aov_hi from f where aov > 0) q;
"""

DIMENSIONS = {
    "purchase_recurrence": """case when n_orders >= 2 then 'repeat'
        when n_orders = 1 and first_order_days <= 90 then 'new'
        when n_orders = 1 then 'one_time' else 'none' end""",
    "order_size": """case when aov >= aov_hi then 'large' when aov >= aov_lo then 'medium'
        when aov is not null then 'small' else 'none' end""",
    "purchase_channel": """case when n_online > 0 and n_offline > 0 then 'hybrid'
        when n_online > 0 then 'online' when n_offline > 0 then 'offline' else 'none' end""",
    "purchase_frequency": """case when n_orders_12m >= 6 then 'high'
        when n_orders_12m >= 2 and gap_cv <= 0.5 then 'low' when n_orders_12m >= 1 then 'occasional'
        when n_orders > 0 then 'lapsed' else 'none' end""",
    "spend_amount": """case when spend_12m > 0 and spend_cum_share <= 0.8 then 'high'
        when spend_12m > 0 then 'low' else 'none' end""",
    "value_tier": """case when value_pct >= 80 then 'high' when value_pct >= 50 then 'medium'
        when spend_12m > 0 then 'low' when spend_12m < 0 then 'negative' else 'none' end""",
    "importance": """case when spend_12m > 0 and spend_cum_share <= 0.5 then 'vip'
        when spend_12m > 0 and spend_cum_share <= 0.8 then 'important'
        when n_orders >= 1 then 'ordinary' else 'none' end""",
    "lifecycle_stage": """case when n_orders = 0 then 'prospect'
        when last_order_days > 180 and last_order_days > 3 * coalesce(gap_med, 0) then 'churned'
        when first_order_days <= 90 then 'new'
        when spend_12m > 1.2 * spend_prev12m and n_orders >= 2 then 'growing' else 'stable' end""",
    "tenure": """case when tenure_days < 365 then 'new' when tenure_days >= 365 then 'old'
        else 'unknown' end""",
    "customer_status": """case
        when n_orders >= 1 and (last_order_days > 365 or contract_ended) then 'churned'
        when n_orders >= 1 then 'current' when open_lead >= 1 or fit_score >= 70 then 'target'
        when interest >= 1 then 'potential' else 'non_customer' end""",
    "loyalty_stage": """case when n_orders_12m >= 4 and tenure_days >= 365
          and last_order_days <= 120 and coalesce(fb_avg, 0) >= 0 then 'loyal'
        when n_orders >= 2 and tenure_days >= 365 then 'established'
        when n_orders >= 1 then 'new' else 'potential' end""",
    "geo_region": "coalesce(province, 'unknown')",
    "geo_market": """case when country = 'CN' then 'domestic'
        when country is not null then 'international' else 'unknown' end""",
}


def main(folder, refunds_by="order"):
    counts = "coalesce(refund_time, order_time)" if refunds_by == "refund" else "order_time"
    db = duckdb.connect()
    db.execute(FRAME.format(folder=folder, as_of=AS_OF, refund_counts=counts))
    total = db.execute("select count(*) from m").fetchone()[0]
    thin = []
    for name, rule in DIMENSIONS.items():
        rows = db.execute(f"select {rule} as class, count(*) from m group by 1 order by 2 desc, 1")
        rows = rows.fetchall()
        assert sum(count for _, count in rows) == total, name
        for label, count in rows:
            print(name, label, count)
            if count < 3:
                thin.append(f"{name} = {label}: {count}")
    for line in thin:
        print("few members:", line, file=sys.stderr)
    return 1 if thin else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
