"""All classes by DuckDB as an expert would have it: integer customer keys, enums for text, orders sorted by
customer and time, all aggregates of a customer in one pass, gaps by a lag that needs no sorting."""
import duckdb

import rules

LOAD = """
CREATE TABLE raw AS SELECT CAST(substr(customer_id, 2) AS INTEGER) customer_id, * EXCLUDE (customer_id)
FROM read_csv('{data}/customers{suffix}.csv', header = true, columns = {{
  'customer_id': 'VARCHAR', 'name': 'VARCHAR', 'type': 'ENUM(''individual'', ''enterprise'', ''government'')',
  'gender': 'ENUM(''F'', ''M'')', 'birth_year': 'INTEGER', 'country': 'VARCHAR', 'province': 'VARCHAR',
  'city': 'VARCHAR', 'industry': 'VARCHAR', 'signup_date': 'DATE', 'acquisition_channel': 'VARCHAR',
  'email': 'VARCHAR', 'opt_in': 'BOOLEAN'}});
CREATE TYPE country_t AS ENUM (SELECT DISTINCT country FROM raw WHERE country IS NOT NULL);
CREATE TYPE province_t AS ENUM (SELECT DISTINCT province FROM raw WHERE province IS NOT NULL);
CREATE TYPE city_t AS ENUM (SELECT DISTINCT city FROM raw WHERE city IS NOT NULL);
CREATE TYPE industry_t AS ENUM (SELECT DISTINCT industry FROM raw WHERE industry IS NOT NULL);
CREATE TYPE won_t AS ENUM (SELECT DISTINCT acquisition_channel FROM raw WHERE acquisition_channel IS NOT NULL);
CREATE TABLE customers AS SELECT * REPLACE (country::country_t AS country, province::province_t AS province,
  city::city_t AS city, industry::industry_t AS industry, acquisition_channel::won_t AS acquisition_channel)
FROM raw ORDER BY customer_id;
DROP TABLE raw;
CREATE TYPE channel_t AS ENUM ('online', 'marketplace', 'store', 'phone');
CREATE TYPE category_t AS ENUM (
  SELECT DISTINCT category FROM read_csv('{data}/orders{suffix}.csv', header = true));
CREATE TABLE orders AS SELECT CAST(substr(customer_id, 2) AS INTEGER) customer_id, * EXCLUDE (customer_id)
FROM read_csv('{data}/orders{suffix}.csv', header = true, columns = {{
  'order_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'order_time': 'TIMESTAMP', 'amount': 'DECIMAL(14,2)',
  'channel': 'channel_t', 'category': 'category_t', 'quantity': 'INTEGER', 'discount': 'DECIMAL(4,2)'}})
ORDER BY customer_id, order_time;
"""

FEATURES = """
CREATE OR REPLACE TABLE bought AS
WITH o AS (
  SELECT *, order_time >= TIMESTAMP '2025-01-01' AS recent, order_time >= TIMESTAMP '2025-10-03' AS last_90,
    channel <= 'marketplace'::channel_t AS online,
    CASE WHEN lag(customer_id) OVER () = customer_id
      THEN nullif(epoch_us(order_time) - lag(epoch_us(order_time)) OVER (), 0) / 86400e6 END AS gap
  FROM orders)
SELECT customer_id, count(*)::INTEGER AS n_orders, count(*) FILTER (recent)::INTEGER AS n_orders_12m,
  count(*) FILTER (online)::INTEGER AS n_online, count(*) FILTER (NOT online)::INTEGER AS n_offline,
  count(*) FILTER (NOT online AND last_90)::INTEGER AS n_off_buy_90d,
  count(*) FILTER (discount <> 0) AS n_discounted,
  bit_count(bit_or(CASE WHEN recent THEN 1 << month(order_time)::INTEGER ELSE 0 END)) AS active_months_12,
  date_diff('day', min(order_time), TIMESTAMP '2026-01-01')::INTEGER AS first_order_days,
  date_diff('day', max(order_time), TIMESTAMP '2026-01-01')::INTEGER AS last_order_days,
  median(gap) AS gap_med, CASE WHEN count(gap) >= 2 THEN stddev_samp(gap) / avg(gap) END AS gap_cv,
  median(amount::DOUBLE) AS aov, sum(amount) AS spend_total,
  sum(amount) FILTER (recent) AS spend_12m,
  sum(amount) FILTER (NOT recent AND order_time >= TIMESTAMP '2024-01-01') AS spend_prev12m
FROM o WHERE amount > 0 GROUP BY customer_id;

CREATE OR REPLACE TABLE lines AS
WITH usual AS (
  SELECT category, median(amount::DOUBLE / quantity) AS usual FROM orders WHERE amount > 0 GROUP BY category),
cells AS (
  SELECT customer_id, category, count(*) AS n, sum(amount::DOUBLE) AS spend,
    sum(amount::DOUBLE * amount::DOUBLE / quantity) AS paid
  FROM orders WHERE amount > 0 GROUP BY customer_id, category)
SELECT customer_id, count(*) AS n_cats, max(n) / sum(n) AS top_cat_share,
  sum(n * n) / (sum(n) * sum(n)) AS hhi, sum(paid / usual) / sum(spend) AS price_idx
FROM cells JOIN usual USING (category) GROUP BY customer_id;

CREATE OR REPLACE TABLE base AS
SELECT customer_id, type, industry, country, province, city,
  coalesce(n_orders, 0) AS n_orders, coalesce(n_orders_12m, 0) AS n_orders_12m,
  coalesce(n_orders, 0) AS n_lines, coalesce(n_online, 0) AS n_online, coalesce(n_offline, 0) AS n_offline,
  coalesce(n_off_buy_90d, 0) AS n_off_buy_90d, coalesce(active_months_12, 0) AS active_months_12,
  n_discounted / n_orders AS discount_share, first_order_days, last_order_days,
  first_order_days AS tenure_days, first_order_days - last_order_days AS span_days, gap_med, gap_cv, aov,
  coalesce(spend_12m, 0)::DECIMAL(18, 2) AS spend_12m,
  coalesce(spend_prev12m, 0)::DECIMAL(18, 2) AS spend_prev12m, spend_total::DECIMAL(18, 2) AS spend_total,
  coalesce(n_cats, 0) AS n_cats, top_cat_share, hhi, price_idx,
  coalesce(n_online, 0) + coalesce(acquisition_channel IN ('search', 'social', 'marketplace'), false)::INTEGER
    AS n_info_online,
  coalesce(n_offline, 0) + coalesce(acquisition_channel = 'trade_fair', false)::INTEGER AS n_info_offline
FROM customers LEFT JOIN bought USING (customer_id) LEFT JOIN lines USING (customer_id);

CREATE OR REPLACE TABLE features AS
SELECT base.*, spend_cum_share, value_pct, r_score, f_score, m_score, aov_lo, aov_hi
FROM base LEFT JOIN (
  SELECT customer_id,
    sum(spend_12m::DOUBLE) OVER (ORDER BY spend_12m DESC RANGE UNBOUNDED PRECEDING)
      / sum(spend_12m::DOUBLE) OVER () AS spend_cum_share,
    100 * percent_rank() OVER (ORDER BY spend_12m) AS value_pct
  FROM base WHERE spend_12m > 0) USING (customer_id)
LEFT JOIN (
  SELECT customer_id, ((rank() OVER (ORDER BY last_order_days DESC) - 1) * 5 // count(*) OVER () + 1)::UTINYINT
    AS r_score, ((rank() OVER (ORDER BY n_orders) - 1) * 5 // count(*) OVER () + 1)::UTINYINT AS f_score,
    ((rank() OVER (ORDER BY spend_total) - 1) * 5 // count(*) OVER () + 1)::UTINYINT AS m_score
  FROM base WHERE n_orders > 0) USING (customer_id)
CROSS JOIN (SELECT quantile_cont(aov, 0.33) AS aov_lo, quantile_cont(aov, 0.67) AS aov_hi
  FROM base WHERE aov > 0);
DROP TABLE base; DROP TABLE bought; DROP TABLE lines;
"""

