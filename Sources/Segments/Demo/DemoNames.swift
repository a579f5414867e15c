/// A name as its bearer writes it, and in Latin letters.
struct DemoName: Sendable {
  var native: String
  var latin: String
}

enum DemoNames {
  static func person(in place: DemoPlace, female: Bool, _ random: inout SplitMix64) -> DemoName {
    guard place.isChinese else { return foreigner(female: female, &random) }
    let family = random.pick(families)
    let given = female ? womensGiven : mensGiven
    let first = random.pick(given)
    guard random.chance(0.72) else {
      return DemoName(native: family.native + first.native, latin: "\(family.latin) \(first.latin)")
    }
    let second = random.pick(given)
    return DemoName(
      native: family.native + first.native + second.native,
      latin: "\(family.latin) \(first.latin)\(second.latin.lowercased())")
  }

  /// A company is named after its trade: an index into `trades` and `industries`.
  static func company(
    in place: DemoPlace, trade index: Int, _ random: inout SplitMix64
  ) -> DemoName {
    let trade = trades[index]
    guard place.isChinese else {
      let brand = random.pick(foreignBrands)
      let name = "\(brand) \(trade.latin)\(random.pick(foreignForms))"
      return DemoName(native: name, latin: name)
    }
    let first = random.pick(brandFirst)
    let second = random.pick(brandSecond)
    return DemoName(
      native: "\(place.city)\(first.native)\(second.native)\(trade.native)有限公司",
      latin: "\(place.cityLatin) \(first.latin)\(second.latin.lowercased()) \(trade.latin)"
        + " Co., Ltd.")
  }

  static func publicBody(in place: DemoPlace, _ random: inout SplitMix64) -> DemoName {
    let office = random.pick(offices)
    let latin = "\(place.cityLatin) \(office.latin)"
    guard place.isChinese else { return DemoName(native: latin, latin: latin) }
    let city = place.city.hasSuffix("市") ? place.city : place.city + "市"
    return DemoName(native: city + office.native, latin: latin)
  }

  private static func foreigner(female: Bool, _ random: inout SplitMix64) -> DemoName {
    let name = "\(random.pick(female ? womensForeign : mensForeign)) \(random.pick(surnames))"
    return DemoName(native: name, latin: name)
  }

  /// `王/Wang 李/Li` and, where both forms are one, `Smith`.
  private static func parse(_ list: String) -> [DemoName] {
    list.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { word in
      let forms = word.split(separator: "/").map(String.init)
      return DemoName(native: forms[0], latin: forms[forms.count - 1])
    }
  }

