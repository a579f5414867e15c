"""The taxonomy's features over the demo dataset, computed by DuckDB as of 2026-07-01.

One row a customer, one column a feature, under the taxonomy's names. Written from the taxonomy and from
what the demo's columns hold, not from the rule file.
"""

AS_OF = "2026-07-01"

ACTIVITY = """
create table people as from read_csv('{folder}/customers.csv');

create table o as
select *, status in ('paid', 'shipped', 'completed') as settled,
  case when refund_time >= timestamp '{as_of}' then 0 else coalesce(refund_amount, 0) end as refund,
  amount - refund as net, settled and net > 0 as valid, {refund_counts} as refund_counts,
  order_time >= timestamp '2025-07-01' as recent, order_time >= timestamp '2026-04-02' as last_90,
  channel in ('online', 'app', 'wechat', 'marketplace') as online,
  channel in ('store', 'phone') as offline
from read_csv('{folder}/orders.csv', types = {{
  'amount': 'decimal(18, 2)', 'refund_amount': 'decimal(18, 2)'}})
where order_time < timestamp '{as_of}';

create table e as
select *, event_time >= timestamp '2026-04-02' as last_90, source in ('store', 'exhibition') as offline
from read_csv('{folder}/events.csv');

create table t as
select *, opened_at >= timestamp '2025-07-01' as recent, opened_at >= timestamp '2026-04-02' as last_90
from read_csv('{folder}/tickets.csv');

create table l as from read_csv('{folder}/leads.csv');
"""