# One aggregate over the orders again, and the table of features with it.
CHANGED_METRIC = """
CREATE OR REPLACE TABLE features AS
SELECT features.* REPLACE (coalesce(n, 0) AS n_orders_12m) FROM features LEFT JOIN (
  SELECT customer_id, count(*) AS n FROM orders WHERE amount > 0 AND order_time >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id) USING (customer_id);
"""


def code(dimension, **change):
    """SQL for the code of the class: a place as a small number, or a bit for each class."""
    if dimension == "rfm":
        return "r_score::SMALLINT * 100 + f_score * 10 + m_score"
    if dimension == "geo_region":
        return "province"
    tests = rules.classes(dimension, **change)
    if dimension in rules.EXCLUSIVE:
        whens = " ".join(f"WHEN {test} THEN {place}::UTINYINT" for place, (_, test) in enumerate(tests) if test)
        return f"CASE {whens} ELSE {len(tests) - 1}::UTINYINT END"
    bits = (f"CASE WHEN {test} THEN {1 << bit}::UTINYINT ELSE 0::UTINYINT END"
            for bit, (_, test) in enumerate(tests) if test)
    return f"({' | '.join(bits)})"


class Engine:
    def __init__(self, threads):
        self.db = duckdb.connect(config={"threads": threads})
        # Which table holds the newest class of a dimension.
        self.tables = {}

    def load(self, data, suffix):
        self.db.execute(LOAD.format(data=data, suffix=suffix))

    def classify(self, table, dimensions, **change):
        columns = ", ".join(f"{code(d, **change)} AS {d}" for d in dimensions)
        self.db.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT customer_id, {columns} FROM features")
        self.tables.update({d: table for d in dimensions})

    def cold(self):
        self.db.execute(FEATURES)
        self.classify("classes", rules.DIMENSIONS)
        return self.count()

    def parameter(self, dimensions):
        self.classify("of_parameter", dimensions, lost_days=300)
        return self.count()

    def rule(self, dimensions):
        self.classify("of_rule", dimensions, changed=True)
        return self.count()

    def metric(self, dimensions):
        self.db.execute(CHANGED_METRIC)
        self.classify("of_metric", dimensions, lost_days=300)
        return self.count()

    def count(self):
        answer = {}
        for dimension in rules.DIMENSIONS:
            query = f"SELECT {dimension}, count(*) FROM {self.tables[dimension]} GROUP BY 1"
            answer[dimension] = rules.sizes(dimension, self.db.execute(query).fetchall())
        return answer

    def customers(self):
        """{id: [class in each dimension]}; for small data."""
        columns = ", ".join(rules.DIMENSIONS)
        rows = self.db.execute(f"SELECT customer_id, {columns} FROM classes").fetchall()
        return {f"C{row[0]:07}": list(map(rules.label, rules.DIMENSIONS, row[1:])) for row in rows}
