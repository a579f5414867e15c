"""All classes by Polars: lazy frames, integer keys, amounts in cents, orders sorted by customer and time."""
from datetime import date, datetime

import polars as pl

import rules

C = pl.col
KEPT = ["customer_id", "type", "industry", "country", "province", "city", "acquisition_channel"]


def number(column):
    return C(column).str.slice(1).cast(pl.Int32)


def days_since(time):
    return (pl.lit(date(2026, 1, 1)) - time.dt.date()).dt.total_days().cast(pl.Int32)


class Engine:
    def __init__(self, threads):
        if pl.thread_pool_size() != threads:
            raise SystemExit(f"bench: Polars has {pl.thread_pool_size()} threads, not {threads}")

    def load(self, data, suffix):
        text = ["type", "gender", "country", "province", "city", "industry", "acquisition_channel"]
        self.people = pl.scan_csv(f"{data}/customers{suffix}.csv", schema_overrides={
            **{name: pl.Categorical for name in text}, "birth_year": pl.Int32, "signup_date": pl.Date,
            "opt_in": pl.Boolean}).with_columns(number("customer_id")).sort("customer_id").collect()
        self.orders = pl.scan_csv(f"{data}/orders{suffix}.csv", schema_overrides={
            "channel": pl.Categorical, "category": pl.Categorical, "quantity": pl.Int32, "amount": pl.Float64,
            "discount": pl.Float64, "order_time": pl.Datetime("us")}).with_columns(
                number("customer_id"), (C("amount") * 100).round().cast(pl.Int64),
                C("category").to_physical().cast(pl.Int64).alias("place")).sort(
                    "customer_id", "order_time").with_columns(C("customer_id").set_sorted()).collect()

    def cold(self):
        valid = self.orders.lazy().filter(C("amount") > 0)
        self.features = self.ranked(self.base(self.bought(valid), self.lines(valid)))
        self.classes = self.classified(rules.DIMENSIONS)
        return self.count()

    def bought(self, valid):
        time, same = C("order_time"), C("customer_id") == C("customer_id").shift(1)
        recent = time >= datetime(2025, 1, 1)
        before = (time >= datetime(2024, 1, 1)) & ~recent
        # Orders are sorted by time: a month counts where it begins.
        begins = recent & ~(same & (time.dt.month() == time.dt.month().shift(1))
                            & (time.dt.year() == time.dt.year().shift(1))).fill_null(False)
        gap = (time - time.shift(1)).dt.total_microseconds()
        return valid.select(
            "customer_id", "amount", "order_time", recent=recent, begins=begins,
            last_90=time >= datetime(2025, 10, 3), online=C("channel").is_in(["online", "marketplace"]),
            discounted=C("discount") != 0, gap=pl.when(same & (gap > 0)).then(gap / 86400e6),
            latest=pl.when(recent).then(C("amount")).otherwise(0),
            earlier=pl.when(before).then(C("amount")).otherwise(0),
        ).group_by("customer_id").agg(
            n_orders=pl.len(), n_orders_12m=C("recent").sum(), n_online=C("online").sum(),
            n_offline=(~C("online")).sum(), n_off_buy_90d=(~C("online") & C("last_90")).sum(),
            n_discounted=C("discounted").sum(), active_months_12=C("begins").sum(),
            first_order=C("order_time").min(), last_order=C("order_time").max(), gap_med=C("gap").median(),
            n_gaps=C("gap").count(), gap_mean=C("gap").mean(), gap_std=C("gap").std(),
            aov=C("amount").median(), spend_total=C("amount").sum(), spend_12m=C("latest").sum(),
            spend_prev12m=C("earlier").sum())

    def lines(self, valid):
        usual = valid.group_by("place").agg(usual=(C("amount") / 100 / C("quantity")).median())
        cells = valid.select(
            amount=C("amount") / 100, key=C("customer_id").cast(pl.Int64) * 65536 + C("place"),
            paid=C("amount") / 100 * (C("amount") / 100) / C("quantity")).group_by("key").agg(
                n=pl.len().cast(pl.Int64), spend=C("amount").sum(), paid=C("paid").sum())
        return cells.with_columns(
            customer_id=(C("key") // 65536).cast(pl.Int32), place=C("key") % 65536,
        ).join(usual, on="place").group_by("customer_id").agg(
            n_cats=pl.len(), top=C("n").max(), n=C("n").sum(), squares=(C("n") * C("n")).sum(),
            paid=(C("paid") / C("usual")).sum(), spend=C("spend").sum(),
        ).select("customer_id", "n_cats", top_cat_share=C("top") / C("n"),
                 hhi=C("squares") / (C("n") * C("n")), price_idx=C("paid") / C("spend"))

    def base(self, bought, lines):
        counts = ["n_orders", "n_orders_12m", "n_online", "n_offline", "n_off_buy_90d", "active_months_12",
                  "spend_12m", "spend_prev12m", "n_cats"]
        won = C("acquisition_channel")
        return self.people.lazy().select(KEPT).join(bought, on="customer_id", how="left").join(
            lines, on="customer_id", how="left").with_columns(
                C(counts).cast(pl.Int64).fill_null(0), discount_share=C("n_discounted") / C("n_orders"),
                first_order_days=days_since(C("first_order")), last_order_days=days_since(C("last_order")),
                gap_cv=pl.when(C("n_gaps") >= 2).then(C("gap_std") / C("gap_mean")),
            ).with_columns(
                n_lines=C("n_orders"), tenure_days=C("first_order_days"),
                span_days=C("first_order_days") - C("last_order_days"),
                n_info_online=C("n_online") + won.is_in(["search", "social", "marketplace"]).fill_null(False),
                n_info_offline=C("n_offline") + (won == "trade_fair").fill_null(False),
            ).drop("first_order", "last_order", "n_gaps", "gap_mean", "gap_std", "n_discounted",
                   "acquisition_channel").collect()

    def ranked(self, base):
        """Shares, percentiles and quintiles, each over the customers that it names."""
        spend = base.get_column("spend_12m")
        above = pl.when(C("spend_12m") > 0).then(C("spend_12m"))
        running = spend.filter(spend > 0).sort(descending=True).cum_sum()
        fifth = lambda value: ((value.rank("min").cast(pl.Int64) - 1) * 5 // value.count() + 1).cast(pl.UInt8)
        buyer = lambda value: pl.when(C("n_orders") > 0).then(value)
        cuts = base.lazy().filter(C("aov") > 0).select(
            aov_lo=C("aov").quantile(0.33, "linear"), aov_hi=C("aov").quantile(0.67, "linear"))
        return base.lazy().with_columns(
            spend_cum_share=pl.lit(running).gather(above.rank("max", descending=True) - 1)
            / running[-1],
            value_pct=100 * (above.rank("min") - 1) / (above.count() - 1),
            r_score=fifth(buyer(-C("last_order_days"))), f_score=fifth(buyer(C("n_orders"))),
            m_score=fifth(buyer(C("spend_total"))),
        ).join(cuts, how="cross").collect()

    def code(self, dimension, **change):
        if dimension == "rfm":
            return C("r_score").cast(pl.Int16) * 100 + C("f_score") * 10 + C("m_score")
        if dimension == "geo_region":
            return C("province")
        tests = rules.classes(dimension, **change)
        if dimension in rules.EXCLUSIVE:
            chain = pl
            for place, (_, test) in enumerate(tests[:-1]):
                chain = chain.when(pl.sql_expr(test)).then(pl.lit(place, pl.UInt8))
            return chain.otherwise(pl.lit(len(tests) - 1, pl.UInt8))
        bits = [pl.when(pl.sql_expr(test)).then(pl.lit(1 << bit, pl.UInt8)).otherwise(pl.lit(0, pl.UInt8))
                for bit, (_, test) in enumerate(tests[:-1])]
        return sum(bits[1:], bits[0])

    def classified(self, dimensions, **change):
        return self.features.lazy().select(
            **{d: self.code(d, **change) for d in dimensions}).collect()

    def changed(self, dimensions, **change):
        self.classes = self.classes.with_columns(self.classified(dimensions, **change).get_columns())
        return self.count()

    def parameter(self, dimensions):
        return self.changed(dimensions, lost_days=300)

    def rule(self, dimensions):
        return self.changed(dimensions, changed=True)

    def metric(self, dimensions):
        counted = self.orders.lazy().filter(
            C("order_time") >= datetime(2025, 7, 1), C("amount") > 0).group_by("customer_id").agg(n=pl.len())
        self.features = self.features.lazy().join(counted, on="customer_id", how="left").with_columns(
            n_orders_12m=C("n").cast(pl.Int64).fill_null(0)).drop("n").collect()
        return self.changed(dimensions, lost_days=300)

    def count(self):
        frames = pl.collect_all([self.classes.lazy().group_by(d).len() for d in rules.DIMENSIONS])
        return {d: rules.sizes(d, f.rows()) for d, f in zip(rules.DIMENSIONS, frames)}

    def customers(self):
        ids = self.features.get_column("customer_id").to_list()
        rows = self.classes.select(rules.DIMENSIONS).iter_rows()
        return {f"C{key:07}": list(map(rules.label, rules.DIMENSIONS, row)) for key, row in zip(ids, rows)}
