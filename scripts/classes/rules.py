"""The classification rules as SQL conditions over one row of features a customer.

DuckDB takes them as they are, Polars through its own SQL expressions; the features are written for each
engine. Names are the taxonomy's. Conditions on what the benchmark's data lack are left out, as the rule
file's optional() does: there are no refunds, events, tickets, leads, feedback, brands or grades.
"""

# Dimension: its classes from top to bottom; the first that holds wins, the last takes the rest.
EXCLUSIVE = {
    "rfm_recency": [(f"r{k}", f"r_score = {k}") for k in (5, 4, 3, 2, 1)] + [("none", None)],
    "rfm_frequency": [(f"f{k}", f"f_score = {k}") for k in (5, 4, 3, 2, 1)] + [("none", None)],
    "rfm_monetary": [(f"m{k}", f"m_score = {k}") for k in (5, 4, 3, 2, 1)] + [("none", None)],
    "purchase_recurrence": [
        ("repeat", "n_orders >= 2"), ("new", "n_orders = 1 AND first_order_days <= 90"),
        ("one_time", "n_orders >= 1"), ("none", None)],
    "order_size": [
        ("large", "aov >= aov_hi"), ("medium", "aov >= aov_lo"), ("small", "aov IS NOT NULL"),
        ("none", None)],
    "purchase_channel": [
        ("hybrid", "n_online > 0 AND n_offline > 0"), ("online", "n_online > 0"),
        ("offline", "n_offline > 0"), ("none", None)],
    "purchase_frequency": [
        ("high", "n_orders_12m >= 6"), ("low", "n_orders_12m >= 2 AND gap_cv <= 0.5"),
        ("occasional", "n_orders_12m >= 1"), ("lapsed", "n_orders > 0"), ("none", None)],
    "spend_amount": [
        ("high", "spend_12m > 0 AND spend_cum_share <= 0.8"), ("low", "spend_12m > 0"), ("none", None)],
    "purchasing_power": [
        ("luxury", "price_idx >= 1.3"), ("mass", "price_idx >= 0.8"), ("economy", "price_idx IS NOT NULL"),
        ("unknown", None)],
    "product_preference": [
        ("focused", "top_cat_share >= 0.4 AND n_lines >= 2"), ("mixed", "n_lines >= 1"), ("unknown", None)],
    "purchase_regularity": [
        ("long_regular", "span_days >= 365 AND active_months_12 >= 6 AND last_order_days <= 180"),
        ("short_casual", "n_orders >= 1"), ("potential", None)],
    "customer_nature": [
        ("enterprise", "type = 'enterprise'"), ("government", "type = 'government'"),
        ("individual", "type = 'individual'"), ("unknown", None)],
    "channel_role": [("consumer", "type = 'individual'"), ("unknown", None)],
    "industry": [
        ("retail", "industry = 'retail'"), ("manufacturing", "industry = 'manufacturing'"),
        ("finance", "industry = 'finance' OR industry = 'insurance'"), ("other", "industry IS NOT NULL"),
        ("unknown", None)],
    "value_tier": [
        ("high", "value_pct >= 80"), ("medium", "value_pct >= 50"), ("low", "spend_12m > 0"),
        ("negative", "spend_12m < 0"), ("none", None)],
    "importance": [
        ("vip", "spend_12m > 0 AND spend_cum_share <= 0.5"),
        ("important", "spend_12m > 0 AND spend_cum_share <= 0.8"), ("ordinary", "n_orders >= 1"),
        ("none", None)],
    "lifecycle_stage": [
        ("prospect", "n_orders = 0"),
        ("churned", "last_order_days > 180 AND last_order_days > 3 * COALESCE(gap_med, 0)"),
        ("new", "first_order_days <= 90"), ("growing", "spend_12m > 1.2 * spend_prev12m AND n_orders >= 2"),
        ("stable", None)],
    "tenure": [("new", "tenure_days < 365"), ("old", "tenure_days >= 365"), ("unknown", None)],
    "customer_status": [
        ("churned", "n_orders >= 1 AND last_order_days > {lost_days}"), ("current", "n_orders >= 1"),
        ("non_customer", None)],
    "loyalty_stage": [
        ("loyal", "n_orders_12m >= 4 AND tenure_days >= 365 AND last_order_days <= 120"),
        ("established", "n_orders >= 2 AND tenure_days >= 365"), ("new", "n_orders >= 1"),
        ("potential", None)],
    "retention": [
        ("loyal", "n_orders >= 3 AND last_order_days <= 2 * gap_med"),
        ("lost", "n_orders >= 1 AND last_order_days > {lost_days}"), ("neutral", "n_orders >= 1"),
        ("none", None)],
    "relationship_closeness": [
        ("close", "tenure_days >= 365 AND active_months_12 >= 4"), ("loose", "n_orders >= 1"),
        ("none", None)],
    "geo_market": [
        ("domestic", "country = 'CN'"), ("international", "country IS NOT NULL"), ("unknown", None)],
    "geo_scope": [
        ("local", "city = '北京' OR city = '北京市' OR city = 'Beijing'"),
        ("regional", "province = '北京' OR province = '北京市' OR province = 'Beijing'"),
        ("national", "country = 'CN'"), ("outside", "country IS NOT NULL"), ("unknown", None)],
    "purchase_pattern": [
        ("regular", "n_orders >= 3 AND gap_cv <= 0.5"), ("irregular", "n_orders >= 3"),
        ("sparse", "n_orders >= 1"), ("none", None)],
    "price_sensitivity": [
        ("sensitive", "discount_share >= 0.6"), ("moderate", "discount_share >= 0.2"),
        ("insensitive", "discount_share IS NOT NULL"), ("unknown", None)],
    "demand_concentration": [
        ("concentrated", "n_lines >= 3 AND hhi >= 0.5"), ("dispersed", "n_lines >= 3"), ("unknown", None)],
}

