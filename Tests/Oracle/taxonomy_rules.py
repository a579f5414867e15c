"""The taxonomy's example rules as SQL conditions, word for word, and the values of their parameters.

An exclusive dimension is one CASE; of a multi-valued one each class has a condition of its own, and the
class "when no other class matched" takes the rest.
"""

RULES = {
    "purchase_recurrence": """
        CASE WHEN n_orders >= 2 THEN 'repeat' WHEN n_orders = 1 AND first_order_days <= :grace_days
        THEN 'new' WHEN n_orders = 1 THEN 'one_time' WHEN n_orders = 0 THEN 'none' END""",
    "order_size": """
        CASE WHEN aov >= :aov_hi THEN 'large' WHEN aov >= :aov_lo THEN 'medium' WHEN aov IS NOT NULL
        THEN 'small' ELSE 'none' END""",
    "purchase_channel": """
        CASE WHEN n_online > 0 AND n_offline > 0 THEN 'hybrid' WHEN n_online > 0 THEN 'online' WHEN
        n_offline > 0 THEN 'offline' ELSE 'none' END""",
    "purchase_motive": """
        CASE WHEN motive_tag = 'social' THEN 'social' WHEN motive_tag = 'emotional' THEN 'emotional'
        WHEN motive_tag = 'need' THEN 'need' ELSE 'unknown' END""",
    "purchasing_power": """
        CASE WHEN price_idx >= :idx_hi THEN 'luxury' WHEN price_idx >= :idx_lo THEN 'mass' WHEN
        price_idx IS NOT NULL THEN 'economy' ELSE 'unknown' END""",
    "purchase_frequency": """
        CASE WHEN n_orders_12m >= :freq_hi THEN 'high' WHEN n_orders_12m >= 2 AND gap_cv <=
        :regular_cv THEN 'low' WHEN n_orders_12m >= 1 THEN 'occasional' WHEN n_orders > 0 THEN
        'lapsed' ELSE 'none' END""",
    "spend_amount": """
        CASE WHEN spend_12m > 0 AND spend_cum_share <= :pareto THEN 'high' WHEN spend_12m > 0 THEN
        'low' ELSE 'none' END""",
    "product_preference": """
        CASE WHEN top_cat_share >= :pref_share AND n_lines >= 2 THEN 'focused' WHEN n_lines >= 1
        THEN 'mixed' ELSE 'unknown' END""",
    "purchase_regularity": """
        CASE WHEN span_days >= :span AND active_months_12 >= :months AND last_order_days <= 180 THEN
        'long_regular' WHEN n_orders >= 1 THEN 'short_casual' ELSE 'potential' END""",
    "decision_factor": """
        'price' WHEN decision_factor_tag = 'price' OR discount_share >= 0.6; 'quality' WHEN
        decision_factor_tag = 'quality' OR premium_share >= 0.6; 'service' WHEN decision_factor_tag
        = 'service' OR service_topic_share >= 0.5; 'unknown' WHEN no other class matched""",
    "customer_nature": """
        CASE WHEN kind = 'enterprise' THEN 'enterprise' WHEN kind = 'government' THEN 'government'
        WHEN kind = 'individual' THEN 'individual' ELSE 'unknown' END""",
    "channel_role": """
        CASE WHEN is_employee = 1 THEN 'internal' WHEN channel_role_attr = 'reseller' THEN
        'intermediary' WHEN channel_role_attr = 'public' THEN 'public_interest' WHEN
        channel_role_attr = 'consumer' OR kind = 'individual' THEN 'consumer' ELSE 'unknown' END""",
    "relation_kind": """
        'consumer_retailer' WHEN rel_customer = 1; 'supplier' WHEN rel_supplier = 1; 'partner' WHEN
        rel_partner = 1; 'investor' WHEN rel_investor = 1""",
    "industry": """
        CASE WHEN industry = 'retail' THEN 'retail' WHEN industry = 'manufacturing' THEN
        'manufacturing' WHEN industry = 'finance' THEN 'finance' WHEN industry IS NOT NULL THEN
        'other' ELSE 'unknown' END""",
    "geo_market": """
        CASE WHEN country = :home_country THEN 'domestic' WHEN country IS NOT NULL THEN
        'international' ELSE 'unknown' END""",
    "geo_region": """
        CASE WHEN province IS NOT NULL THEN 'value' ELSE 'unknown' END""",
    "geo_scope": """
        CASE WHEN city = :home_city THEN 'local' WHEN province = :home_province THEN 'regional' WHEN
        country = :home_country THEN 'national' WHEN country IS NOT NULL THEN 'outside' ELSE
        'unknown' END""",
    "value_tier": """
        CASE WHEN value_pct >= :hi THEN 'high' WHEN value_pct >= :lo THEN 'medium' WHEN value_12m >
        0 THEN 'low' WHEN value_12m < 0 THEN 'negative' ELSE 'none' END""",
    "potential_value": """
        CASE WHEN clv_pct >= :hi THEN 'high' WHEN clv_pct >= :lo THEN 'medium' WHEN clv_pct IS NOT
        NULL THEN 'low' ELSE 'unknown' END""",
    "importance": """
        CASE WHEN spend_12m > 0 AND spend_cum_share <= 0.5 THEN 'vip' WHEN spend_12m > 0 AND
        spend_cum_share <= 0.8 THEN 'important' WHEN n_orders >= 1 THEN 'ordinary'
        ELSE 'none' END""",
    "lifecycle_stage": """
        CASE WHEN n_orders = 0 THEN 'prospect' WHEN last_order_days > :churn_days AND
        last_order_days > :k * COALESCE(gap_med, 0) THEN 'churned' WHEN first_order_days <=
        :new_days THEN 'new' WHEN spend_12m > :grow * COALESCE(spend_prev12m, 0) AND n_orders >= 2
        THEN 'growing' ELSE 'stable' END""",
    "tenure": """
        CASE WHEN tenure_days < :old_days THEN 'new' WHEN tenure_days >= :old_days THEN 'old' ELSE
        'unknown' END""",
    "customer_status": """
        CASE WHEN n_orders >= 1 AND (last_order_days > :churn_days OR contract_ended = 1) THEN
        'churned' WHEN n_orders >= 1 THEN 'current' WHEN open_lead = 1 OR fit_score >= :fit THEN
        'target' WHEN interest = 1 THEN 'potential' ELSE 'non_customer' END""",
    "loyalty_stage": """
        CASE WHEN n_orders_12m >= :loyal_orders AND tenure_days >= 365 AND last_order_days <= 120
        AND COALESCE(fb_avg, 0) >= 0 THEN 'loyal' WHEN n_orders >= 2 AND tenure_days >= 365 THEN
        'established' WHEN n_orders >= 1 THEN 'new' ELSE 'potential' END""",
    "retention": """
        CASE WHEN n_orders >= 3 AND last_order_days <= :k * gap_med THEN 'loyal' WHEN n_orders >= 1
        AND last_order_days > :churn_days THEN 'lost' WHEN n_orders >= 1 THEN 'neutral' ELSE 'none'
        END""",
    "relationship_closeness": """
        CASE WHEN tenure_days >= 365 AND active_months_12 >= 4 AND COALESCE(fb_avg, 0) >= 0 THEN
        'close' WHEN n_orders >= 1 THEN 'loose' ELSE 'none' END""",
    "product_need": """
        CASE WHEN premium_share >= 0.5 THEN 'high_end' WHEN budget_share >= 0.5 THEN 'low_end' WHEN
        n_lines >= 1 THEN 'mid_range' ELSE 'unknown' END""",
    "service_need": """
        'pre_sales' WHEN n_presales_12m >= 1; 'after_sales' WHEN n_aftersales_12m >= 1;
        'tech_support' WHEN n_tech_12m >= 1; 'none' WHEN no other class matched""",
    "online_behaviour": """
        'purchase' WHEN n_on_buy_90d >= 1; 'click' WHEN n_click_90d >= 1; 'browse' WHEN n_view_90d
        >= 1; 'none' WHEN no other class matched""",
    "offline_behaviour": """
        'purchase' WHEN n_off_buy_90d >= 1; 'visit' WHEN n_visit_90d >= 1; 'none' WHEN no other
        class matched""",
    "contact_channel": """
        'online' WHEN n_info_online >= 1; 'offline' WHEN n_info_offline >= 1; 'none' WHEN no other
        class matched""",
    "feedback_polarity": """
        CASE WHEN fb_avg <= -:cut THEN 'negative' WHEN fb_avg >= :cut THEN 'positive' WHEN fb_avg IS
        NOT NULL THEN 'neutral' ELSE 'none' END""",
    "decision_role": """
        'decision_maker' WHEN is_decision_maker = 1; 'influencer' WHEN is_influencer = 1; 'none'
        WHEN no other class matched""",
    "sales_customer_type": """
        'internal' WHEN is_employee = 1; 'decision_maker' WHEN is_decision_maker = 1; 'influencer'
        WHEN is_influencer = 1; 'churned' WHEN n_orders >= 1 AND last_order_days > 365; 'loyal' WHEN
        n_orders_12m >= 4 AND tenure_days >= 365 AND last_order_days <= 120; 'current' WHEN n_orders
        >= 1 AND last_order_days <= 365; 'potential' WHEN n_orders = 0""",
    "loyalty_trait": """
        'directed' WHEN brand_share >= 0.6 AND n_lines >= 3; 'repeated' WHEN n_orders >= 3;
        'related' WHEN n_cats >= 3; 'referring' WHEN referrals >= 1""",
    "churn_reason": """
        'quality' WHEN churn_tag = 'quality'; 'service' WHEN churn_tag = 'service'; 'price' WHEN
        churn_tag = 'price'; 'unknown' WHEN no other class matched""",
    "influencer_kind": """
        'expert' WHEN infl_kind = 'expert'; 'opinion_leader' WHEN infl_kind = 'leader'; 'blogger'
        WHEN infl_kind = 'blogger'""",
    "decision_maker_kind": """
        CASE WHEN title_group = 'executive' THEN 'executive' WHEN title_group = 'purchasing' THEN
        'purchasing' ELSE 'other' END""",
    "household_type": """
        CASE WHEN is_household = 1 THEN 'household' WHEN kind = 'individual' THEN 'person' ELSE
        'other' END""",
    "customer_size": """
        CASE WHEN employees >= 300 THEN 'large' WHEN employees >= 50 THEN 'medium' WHEN employees >=
        1 THEN 'small' ELSE 'unknown' END""",
    "purchase_pattern": """
        CASE WHEN n_orders >= 3 AND gap_cv <= 0.5 THEN 'regular' WHEN n_orders >= 3 THEN 'irregular'
        WHEN n_orders >= 1 THEN 'sparse' ELSE 'none' END""",
    "satisfaction": """
        CASE WHEN csat >= 4 THEN 'high' WHEN csat >= 3 THEN 'medium' WHEN csat IS NOT NULL THEN
        'low' ELSE 'unknown' END""",
    "price_sensitivity": """
        CASE WHEN discount_share >= 0.6 THEN 'sensitive' WHEN discount_share >= 0.2 THEN 'moderate'
        WHEN discount_share IS NOT NULL THEN 'insensitive' ELSE 'unknown' END""",
    "decision_cycle": """
        CASE WHEN cycle_days > 30 THEN 'long' WHEN cycle_days > 7 THEN 'medium' WHEN cycle_days IS
        NOT NULL THEN 'short' ELSE 'unknown' END""",
    "program_tier": """
        CASE WHEN points >= 5000 THEN 'gold' WHEN points >= 1000 THEN 'silver' WHEN points IS NOT
        NULL THEN 'basic' ELSE 'none' END""",
    "purchase_intent": """
        CASE WHEN intent_score >= 70 THEN 'hot' WHEN intent_score >= 30 THEN 'warm' WHEN
        intent_score > 0 THEN 'cold' ELSE 'none' END""",
    "lifetime_value": """
        CASE WHEN clv_pct >= 80 THEN 'high' WHEN clv_pct >= 40 THEN 'mid' WHEN clv_pct IS NOT NULL
        THEN 'low' ELSE 'unknown' END""",
    "sales_territory": """
        CASE WHEN territory IS NOT NULL THEN 'value' ELSE 'unassigned' END""",
    "demand_concentration": """
        CASE WHEN n_lines >= 3 AND hhi >= 0.5 THEN 'concentrated' WHEN n_lines >= 3 THEN 'dispersed'
        ELSE 'unknown' END""",
}

