import Syntax

/// Labels of dimensions and classes compare without case, width and spaces, in simplified characters,
/// and without the suffixes that everyone drops in speech (客户, 型).
public enum LabelFolding {
  public static func fold(_ label: String) -> String {
    var text = whole(label)
    for suffix in ["客户", "型"] where text.count > suffix.count && text.hasSuffix(suffix) {
      text.removeLast(suffix.count)
    }
    return text
  }

  /// The same with the suffixes left where they are.
  public static func whole(_ label: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in NameFolding.fold(label).unicodeScalars {
      switch scalar {
      case " ", "_", "-": continue
      default: folded.append(HanziFolding.fold(scalar))
      }
    }
    return String(folded)
  }
}
