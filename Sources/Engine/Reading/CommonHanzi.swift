import Glibc

/// Common Chinese characters, and those of names, places and commerce: to tell GBK from its look-alikes.
enum CommonHanzi {
  private static let characters = """
    的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之
    年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样
    理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将
    两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信
    表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔
    更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统
    区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品
    住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔客户伟李娜芳
    刘洋陈静杨帆赵磊黄丽周杰吴敏徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁
    魏薛叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔
    贺赖龚省县镇街号京津沪渝冀晋辽吉黑浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁港澳台广州深圳杭
    汉昌庆沙锡波岛连厦福河湖复购男服装食居图妆母婴码脑订单额渠线店网微支付宝编姓龄城址邮箱备
    注状态消退款优惠券折扣潜流失跃忠诚价值企府集团股份限技贸商销售采否未
    """

  /// Their GBK codes, found once.
  private static let codes: Set<UInt16> = {
    let converter = iconv_open("GBK", "UTF-8")
    guard converter != iconv_t(bitPattern: -1) else { return [] }
    defer { iconv_close(converter) }
    var codes: Set<UInt16> = []
    for character in characters where character != "\n" {
      if let code = code(character, converter) { codes.insert(code) }
    }
    return codes
  }()

  static func contains(_ code: UInt16) -> Bool { codes.contains(code) }

  private static func code(_ character: Character, _ converter: iconv_t?) -> UInt16? {
    var input = character.utf8.map { CChar(bitPattern: $0) }
    var output: [CChar] = [0, 0]
    var left = input.count
    var free = 2
    input.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        var source = from.baseAddress
        var target = to.baseAddress
        _ = iconv(converter, &source, &left, &target, &free)
      }
    }
    guard left == 0, free == 0 else { return nil }
    return UInt16(UInt8(bitPattern: output[0])) << 8 | UInt16(UInt8(bitPattern: output[1]))
  }
}