# All classes that hold; the last where none does.
MULTIPLE = {
    "decision_factor": [("price", "discount_share >= 0.6"), ("unknown", None)],
    "offline_behaviour": [("purchase", "n_off_buy_90d >= 1"), ("none", None)],
    "contact_channel": [("online", "n_info_online >= 1"), ("offline", "n_info_offline >= 1"), ("none", None)],
    "sales_customer_type": [
        ("churned", "n_orders >= 1 AND last_order_days > {lost_days}"),
        ("loyal", "n_orders_12m >= 4 AND tenure_days >= 365 AND last_order_days <= 120"),
        ("current", "n_orders >= 1 AND last_order_days <= {lost_days}"), ("potential", "n_orders = 0"),
        ("none", None)],
    "loyalty_trait": [("repeated", "n_orders >= 3"), ("related", "n_cats >= 3"), ("none", None)],
}

# Beside them: the three scores in a row, and the province as it is written.
OPEN = {"rfm": "none", "geo_region": "unknown"}

# What is done again after a change: the statements for Strata, and the dimensions that follow from it.
# The peers keep their table of features, and work out again what an expert would: these dimensions, and
# for the metric its column.
CHANGED_PATTERN = [
    ("regular", "n_orders >= 4 AND gap_cv <= 0.6"), ("irregular", "n_orders >= 3"),
    ("sparse", "n_orders >= 1"), ("none", None)]
CHANGES = {
    "parameter": ("set lost_days = 300", ["customer_status", "retention", "sales_customer_type"]),
    "rule": (
        "dimension purchase_pattern 'Purchase pattern'\n"
        "  regular 'Regular' when n_orders >= 4 and gap_cv <= 0.6\n"
        "  irregular 'Irregular' when n_orders >= 3\n"
        "  sparse 'Sparse' when n_orders >= 1\n"
        "  otherwise none 'None'\n"
        "end", ["purchase_pattern"]),
    "metric": (
        "metric n_orders_12m = count(orders where orders.is_valid and time within 6mo)",
        ["purchase_frequency", "loyalty_stage", "sales_customer_type"]),
}


def classes(dimension, lost_days=365, changed=False):
    """[(class, condition or None)] with parameters filled in; `changed`: after the change of a rule."""
    rules = EXCLUSIVE.get(dimension) or MULTIPLE[dimension]
    if changed and dimension == "purchase_pattern":
        rules = CHANGED_PATTERN
    return [(name, test and test.replace("{lost_days}", str(lost_days))) for name, test in rules]


def label(dimension, code):
    """The class or classes behind a code: a place, a set of bits, a score, or a name."""
    if code is None:
        return OPEN[dimension]
    if dimension == "geo_region":
        return code
    if dimension == "rfm":
        return str(code)
    names = [name for name, _ in classes(dimension)]
    if dimension in EXCLUSIVE:
        return names[code]
    held = [name for bit, name in enumerate(names[:-1]) if code >> bit & 1]
    return ", ".join(held) or names[-1]


def sizes(dimension, counted):
    """Customers a class, from [(code, customers)]; one with several classes counts in each."""
    result = {}
    for code, count in counted:
        for name in label(dimension, code).split(", ") if dimension in MULTIPLE else [label(dimension, code)]:
            result[name] = result.get(name, 0) + count
    return result


DIMENSIONS = list(OPEN) + list(EXCLUSIVE) + list(MULTIPLE)