  private static let families = parse(
    """
    王/Wang 李/Li 张/Zhang 刘/Liu 陈/Chen 杨/Yang 黄/Huang 赵/Zhao 吴/Wu 周/Zhou 徐/Xu 孙/Sun 马/Ma 朱/Zhu
    胡/Hu 郭/Guo 何/He 林/Lin 高/Gao 罗/Luo 郑/Zheng 梁/Liang 谢/Xie 宋/Song 唐/Tang 许/Xu 韩/Han 冯/Feng
    邓/Deng 曹/Cao 彭/Peng 曾/Zeng 肖/Xiao 田/Tian 董/Dong 潘/Pan 袁/Yuan 蔡/Cai 蒋/Jiang 余/Yu 欧阳/Ouyang
    """)
  private static let mensGiven = parse(
    """
    伟/Wei 强/Qiang 磊/Lei 军/Jun 洋/Yang 勇/Yong 杰/Jie 涛/Tao 明/Ming 超/Chao 刚/Gang 平/Ping 辉/Hui
    建/Jian 国/Guo 文/Wen 志/Zhi 浩/Hao 宇/Yu 轩/Xuan 博/Bo 鹏/Peng 俊/Jun 峰/Feng 子/Zi 睿/Rui 晨/Chen
    """)
  private static let womensGiven = parse(
    """
    芳/Fang 娜/Na 敏/Min 静/Jing 丽/Li 艳/Yan 娟/Juan 霞/Xia 秀/Xiu 英/Ying 兰/Lan 玲/Ling 燕/Yan 红/Hong
    婷/Ting 雪/Xue 琳/Lin 慧/Hui 佳/Jia 欣/Xin 怡/Yi 梦/Meng 雨/Yu 萱/Xuan 晓/Xiao 月/Yue 诗/Shi
    """)
  private static let mensForeign = [
    "James", "Robert", "John", "Michael", "David", "William", "Daniel", "Kenji", "Hiroshi",
    "Min-jun",
    "Hans", "Lukas", "Pierre", "Louis", "Ravi", "Somchai", "Nguyen", "Omar", "Rafael", "Liam",
  ]
  private static let womensForeign = [
    "Mary", "Patricia", "Jennifer", "Linda", "Elizabeth", "Susan", "Emma", "Yuki", "Sakura",
    "Seo-yeon",
    "Greta", "Anna", "Chloé", "Camille", "Priya", "Siti", "Linh", "Fatima", "Ana", "Olivia",
  ]
  private static let surnames = [
    "Smith", "Johnson", "Brown", "Garcia", "Miller", "Tanaka", "Suzuki", "Sato", "Kim", "Park",
    "Müller", "Schneider", "Dubois", "Martin", "Tan", "Lim", "Rahman", "Tran", "Silva", "Souza",
    "Jones", "Taylor", "Wilson", "O'Brien", "MacLeod", "Patel", "Singh", "Al-Farsi", "de Vries",
    "Anderson",
  ]
  private static let brandFirst = parse(
    "华/Hua 恒/Heng 鑫/Xin 瑞/Rui 嘉/Jia 博/Bo 联/Lian 天/Tian 宏/Hong 盛/Sheng 金/Jin 中/Zhong 云/Yun 德/De")
  private static let brandSecond = parse(
    "泰/Tai 兴/Xing 达/Da 源/Yuan 信/Xin 通/Tong 丰/Feng 和/He 润/Run 远/Yuan 创/Chuang 美/Mei 科/Ke 成/Cheng"
  )
  private static let trades = [
    DemoName(native: "科技", latin: "Technology"), DemoName(native: "贸易", latin: "Trading"),
    DemoName(native: "物流", latin: "Logistics"), DemoName(native: "食品", latin: "Foods"),
    DemoName(native: "机械", latin: "Machinery"), DemoName(native: "医疗器械", latin: "Medical"),
    DemoName(native: "建筑工程", latin: "Construction"), DemoName(native: "酒店管理", latin: "Hotels"),
    DemoName(native: "教育咨询", latin: "Education"), DemoName(native: "电子", latin: "Electronics"),
    DemoName(native: "纺织", latin: "Textiles"), DemoName(native: "文化传媒", latin: "Media"),
    DemoName(native: "投资管理", latin: "Capital"), DemoName(native: "农业", latin: "Farms"),
  ]
  /// The industry of each trade.
  static let industries = [
    "technology", "retail", "logistics", "manufacturing", "manufacturing", "healthcare",
    "construction", "hospitality", "education", "manufacturing", "manufacturing", "media",
    "finance", "agriculture",
  ]
  private static let foreignBrands = [
    "Northwind", "Harbor", "Summit", "Redwood", "Sterling", "Lighthouse", "Pioneer", "Evergreen",
    "Blue Ridge", "Atlas", "Orchard", "Cascade", "Meridian", "Silverline", "Falcon", "Granite",
  ]
  private static let foreignForms = [
    " Ltd", ", Inc.", " GmbH", " SA", ", LLC", " Pte Ltd", " B.V.",
  ]
  private static let offices = [
    DemoName(native: "教育局", latin: "Education Bureau"),
    DemoName(native: "图书馆", latin: "Public Library"),
    DemoName(native: "第一人民医院", latin: "First People's Hospital"),
    DemoName(native: "第二中学", latin: "Second Middle School"),
    DemoName(native: "交通运输局", latin: "Transport Bureau"),
    DemoName(native: "财政局", latin: "Finance Bureau"),
    DemoName(native: "疾病预防控制中心", latin: "Disease Control Centre"),
    DemoName(native: "文化馆", latin: "Cultural Centre"),
    DemoName(native: "市政管理处", latin: "Municipal Services"),
    DemoName(native: "职业技术学院", latin: "Polytechnic"),
  ]
}