PER_CUSTOMER = """
create table gaps as
select customer_id, median(gap) as gap_med,
  case when count(gap) >= 2 then stddev_samp(gap) / avg(gap) end as gap_cv
from (
  select customer_id, epoch(order_time - lag(order_time) over w) / 86400.0 as gap
  from (select distinct customer_id, order_time from o where valid)
  window w as (partition by customer_id order by order_time))
where gap is not null group by all;

create table bought as
select customer_id,
  count(distinct order_id) filter (valid) as n_orders,
  count(distinct order_id) filter (valid and recent) as n_orders_12m,
  count(distinct order_id) filter (valid and online) as n_online,
  count(distinct order_id) filter (valid and offline) as n_offline,
  count(distinct order_id) filter (valid and online and last_90) as n_on_buy_90d,
  count(distinct order_id) filter (valid and offline and last_90) as n_off_buy_90d,
  count(distinct order_id) filter (valid and discount <> 0) / nullif(n_orders, 0) as discount_share,
  count(distinct date_trunc('month', order_time)) filter (valid and recent) as active_months_12,
  count(*) filter (valid) as n_lines,
  count(distinct category) filter (valid) as n_cats,
  quantile_cont(net::double, 0.5) filter (valid) as aov,
  coalesce(sum(amount) filter (settled and recent), 0)
    - coalesce(sum(refund) filter (settled and refund_counts >= date '2025-07-01'), 0) as spend_12m,
  coalesce(sum(amount) filter (settled and order_time >= date '2024-07-01' and not recent), 0)
    - coalesce(sum(refund) filter (settled and refund_counts >= date '2024-07-01'
                                   and refund_counts < date '2025-07-01'), 0) as spend_prev12m,
  coalesce(sum(amount) filter (settled), 0) - coalesce(sum(refund) filter (settled), 0)
    as spend_total,
  date_diff('day', min(order_time) filter (valid), date '{as_of}') as first_order_days,
  date_diff('day', max(order_time) filter (valid), date '{as_of}') as last_order_days,
  date_diff('day', min(order_time) filter (settled and amount > 0), date '{as_of}') as tenure_days,
  sum(net) filter (valid and grade = 'premium')::double / sum(net) filter (valid) as premium_share,
  sum(net) filter (valid and grade = 'budget')::double / sum(net) filter (valid) as budget_share
from o group by all;

create table categories as
select customer_id, max(n) / sum(n) as top_cat_share, sum(n * n) / (sum(n) * sum(n)) as hhi
from (select customer_id, category, count(*) as n from o where valid group by all) group by all;

create table brands as
select customer_id, max(n) / sum(n) as brand_share
from (select customer_id, brand, count(*) as n from o where valid group by all) group by all;

create table prices as
select customer_id, sum(net * price / usual)::double / sum(net) as price_idx
from (
  select customer_id, net, amount::double / quantity as price,
    median(amount::double / quantity) over (partition by category) as usual
  from o where valid)
group by all;

create table voice as
select customer_id, avg(sentiment) as fb_avg, avg(csat) as csat,
  avg((topic = 'service')::int) as service_topic_share
from read_csv('{folder}/feedback.csv') where feedback_time >= date '2025-07-01' group by all;

create table seen as
select customer_id, count(*) as n_events,
  count(*) filter (kind = 'view' and last_90) as n_view_90d,
  count(*) filter (kind in ('click', 'cart') and last_90) as n_click_90d,
  count(*) filter (kind = 'visit' and last_90) as n_visit_90d,
  count(*) filter (not offline) as online_events, count(*) filter (offline) as offline_events,
  sum(case kind when 'view' then 2 when 'click' then 5 when 'visit' then 10 when 'cart' then 25 else 0 end
    * pow(0.5, date_diff('day', event_time, date '{as_of}') / 30)) filter (last_90) as event_points
from e group by all;

create table asked as
select customer_id, count(*) filter (kind = 'presales') as n_presales,
  count(*) filter (kind = 'presales' and recent) as n_presales_12m,
  count(*) filter (kind = 'aftersales' and recent) as n_aftersales_12m,
  count(*) filter (kind = 'tech' and recent) as n_tech_12m,
  min(opened_at) filter (kind = 'presales') as first_question,
  sum(40 * pow(0.5, date_diff('day', opened_at, date '{as_of}') / 30))
    filter (kind = 'presales' and last_90) as question_points
from t group by all;

create table pursued as
select customer_id, max((status = 'open')::int) as open_lead, max(fit_score) as fit_score,
  count(*) filter (interest) as interested, min(created_at) as first_lead
from l group by all;

create table cycles as
select customer_id,
  date_diff('day', least(any_value(first_lead), any_value(first_question)), min(order_time)) as cycle_days
from o left join pursued using (customer_id) left join asked using (customer_id)
where valid and order_time >= least(first_lead, first_question) group by all;

create table brought as
select referred_by as customer_id, count(*) as referrals from people where referred_by is not null
group by all;
"""

