"""The taxonomy's features over real data, computed by DuckDB from the files as they are.

Written from the taxonomy and from what the files hold, not from the rule file. Both files hold lines of
orders: an order is valid where its lines sum to more than zero, it was placed when its first line was, and
its size is what its lines sum to. What the files lack is null, and what follows from it alone is not asked.
"""
from demo_frame import RANKS

# Every dimension that orders with a time and an amount support.
ORDERS = [
    "rfm", "rfm_recency", "rfm_frequency", "rfm_monetary", "purchase_recurrence", "order_size",
    "purchase_frequency", "spend_amount", "purchase_regularity", "value_tier", "importance",
    "lifecycle_stage", "tenure", "customer_status", "loyalty_stage", "retention",
    "relationship_closeness", "sales_customer_type", "loyalty_trait", "purchase_pattern",
]

# Where the lines are, how they are read, and what more they support.
SETS = {
    "online-retail": {
        "as_of": "2011-12-10",
        "dimensions": ORDERS + ["geo_market"],
        "lines": """
            select CustomerID::varchar as customer_id, InvoiceNo as order_id, InvoiceDate as order_time,
              (Quantity * UnitPrice)::decimal(18, 3) as amount, false as discounted, Country as country
            from read_csv('{folder}/online_retail.csv', types = {{
              'CustomerID': 'integer', 'InvoiceNo': 'varchar', 'UnitPrice': 'decimal(12, 3)'}})
            where CustomerID is not null""",
        # One who moved lives where the last order went.
        "people": "select customer_id, arg_max(country, order_time) as country from lines group by all",
        "discount_share": "null",
    },
    "completejourney": {
        "as_of": "2018-01-01",
        "dimensions": ORDERS + ["decision_factor", "price_sensitivity"],
        "lines": """
            select household_id::varchar as customer_id, basket_id as order_id,
              transaction_timestamp as order_time, sales_value::decimal(18, 2) as amount,
              retail_disc <> 0 as discounted
            from read_csv('{folder}/transactions_sample.csv')""",
        "people": """
            select customer_id, null as country from lines
            union select household_id::varchar, null from read_csv('{folder}/demographics.csv')""",
        "discount_share": "count(*) filter (valid and discounted) / nullif(count(*) filter (valid), 0)",
    },
}

FRAME = """
create table lines as {lines};
create table people as {people};

create table orders as
select customer_id, order_id, min(order_time) as placed, sum(amount) as net, net > 0 as valid,
  max(discounted::int) = 1 as discounted, placed >= date '{as_of}' - interval 1 year as recent
from lines where order_time < date '{as_of}' group by all;

create table paid as
select customer_id, sum(amount) as spend_total,
  coalesce(sum(amount) filter (order_time >= date '{as_of}' - interval 1 year), 0) as spend_12m,
  coalesce(sum(amount) filter (order_time >= date '{as_of}' - interval 2 year
    and order_time < date '{as_of}' - interval 1 year), 0) as spend_prev12m,
  date_diff('day', min(order_time) filter (amount > 0), date '{as_of}') as tenure_days
from lines where order_time < date '{as_of}' group by all;

create table bought as
select customer_id, count(*) filter (valid) as n_orders, count(*) filter (valid and recent) as n_orders_12m,
  count(distinct date_trunc('month', placed)) filter (valid and recent) as active_months_12,
  quantile_cont(net::double, 0.5) filter (valid) as aov,
  date_diff('day', min(placed) filter (valid), date '{as_of}') as first_order_days,
  date_diff('day', max(placed) filter (valid), date '{as_of}') as last_order_days,
  {discount_share} as discount_share
from orders group by all;

create table gaps as
select customer_id, median(gap) as gap_med,
  case when count(gap) >= 2 then stddev_samp(gap) / avg(gap) end as gap_cv
from (
  select customer_id, epoch(placed - lag(placed) over w) / 86400.0 as gap
  from (select distinct customer_id, placed from orders where valid)
  window w as (partition by customer_id order by placed))
where gap is not null group by all;

create table f as
select customer_id, people.country, coalesce(n_orders, 0) as n_orders,
  coalesce(n_orders_12m, 0) as n_orders_12m, coalesce(active_months_12, 0) as active_months_12, aov,
  coalesce(spend_total, 0) as spend_total, coalesce(spend_12m, 0) as spend_12m,
  coalesce(spend_prev12m, 0) as spend_prev12m, coalesce(spend_12m, 0) as value_12m, first_order_days,
  last_order_days, tenure_days, first_order_days - last_order_days as span_days, gap_med, gap_cv,
  discount_share, null::int as contract_ended, null::int as open_lead, null::int as fit_score,
  null::int as interest, null::double as fb_avg, null::int as is_employee,
  null::int as is_decision_maker, null::int as is_influencer, null::double as brand_share,
  null::int as n_lines, null::int as n_cats, null::int as referrals,
  null::varchar as decision_factor_tag, null::double as premium_share,
  null::double as service_topic_share, null::double as predicted_value,
  true as ranked
from people left join bought using (customer_id) left join paid using (customer_id)
left join gaps using (customer_id);
"""


def build(db, folder, name):
    """Makes the table `m`; gives the dimensions that the data support."""
    chosen = SETS[name]
    parts = {key: chosen[key].format(folder=folder) for key in ("lines", "people", "discount_share")}
    db.execute(FRAME.format(as_of=chosen["as_of"], **parts))
    db.execute(RANKS)
    return chosen["dimensions"]
