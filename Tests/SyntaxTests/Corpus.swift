/// Statements that must be understood, in both languages: what other tests go through.
enum Corpus {
  static let statements: [String] = queries + expressions.map { "where " + $0 } + commands + chinese

  static let queries: [String] = [
    "customers", "customers | count", "from vip_zj@3 | take 5", "out[3] | sort id", "_ | take 2",
    "| where x > 1", "from orders as of @2024-01-01 | group channel : count()",
    "where x > 1 |> limit 3", "select id, value_tier as tier, *, twice = 2 * spend",
    "derive a = 1, b = a + 1 | drop a | rename b as c, d as e",
    "group city, tier : count(), sum(spend) as s, n = avg(x)", "group : count()",
    "group :dim : count()", "group city", "summarize count(), sum(spend) by city, tier",
    "aggregate avg(spend)", "profile a, b",
    "profile a, b : count(), sum(x) as s", "echo 'one' || :p", "pivot a by b",
    "pivot a by b : share of row",
    "pivot a by b : share of column", "pivot a by b : share of all", "pivot a by b : sum(x) as s",
    "sort spend desc, id", "order by spend asc", "top 10 by spend", "top 3 by spend asc",
    "head 3", "sample 10% seed 7", "sample 12.5%", "sample 100", "distinct", "distinct a, year(b)",
    "union vip@2", "intersect out[1]", "except _", "group tier | show bar", "show table",
    "where x > 1 | save vip 'the ''best'''", "save vip",
    "export 'x.csv' columns a, b overwrite raw", "customers | export 'x.csv' raw",
    "let big = from customers | where spend > 5k", "let big = where spend > 5k",
    "let last = | take 3", "let again = big | take 3", "select a, (b = c) as same",
    "group (a = 1), a != 1", "select *\nwhere x > 1",
    "from customers | where lifecycle_stage = churned and value_tier >= medium | derive spend = sum(orders.amount) | sort spend desc | take 10",
  ]

  static let expressions: [String] = [
    "a = 1", "a == 1 and b <> 2 or not c >= 3", "(a or b) and c", "a or b and c",
    "not (a and b)", "not a = 1", "-x * y + 2 = 1", "-(-x) > - 5",
    "a - (b - c) > a - b - c", "a / b / c = a // b % c", "10%3 = 1", "x > 20% * y", "x = 10 % y",
    "a || b = 'ab'", "(a = b) = true", "x between 1 and 2 and y not between 3 and 4",
    "x in (1, 2, 'c')", "x not in (null)", "id in file 'ids.txt'", "id not in file 'ids.txt'",
    "in vip_zj and not in churn_watch", "in vip@3", "id in vip@3", "id not in vip",
    "not (in vip)", "time in @2025-01..@2025-06", "time in @2025", "time within 90d",
    "time within 12mo before ago(12mo)", "time not within 90d", "time within previous month",
    "time within this year", "time within last quarter", "time within @2025-01..@2025-06",
    "time within last 90d", "x is null", "x is not null", "x is distinct from y",
    "x is not distinct from y + 1", "name like 'a%'", "name not like 'a%'", "name ~ 'smith'",
    "count(orders where channel = 'online' and time within 180d) >= 3",
    "sum(orders.amount where time within 12mo before ago(12mo)) > 1.2m",
    "count(where a = 1) > 1", "count(in vip@2) > 1", "count(vip@2) > 1", "count(vip@2 where x) > 1",
    "count(orders) > 1", "count(orders within 90d) = 0", "count() > 1", "count(*) > 1",
    "count(distinct orders.category) > 2", "count((x)) > 2", "has orders", "no orders within 90d",
    "has orders where amount > 5 and time within 30d", "(has orders where a = 1) and b = 2",
    "no orders within 90d and spend > 5", "not has orders",
    "first(orders.category by time) = 'x'", "last(orders.category where amount > 0 by time) = 'x'",
    "sequence(events: kind = 'browse' then kind = 'cart' within 7d)",
    "sequence(events: (x) then kind = 'cart' and (y))",
    "case when a then 1 when b then 2 else 3 end > 1", "case x when 1 then 'a' else 'b' end = 'a'",
    "if(a, b, coalesce(c, d)) = 1", "x > :limit and y < :other", "`unit price` > 1",
    "orders.`unit price` > 1", "`order` = 1", "`a``b` = 1", "x = 'it''s'", "x = \"say \"\"hi\"\"\"",
    "x = 5k", "x = 1_000_000.50", "x = .5", "x = 1e6", "x = 1.5e-3", "x = 1e300",
    "x = 99999999999999999999", "x = 5万", "x = 1.2亿", "x = @2025-08-23", "x = @2025-08",
    "x = @2025-Q3", "x = @2025年8月23日", "x = @2025年8月", "x = @2025年",
    "x = @2025-08-23T10:30:00", "x = @2025-08-23T10:30", "x > ago(1y6mo)", "x > ago(2h30min)",
    "x > ago(90天)", "x > ago(6个月)", "x > ago(2周)", "true or false or null",
    "has events where no orders within 7d",
    "sum((has orders) where x) > 1", "x in ((a or b), c = d)",
  ]

