/// Where customers of the demo live: the provinces of mainland China and a few places abroad.
struct DemoPlace: Sendable {
  /// ISO 3166 code.
  var country: String
  var province: String
  /// As written there, and in Latin letters for names and mail addresses.
  var city: String
  var cityLatin: String

  var isChinese: Bool { country == "CN" }
}

enum DemoPlaces {
  /// A place drawn by the weights of its province and by the order of cities within it.
  static func draw(abroad: Bool, _ random: inout SplitMix64) -> DemoPlace {
    let regions = abroad ? foreign : chinese
    let region = regions[random.weighted(abroad ? foreignWeights : chineseWeights)]
    // The smaller of two draws prefers the cities named first: they are the large ones.
    let city = min(random.below(region.cities.count), random.below(region.cities.count))
    return DemoPlace(
      country: region.country, province: region.province, city: region.cities[city].name,
      cityLatin: region.cities[city].latin)
  }

  private struct Region: Sendable {
    var country: String
    var province: String
    var weight: Int
    var cities: [(name: String, latin: String)]
  }

  private static let chineseWeights = chinese.map(\.weight)
  private static let foreignWeights = foreign.map(\.weight)
  private static let chinese = parse(chineseList)
  private static let foreign = parse(foreignList)

  /// One region a line: country, province, weight, then cities as `name/latin`.
  private static func parse(_ list: String) -> [Region] {
    list.split(separator: "\n").compactMap { line in
      let words = line.split(separator: ",").map(String.init)
      guard words.count > 3, let weight = Int(words[2]) else { return nil }
      let cities = words[3...].map { word in
        let forms = word.split(separator: "/").map(String.init)
        return (name: forms[0], latin: forms[forms.count - 1])
      }
      return Region(country: words[0], province: words[1], weight: weight, cities: cities)
    }
  }

  private static let chineseList = """
    CN,广东,112,广州/Guangzhou,深圳/Shenzhen,东莞/Dongguan,佛山/Foshan,珠海/Zhuhai,汕头/Shantou
    CN,江苏,86,苏州/Suzhou,南京/Nanjing,无锡/Wuxi,常州/Changzhou,南通/Nantong,徐州/Xuzhou
    CN,浙江,92,杭州/Hangzhou,宁波/Ningbo,温州/Wenzhou,绍兴/Shaoxing,金华/Jinhua,嘉兴/Jiaxing
    CN,上海,74,上海/Shanghai
    CN,北京,66,北京/Beijing
    CN,山东,70,青岛/Qingdao,济南/Jinan,烟台/Yantai,潍坊/Weifang,临沂/Linyi
    CN,四川,58,成都/Chengdu,绵阳/Mianyang,宜宾/Yibin,德阳/Deyang
    CN,河南,54,郑州/Zhengzhou,洛阳/Luoyang,南阳/Nanyang,开封/Kaifeng
    CN,湖北,46,武汉/Wuhan,宜昌/Yichang,襄阳/Xiangyang
    CN,湖南,42,长沙/Changsha,株洲/Zhuzhou,岳阳/Yueyang,衡阳/Hengyang
    CN,福建,44,厦门/Xiamen,福州/Fuzhou,泉州/Quanzhou
    CN,安徽,38,合肥/Hefei,芜湖/Wuhu,蚌埠/Bengbu
    CN,河北,34,石家庄/Shijiazhuang,唐山/Tangshan,保定/Baoding
    CN,陕西,32,西安/Xi'an,宝鸡/Baoji,咸阳/Xianyang
    CN,重庆,30,重庆/Chongqing
    CN,辽宁,28,沈阳/Shenyang,大连/Dalian,鞍山/Anshan
    CN,江西,24,南昌/Nanchang,赣州/Ganzhou,九江/Jiujiang
    CN,天津,22,天津/Tianjin
    CN,广西,20,南宁/Nanning,桂林/Guilin,柳州/Liuzhou
    CN,云南,18,昆明/Kunming,大理/Dali,曲靖/Qujing
    CN,黑龙江,16,哈尔滨/Harbin,大庆/Daqing,齐齐哈尔/Qiqihar
    CN,吉林,14,长春/Changchun,吉林市/Jilin,延吉/Yanji
    CN,山西,14,太原/Taiyuan,大同/Datong,临汾/Linfen
    CN,贵州,13,贵阳/Guiyang,遵义/Zunyi
    CN,内蒙古,11,呼和浩特/Hohhot,包头/Baotou,鄂尔多斯/Ordos
    CN,新疆,10,乌鲁木齐/Urumqi,克拉玛依/Karamay,喀什/Kashgar
    CN,甘肃,8,兰州/Lanzhou,天水/Tianshui,酒泉/Jiuquan
    CN,海南,8,海口/Haikou,三亚/Sanya
    CN,宁夏,5,银川/Yinchuan,石嘴山/Shizuishan
    CN,青海,4,西宁/Xining,格尔木/Golmud
    CN,西藏,3,拉萨/Lhasa,日喀则/Shigatse
    """

  private static let foreignList = """
    US,California,22,Los Angeles,San Francisco,San Diego
    US,New York,14,New York,Buffalo
    US,Texas,10,Houston,Austin,Dallas
    US,Washington,7,Seattle,Spokane
    JP,東京都,14,東京/Tokyo
    JP,大阪府,8,大阪/Osaka,堺/Sakai
    KR,Seoul,9,Seoul
    KR,Busan,4,Busan
    SG,Singapore,16,Singapore
    MY,Selangor,8,Shah Alam,Petaling Jaya
    TH,Bangkok,7,Bangkok
    VN,Hanoi,6,Hanoi
    VN,Ho Chi Minh City,6,Ho Chi Minh City
    DE,Bayern,7,München/Munich,Nürnberg/Nuremberg
    DE,Hessen,5,Frankfurt
    GB,England,12,London,Manchester,Bristol
    GB,Scotland,4,Edinburgh,Glasgow
    FR,Île-de-France,7,Paris,Versailles
    NL,Noord-Holland,4,Amsterdam,Haarlem
    CA,Ontario,7,Toronto,Ottawa
    CA,British Columbia,6,Vancouver
    AU,New South Wales,8,Sydney,Newcastle
    AU,Victoria,6,Melbourne
    BR,São Paulo,5,São Paulo,Campinas
    AE,Dubai,6,Dubai
    """
}
