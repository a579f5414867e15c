/// The sizes of the demo's classes, counted by `Tests/Oracle/demo_classes.py`.
enum ClassificationSizes {
  static let sizes: [String: [String: Int]] = {
    var sizes: [String: [String: Int]] = [:]
    for line in counted.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      for pair in words.dropFirst() {
        let parts = pair.split(separator: "=")
        sizes[words[0], default: [:]][String(parts[0])] = Int(parts[1])
      }
    }
    return sizes
  }()

  private static let counted = """
    rfm_recency none=962 r3=817 r4=815 r2=814 r1=808 r5=784
    rfm_frequency none=962 f1=922 f3=877 f5=801 f4=720 f2=718
    rfm_monetary none=962 m1=808 m2=808 m4=808 m3=807 m5=807
    purchase_recurrence repeat=3389 none=879 one_time=537 new=195
    order_size medium=1404 small=1367 large=1350 none=879
    purchase_channel online=1942 hybrid=1145 offline=1034 none=879
    purchase_motive unknown=2760 social=757 need=745 emotional=738
    purchase_frequency occasional=1636 high=1201 none=879 lapsed=726 low=558
    spend_amount low=2708 none=1605 high=687
    product_preference focused=3017 mixed=1104 unknown=879
    purchase_regularity short_casual=3316 potential=879 long_regular=805
    decision_factor unknown=2393 price=1289 quality=1208 service=650
    customer_nature individual=4090 enterprise=699 government=170 unknown=41
    channel_role consumer=4521 intermediary=178 public_interest=171 internal=102 unknown=28
    relation_kind consumer_retailer=4309 none=676 supplier=63 partner=45 investor=29
    industry unknown=4122 other=599 manufacturing=189 finance=55 retail=35
    geo_market domestic=4203 international=727 unknown=70
    geo_scope national=3943 outside=727 local=231 unknown=70 regional=29
    value_tier low=1731 none=1579 medium=998 high=666 negative=26
    potential_value low=1827 medium=1827 high=914 unknown=432
    importance ordinary=3434 none=879 important=495 vip=192
    lifecycle_stage growing=1523 stable=1197 churned=1131 prospect=879 new=270
    tenure old=3132 new=1047 unknown=821
    customer_status current=3369 churned=752 potential=372 target=295 non_customer=212
    loyalty_stage established=1948 new=1301 potential=879 loyal=872
    retention loyal=2000 neutral=1399 none=879 lost=722
    relationship_closeness loose=3215 close=906 none=879
    product_need mid_range=1946 low_end=1150 high_end=1025 unknown=879
    service_need none=3570 after_sales=1124 tech_support=341 pre_sales=311
    online_behaviour none=2892 browse=1625 purchase=1491 click=1379
    offline_behaviour none=3601 visit=989 purchase=960
    contact_channel online=4369 offline=3049 none=51
    feedback_polarity none=3494 positive=664 neutral=441 negative=401
    decision_role none=4350 decision_maker=546 influencer=120
    sales_customer_type current=3395 loyal=1184 potential=879 churned=726 decision_maker=546 influencer=120 internal=102
    loyalty_trait repeated=3185 related=2435 none=1687 directed=452 referring=361
    churn_reason unknown=4829 quality=65 price=60 service=46
    influencer_kind none=4880 opinion_leader=48 blogger=40 expert=32
    decision_maker_kind other=4454 executive=413 purchasing=133
    household_type person=2855 household=1244 other=901
    customer_size unknown=4122 small=522 medium=319 large=37
    purchase_pattern irregular=2525 sparse=936 none=879 regular=660
    satisfaction unknown=3494 medium=556 high=523 low=427
    price_sensitivity insensitive=2325 moderate=1352 unknown=879 sensitive=444
    decision_cycle unknown=4251 short=370 long=219 medium=160
    program_tier none=2300 basic=2208 silver=416 gold=76
    purchase_intent none=2628 cold=2078 warm=270 hot=24
    lifetime_value low=1827 mid=1827 high=914 unknown=432
    sales_territory 华东=1624 海外=715 华北=547 华中=540 华南=537 西南=443 西北=225 东北=215 unassigned=154
    """
}