  static let commands: [String] = [
    "expect stage of 'C1' = stable", "expect stage of C1 = 'stable' 'why it matters'",
    "expect -spend of 42 < 0 and (a + b) of A-17-x >= 2", "expect sum(orders.amount) of 007 > 0",
    "expect count(vip) between 10 and 100", "expect count(vip@2) != 0", "预期 占比(a = b) < 20%",
    "expect a of 'C1' > b of 'C2' or (20%) of 'C1' = c", "rules check", "rules check 'a.strata'",
    "rules reset a", "rules `reset`", "规则 复原 a", "explain a.b",
    "rules diff", "rules diff vip@2", "rules diff 'a.strata'", "规则 检查", "规则 差异 客群一",
    "rules `check`", "set param churn_days = 90", "set param",
    "load 'a.csv', 'b.csv'", "load orders 'x.csv'",
    "load orders from 'x.csv' with customer = CustomerID, amount = Quantity * UnitPrice where Quantity > 0 using delimiter = ';'",
    "load 'x.csv' with flag = (has orders) where y > 1", "demo", "set", "set language zh",
    "set asof @2011-12-10", "set churn_days = 90", "set x", "help", "help order by", "help |",
    "explain customer 'C1' on lifecycle_stage, tenure", "explain customer 17850", "explain 'C1'",
    "explain where x > 1 | group city", "explain from orders as of @2024-01-01 | take 3",
    "explain vip@2 | count", "explain customers | where has orders", "explain out[2] | sort a",
    "explain | where x > 1\n| take 2", "explain stage", "explain `group`", "explain save vip",
    "explain customers\n| where x",
    "describe vip@2", "dimensions", "metrics", "segments", "tables", "show tables", "rules",
    "rules lifecycle_stage", "rules export 'r.strata' overwrite", "rules load 'r.strata'",
    "rejects", "rejects orders", "drop segment vip", "drop segment", "drop segment, b",
    "rename segment a to b", "rename segment as b", "run 'f.strata' a = 1 b = 'x'",
    "run 'f.strata' a = 1, b = -2", "remember", "forget", "timing", "timing on", "timing off",
    "format", "format csv", "history", "clear", "quit", "exit", "\\d", "\\q", ".tables", ".help",
    "%history", "select a from t where x = 1", "param churn_days = 180",
    "param since: date = @2024-01-01 'first day counted'", "define param x",
    "metric orders.net 'after discount' = amount - discount",
    "metric recency 'days since last order' zh '距末单天数' alias '新近度', 'R' = 1",
    "param churn_days = 90 'days of silence' zh '沉默天数'",
    "where name 不包含 'x' and signup is not null | take 3",
    "metric recency 'days since last order' = days_since(max(orders.time))",
    """
    dimension lifecycle_stage '客户生命周期' en 'Lifecycle' alias '生命周期', 'stage' ordered
      prospect '潜在'     when n_orders = 0
      churned  '流失客户' alias '流失' rank 3 when recency > greatest(:churn_days, 3 * gap_median)
        or n_orders = 99
      no '无' when tenure_days <= 90
      `month` '月' when spend_12m > 1.2 * spend_prev_12m
      otherwise stable '稳定客户'
    end
    """,
    "goal keep 'keep them' zh '留住' alias 'stay', '保留' rfm 'why' zh '因为' try 'group rfm' tenure end",
    "advise", "advise 'win back customers'",
    "define dimension region '地区' multi values province end",
    "trait value_tier.high 'brings most'", "trait geo_region zh '各地区'",
    "strategy value_tier.low, potential_value.high 'nurture' zh '培育'",
    "strategy purchase_regularity.`end` 'x'", "define strategy a.no, b.otherwise 'it''s'",
    "define trait rfm.`555` 'best'", "describe value_tier.high", "describe 客户价值.no",
    "dimension region 'x' values coalesce(province, 'x') end",
  ]

  static let chinese: [String] = [
    "从 客户 ｜ 筛选 城市 ＝ ‘北京’ 且 消费 ＞ 5万 ｜ 前 10 按 消费",
    "分组 城市：计数（）", "筛选 生命周期 = 流失客户 或 非 等级 属于 （“金”，「银」）",
    "筛选 年龄 介于 20 且 30", "筛选 电话 为空 且 邮箱 不为空", "筛选 下单时间 近 90天",
    "派生 客单价 = 消费 / 订单数 | 选择 编号，客单价 | 排序 客单价 降序 | 取 5",
    "抽样 10% 种子 7", "去重 城市", "并集 重要客户", "交集 重要客户", "差集 重要客户",
    "保存 重要客户 '说明'", "导出 'x.csv' 列 a, b 覆盖 原样", "解释 客户 'C1' 关于 生命周期",
    "解释 筛选 城市 = '北京' | 分组 等级", "解释 客户价值",
    "特征 客户价值.高价值客户 '最重要'", "策略 客户价值.高价值客户，潜在价值.`高 潜力` zh ‘先投入’",
    "定义 策略 地区 'x'", "透视 城市 按 等级：行占比", "加载 'x.csv'", "显示 bar", "设置 语言 = zh", "帮助 筛选",
    "筛选 有 orders 其中 金额 ≥ 100", "筛选 没有 orders 近 90天",
    "筛选 情形 当 a 则 1 否则 2 结束 = 1", "参数 天数 = 90", "指标 近度 = days_since(x)",
    "维度 大小 '大小' 有序 小 '小' 当 x < 1 其余 大 '大' 结束", "去除 分群 重要客户",
  ]
}