# Attributes as the taxonomy words them; a missing count is 0, a missing measure stays null.
FRAME = """
create table f as
select p.customer_id, kind, country, employees, is_household::int as is_household, points,
  case province when '北京' then 'Beijing' else province end as province,
  case city when '北京' then 'Beijing' else city end as city,
  industry, territory,
  (customer_role = 'internal')::int as is_employee,
  customer_role as channel_role_attr,
  list_contains(string_split(relations, '|'), 'customer')::int as rel_customer,
  list_contains(string_split(relations, '|'), 'supplier')::int as rel_supplier,
  list_contains(string_split(relations, '|'), 'partner')::int as rel_partner,
  list_contains(string_split(relations, '|'), 'investor')::int as rel_investor,
  case when contact_title in ('总经理', '财务总监', '技术总监', '局长', 'CEO', 'CFO', 'CTO', 'Owner')
      then 'executive'
    when contact_title in ('采购经理', '采购办主任', 'Procurement Manager') then 'purchasing'
    end as title_group,
  (title_group is not null)::int as is_decision_maker, influencer as infl_kind,
  (influencer is not null)::int as is_influencer, motive as motive_tag,
  decision_factor as decision_factor_tag, churn_reason as churn_tag,
  coalesce((contract_end < date '{as_of}')::int, 0) as contract_ended,
  coalesce(open_lead, 0) as open_lead, fit_score,
  (coalesce(interested, 0) + coalesce(n_events, 0) + coalesce(n_presales, 0) > 0)::int as interest,
  least(100, coalesce(event_points, 0) + coalesce(question_points, 0)) as intent_score, cycle_days,
  coalesce(n_orders, 0) as n_orders, coalesce(n_orders_12m, 0) as n_orders_12m,
  coalesce(n_online, 0) as n_online, coalesce(n_offline, 0) as n_offline, aov,
  coalesce(spend_12m, 0) as spend_12m, coalesce(spend_prev12m, 0) as spend_prev12m,
  coalesce(spend_total, 0) as spend_total, first_order_days, last_order_days, tenure_days, gap_med,
  gap_cv, first_order_days - last_order_days as span_days,
  coalesce(active_months_12, 0) as active_months_12, coalesce(n_lines, 0) as n_lines,
  coalesce(n_cats, 0) as n_cats, top_cat_share, brand_share, hhi, price_idx, premium_share,
  budget_share, discount_share, coalesce(spend_12m, 0) as value_12m,
  coalesce(brought.referrals, 0) as referrals, fb_avg, csat, service_topic_share, n_presales_12m,
  n_aftersales_12m, n_tech_12m, n_view_90d, n_click_90d, n_visit_90d, n_on_buy_90d, n_off_buy_90d,
  coalesce(online_events, 0) + coalesce(n_online, 0)
    + (acquisition_channel in ('search', 'social', 'marketplace'))::int as n_info_online,
  coalesce(offline_events, 0) + coalesce(n_offline, 0)
    + (acquisition_channel in ('store', 'trade_fair'))::int as n_info_offline,
  predicted_value,
  -- Percentiles leave out staff, and those who are related otherwise and not as customers.
  not coalesce(customer_role = 'internal', false)
    and (relations is null or list_contains(string_split(relations, '|'), 'customer')) as ranked
from people p left join bought using (customer_id) left join gaps using (customer_id)
left join categories using (customer_id) left join brands using (customer_id)
left join prices using (customer_id) left join voice using (customer_id)
left join seen using (customer_id) left join asked using (customer_id)
left join pursued using (customer_id) left join cycles using (customer_id)
left join brought using (customer_id);
"""

# Also for other data; `f` has a row a customer.
RANKS = """
-- Shares and ranks over customers with a positive value who are ranked; equal values share one.
create table m as
select f.*, p.spend_cum_share, p.value_pct, q.aov_lo, q.aov_hi, v.clv_pct, s.r_score, s.f_score,
  s.m_score
from f left join (
  select customer_id,
    sum(spend_12m) over (order by spend_12m desc range unbounded preceding)
      / sum(spend_12m) over () as spend_cum_share,
    100 * percent_rank() over (order by spend_12m) as value_pct
  from f where spend_12m > 0 and ranked) p using (customer_id)
left join (
  select customer_id, 100 * percent_rank() over (order by predicted_value) as clv_pct
  from f where predicted_value is not null and ranked) v using (customer_id)
left join (
  select customer_id,
    (rank() over (order by last_order_days desc) - 1) * 5 // count(*) over () + 1 as r_score,
    (rank() over (order by n_orders) - 1) * 5 // count(*) over () + 1 as f_score,
    (rank() over (order by spend_total) - 1) * 5 // count(*) over () + 1 as m_score
  from f where n_orders > 0 and ranked) s using (customer_id)
cross join (
  select quantile_cont(aov, 0.33) as aov_lo, quantile_cont(aov, 0.67) as aov_hi
  from f where aov > 0 and ranked) q;
"""


def build(db, folder, refunds_by):
    counts = "coalesce(refund_time, order_time)" if refunds_by == "refund" else "order_time"
    for part in (ACTIVITY, PER_CUSTOMER, FRAME, RANKS):
        db.execute(part.format(folder=folder, as_of=AS_OF, refund_counts=counts))
