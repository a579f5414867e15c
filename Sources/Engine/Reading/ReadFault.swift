import Glibc
import Syntax

/// Why a whole file is refused. Faults of single rows are `Reject`s.
extension Diagnostic {
  static func noSuchFile(_ name: String) -> Diagnostic {
    Diagnostic("E410", Message("no file '{0}'", name), label: Message("not a file"))
  }

  static func notAllowed(_ name: String) -> Diagnostic {
    Diagnostic("E411", Message("no permission to read '{0}'", name), label: Message("not readable"))
  }

  static func isDirectory(_ name: String) -> Diagnostic {
    Diagnostic(
      "E412", Message("'{0}' is a directory", name), label: Message("a file is needed"),
      hint: Message(
        "name a file in it: '{0}/…'", name.hasSuffix("/") ? String(name.dropLast()) : name))
  }

  static func isEmpty(_ name: String) -> Diagnostic {
    Diagnostic("E413", Message("'{0}' is empty", name), label: Message("no rows, no header"))
  }

  /// `kind` says what the bytes look like: `an Excel workbook`.
  static func notATable(_ name: String, kind: String, hint: Message?) -> Diagnostic {
    Diagnostic(
      "E414", Message("'{0}' is {1}, not a table of text", name, kind),
      label: Message("CSV, TSV or JSON Lines expected"), hint: hint)
  }

  static func unknownEncoding(_ name: String, line: Int) -> Diagnostic {
    Diagnostic(
      "E415", Message("the encoding of '{0}' is not recognised: {0}:{1}", name, String(line)),
      label: Message("not UTF-8"), hint: Message("name it: encoding = 'big5'"))
  }

  static func noSuchEncoding(_ encoding: String) -> Diagnostic {
    Diagnostic(
      "E416", Message("no encoding '{0}'", encoding), label: Message("not an encoding"),
      hint: Message("utf-8, utf-16, gb18030, big5, windows-1252, mac-roman …"))
  }

  static func notInEncoding(_ name: String, encoding: String, line: Int) -> Diagnostic {
    Diagnostic(
      "E417", Message("'{0}' is not {1}: {0}:{2}", name, encoding, String(line)),
      label: Message("other bytes"))
  }

  /// - Parameter byte: how far unpacking came in the file.
  static func damagedArchive(_ name: String, _ reason: String, at byte: Int) -> Diagnostic {
    Diagnostic(
      "E418", Message("'{0}' can not be unpacked: {1}, at byte {2}", name, reason, String(byte)),
      label: Message("damaged"))
  }

  static func quoteNeverClosed(_ name: String, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      "E419",
      Message(
        "{0}:{1}:{2}: a quote opened here is never closed", name, String(line), String(column)),
      label: Message("every later line would be part of it"),
      hint: Message("close it in the file, or read without quotes: quote = none"))
  }

  static func rowsDoNotFit(_ name: String, rejected: Int, of rows: Int, first: Reject)
    -> Diagnostic
  {
    Diagnostic(
      "E420",
      Message(
        "{0} of {1} {1|row|rows} of '{2}' {0|does|do} not fit, the first at {2}:{3}:{4}",
        String(rejected), String(rows), name, String(first.line), String(first.column)),
      label: first.reason, hint: Message("name the delimiter, quote or header"))
  }

  static func cannotRead(_ name: String, _ code: CInt) -> Diagnostic {
    Diagnostic("E421", Message("'{0}' can not be read: {1}", name, String(cString: strerror(code))))
  }

  static func changed(_ name: String) -> Diagnostic {
    Diagnostic("E422", Message("'{0}' changed while it was read", name))
  }

  static func tooLarge(_ name: String, column: String) -> Diagnostic {
    Diagnostic("E423", Message("column '{1}' of '{0}' holds more than 4 GiB of text", name, column))
  }

  static func recordTooLong(_ name: String, line: Int) -> Diagnostic {
    Diagnostic("E424", Message("{0}:{1}: a row of more than 1 GiB", name, String(line)))
  }

  static func badJSON(_ name: String, line: Int, column: Int, _ reason: Message) -> Diagnostic {
    Diagnostic(
      "E425",
      Message("{0}:{1}:{2}: not JSON", name, String(line), String(column)), label: reason)
  }

  static let interrupted = Diagnostic("E400", Message("interrupted"))
}
