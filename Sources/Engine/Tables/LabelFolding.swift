/// Labels of dimensions and classes compare without case, width and spaces, and without the
/// suffixes that everyone drops in speech (客户, 型).
public enum LabelFolding {
  public static func fold(_ label: String) -> String {
    var text = NameFolding.fold(label).filter { $0 != " " && $0 != "_" && $0 != "-" }
    for suffix in ["客户", "型"] where text.count > suffix.count && text.hasSuffix(suffix) {
      text.removeLast(suffix.count)
    }
    return text
  }
}
