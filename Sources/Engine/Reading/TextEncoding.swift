/// An encoding, by the name that iconv knows.
struct TextEncoding: Sendable, Equatable {
  let iconvName: String
  /// Bytes of the byte order mark.
  var mark = 0

  init(_ iconvName: String, mark: Int = 0) {
    self.iconvName = iconvName
    self.mark = mark
  }

  static let utf8 = TextEncoding("UTF-8")

  /// The name in reports.
  var name: String {
    switch iconvName {
    case "MACINTOSH": "mac-roman"
    case "CP1252": "windows-1252"
    default: iconvName.lowercased()
    }
  }

  /// As callers write it.
  init(said name: String) {
    switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "utf8": self = .utf8
    case "utf16": self.init("UTF-16")
    case "utf16le": self.init("UTF-16LE")
    case "utf16be": self.init("UTF-16BE")
    case "gbk", "gb2312", "gb18030", "cp936": self.init("GB18030")
    case "latin1", "iso88591", "windows1252", "cp1252": self.init("CP1252")
    case "macroman", "macintosh", "mac": self.init("MACINTOSH")
    case "shiftjis", "sjis": self.init("CP932")
    case "euckr": self.init("CP949")
    default: self.init(name.uppercased())
    }
  }
}
