import Syntax

/// Names of columns from a header: none empty, none twice (case and width folded).
enum ColumnNames {
  static func names(
    _ header: [[UInt8]]?, count: Int, remarks: inout [Message]
  ) -> [String] {
    guard let header else { return (1...max(count, 1)).map { "column\($0)" } }
    var taken: Set<String> = []
    var names: [String] = []
    for (index, bytes) in header.enumerated() {
      let written = trimmed(String(decoding: bytes, as: UTF8.self))
      var name = written.isEmpty ? "column\(index + 1)" : written
      var copy = 2
      while !taken.insert(NameFolding.fold(name)).inserted {
        name = "\(written.isEmpty ? "column\(index + 1)" : written)_\(copy)"
        copy += 1
      }
      if name != written, !written.isEmpty {
        remarks.append(Message("a second column '{0}' is called '{1}'", written, name))
      }
      names.append(name)
    }
    return names
  }

  private static func trimmed(_ name: String) -> String {
    let isBlank: (Unicode.Scalar) -> Bool = {
      $0 == " " || $0 == "\t" || $0 == "\u{A0}" || $0 == "\u{3000}"
    }
    let scalars = name.unicodeScalars.drop(while: isBlank)
    let kept = scalars.reversed().drop(while: isBlank).reversed()
    return String(String.UnicodeScalarView(kept))
  }
}
