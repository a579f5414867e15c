/// Names compare without case and width: `ＶＩＰ` = `vip`.
public enum NameFolding {
  public static func fold(_ name: String) -> String {
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return name.lowercased() }
    var folded = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3000: folded.append(" ")
      default: folded.append(scalar)
      }
    }
    return String(folded).lowercased()
  }
}
