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

  /// Each pair is a character and its simplified form.
  private static let simplifications: [Character: Character] = {
    let pairs =
      "戶户 編编 號号 會会 員员 顧顾 單单 訂订 時时 間间 額额 實实 應应 價价 數数 類类 別别 產产 業业 務务 國国 區区 縣县 稱称 "
      + "聯联 絡络 繫系 電电 話话 郵邮 齡龄 註注 冊册 開开 創创 評评 論论 發发 帳账 賬账 帐账 買买 賣卖 購购 銷销 運运 費费 優优 狀状 "
      + "態态 結结 滿满 饋馈 問问 題题 標标 識识 碼码 內内 來来 動动 貨货 總总 終终 點点 擊击 訪访 瀏浏 覽览 記记 錄录 處处 籤签 "
      + "門门 職职 規规 團团 體体 個个 營营 場场 線线 機机 誌志 調调 查查 詢询 盤盘 諮咨 報报 後后 傾倾 從从 義义 級级 緒绪"
    let characters = pairs.split(separator: " ").map(Array.init)
    return Dictionary(
      characters.filter { $0.count == 2 }.map { ($0[0], $0[1]) },
      uniquingKeysWith: { first, _ in first })
  }()
}
