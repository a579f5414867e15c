import Engine

/// Names of columns and files brought to one form, so that one spelling in the tables of names stands
/// for `CustomerID`, `customer_id`, `Customer Id`, `ＣＵＳＴＯＭＥＲ－ＩＤ`; `客戶編號` for `客户编号`.
enum NameKey {
  /// Case and width folded, simplified, without separators and without a unit in brackets.
  static func key(_ name: String) -> String {
    var key = ""
    for character in simplified(NameFolding.fold(name)) {
      if character == "(" || character == "[" || character == "【", !key.isEmpty { break }
      if character.isLetter || character.isNumber { key.append(character) }
    }
    return key
  }

  /// The words of a name: `AdventureWorks_Sales_2017` → adventure, works, sales, 2017.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previous: Character?
    for character in name {
      let isBoundary =
        (character.isUppercase && previous?.isLowercase == true)
        || (character.isNumber != (previous?.isNumber ?? character.isNumber))
      if isBoundary || !(character.isLetter || character.isNumber) {
        if !word.isEmpty { words.append(NameFolding.fold(word)) }
        word = ""
      }
      if character.isLetter || character.isNumber { word.append(character) }
      previous = character
    }
    if !word.isEmpty { words.append(NameFolding.fold(word)) }
    return words
  }

  /// Traditional characters that occur in names of columns and files, simplified.
  static func simplified(_ name: String) -> String {
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return name }
    return String(name.map { simplifications[$0] ?? $0 })
  }

  private static let simplifications: [Character: Character] = {
    let traditional = "戶編號會員顧單號訂時間額實應價數量類別產業務國區縣稱聯絡電話郵箱龄齡註冊開創建評論"
    let simplified_ = "户编号会员顾单号订时间额实应价数量类别产业务国区县称联络电话邮箱龄龄注册开创建评论"
    let more = "發渠帳賬買賣購銷運費優惠狀態結滿饋問題標識碼內來動貨總計終點擊訪瀏覽記錄處標籤姓門氏職務規團體個營場線"
    let moreSimplified = "发渠账账买卖购销运费优惠状态结满馈问题标识码内来动货总计终点击访浏览记录处标签姓门氏职务规团体个营场线"
    let pairs = zip(traditional + more, simplified_ + moreSimplified)
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }()
}