# Beside them RFM, which the taxonomy has no rule for.
SCORES = {
    "rfm": """CASE WHEN r_score IS NOT NULL THEN r_score::varchar || f_score::varchar || m_score::varchar
        ELSE 'none' END""",
    "rfm_recency": "CASE WHEN r_score IS NOT NULL THEN 'r' || r_score ELSE 'none' END",
    "rfm_frequency": "CASE WHEN f_score IS NOT NULL THEN 'f' || f_score ELSE 'none' END",
    "rfm_monetary": "CASE WHEN m_score IS NOT NULL THEN 'm' || m_score ELSE 'none' END",
}

# Dimensions whose classes are the values themselves: the column behind the rule's 'value'.
OPEN = {"geo_region": "province", "sales_territory": "territory"}

# The cuts of order_size are the population's own, and in the frame.
PARAMETERS = {
    "purchase_recurrence": {"grace_days": "90"},
    "order_size": {"aov_lo": "aov_lo", "aov_hi": "aov_hi"},
    "purchasing_power": {"idx_lo": "0.8", "idx_hi": "1.3"},
    "purchase_frequency": {"freq_hi": "6", "regular_cv": "0.5"},
    "spend_amount": {"pareto": "0.80"},
    "product_preference": {"pref_share": "0.4"},
    "purchase_regularity": {"span": "365", "months": "6"},
    "geo_market": {"home_country": "'CN'"},
    "geo_scope": {"home_city": "'Beijing'", "home_province": "'Beijing'", "home_country": "'CN'"},
    "value_tier": {"hi": "80", "lo": "50"},
    "potential_value": {"hi": "80", "lo": "40"},
    "lifecycle_stage": {"new_days": "90", "churn_days": "180", "k": "3", "grow": "1.2"},
    "tenure": {"old_days": "365"},
    "customer_status": {"churn_days": "365", "fit": "70"},
    "loyalty_stage": {"loyal_orders": "4"},
    "retention": {"k": "2", "churn_days": "365"},
    "feedback_polarity": {"cut": "0.2"},
}
