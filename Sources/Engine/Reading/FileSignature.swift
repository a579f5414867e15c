import Syntax

/// Kinds of file that are no text, known by their first bytes.
enum FileSignature {
  private struct Kind {
    var magic: [UInt8]
    var words: String
    var hint: Message?

    init(_ magic: [UInt8], _ words: String, _ hint: Message? = nil) {
      self.magic = magic
      self.words = words
      self.hint = hint
    }
  }

  private static let kinds = [
    Kind(
      [0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Excel workbook",
      Message("save the sheet as CSV")),
    Kind([0x50, 0x4B, 0x05, 0x06], "an empty ZIP archive"),
    Kind([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook", Message("save the sheet as CSV")),
    Kind(Array("PAR1".utf8), "a Parquet file", Message("write it as CSV")),
    Kind(Array("SQLite format 3".utf8), "an SQLite database", Message("write its tables as CSV")),
    Kind(Array("%PDF".utf8), "a PDF document"),
    Kind([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    Kind([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    Kind([0x1F, 0x8B], "a compressed file inside a compressed file", Message("unpack it once")),
    Kind(Array("BZh".utf8), "a bzip2 file", Message("unpack it: bunzip2")),
    Kind([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz file", Message("unpack it: unxz")),
    Kind([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file", Message("unpack it: unzstd")),
    Kind([0x7F, 0x45, 0x4C, 0x46], "a program"),
    Kind(Array("ARROW1".utf8), "an Arrow file", Message("write it as CSV")),
    Kind(Array("<!DOCTYPE html".utf8), "a web page"),
    Kind(Array("<html".utf8), "a web page"),
    Kind(Array("<?xml".utf8), "an XML document"),
  ]

  static func refuseOthers(_ source: ByteSource) throws(Diagnostic) {
    let head = try source.prefix(8192)
    for kind in kinds where head.starts(with: kind.magic) {
      throw .notATable(source.name, kind: kind.words, hint: kind.hint)
    }
    // UTF-16 and UTF-32 have zero bytes all over; they are recognised elsewhere.
    if UnicodeForm.form(head) != nil { return }
    let control = head.filter { $0 < 0x20 && !$0.isBlank && !$0.endsLine && $0 != 0x1B && $0 != 0 }
    let zeros = head.filter { $0 == 0 }
    // A tail of zeros is what a torn write leaves behind; that is for the rows to say.
    let tail = head.reversed().prefix { $0 == 0 }.count
    if control.count * 50 > head.count || (zeros.count - tail) * 50 > head.count
      || tail == head.count
    {
      throw .notATable(source.name, kind: "a binary file", hint: nil)
    }
  }
}

/// UTF-16 and UTF-32, by byte order mark or by where the zero bytes are.
enum UnicodeForm {
  static func form(_ head: [UInt8]) -> TextEncoding? {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) { return TextEncoding("UTF-32LE", mark: 4) }
    if head.starts(with: [0, 0, 0xFE, 0xFF]) { return TextEncoding("UTF-32BE", mark: 4) }
    if head.starts(with: [0xFF, 0xFE]) { return TextEncoding("UTF-16LE", mark: 2) }
    if head.starts(with: [0xFE, 0xFF]) { return TextEncoding("UTF-16BE", mark: 2) }
    let pairs = head.count / 2
    guard pairs >= 4 else { return nil }
    var evenZeros = 0
    var oddZeros = 0
    for pair in 0..<pairs {
      if head[pair * 2] == 0 { evenZeros += 1 }
      if head[pair * 2 + 1] == 0 { oddZeros += 1 }
    }
    // ASCII in UTF-16 has a zero in every pair, always on the same side.
    if oddZeros * 10 >= pairs * 3, evenZeros * 50 < pairs { return TextEncoding("UTF-16LE") }
    if evenZeros * 10 >= pairs * 3, oddZeros * 50 < pairs { return TextEncoding("UTF-16BE") }
    return nil
  }
}
