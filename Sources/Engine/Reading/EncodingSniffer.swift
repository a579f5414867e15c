import Syntax

/// Finds the encoding of a text from its bytes. Where several fit, none is guessed: the file is refused
/// with the request to name it.
enum EncodingSniffer {
  private static let sampleSize = 256 << 10

  static func encoding(
    _ source: ByteSource, _ options: ReadOptions
  ) throws(Diagnostic) -> TextEncoding {
    let head = try source.prefix(sampleSize)
    let form = UnicodeForm.form(head)
    if let said = options.encoding {
      let encoding = TextEncoding(said: said)
      // The caller's `utf-16` leaves the byte order to the file.
      if let form, form.iconvName.hasPrefix(encoding.iconvName) { return form }
      return encoding
    }
    if let form { return form }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    var counts = ByteCounts(head)
    if counts.high == 0 { return .utf8 }
    if counts.isUTF8 { return .utf8 }
    if source.size > head.count {
      // A little that is not UTF-8 at the beginning: all of the file decides.
      counts = ByteCounts(try wholeSample(source))
      if counts.isUTF8 { return .utf8 }
    }
    if let other = counts.other { return other }
    // JSON is UTF-8, so that lines that are not are at fault, and not all of the file.
    guard try JSONText.isLikely(source) else { throw counts.unknown(source.name) }
    return .utf8
  }

  /// After rows were found that are not UTF-8: another encoding, if the whole file speaks for it.
  ///
  /// - Parameter mostAreUTF8: whether the file may stay what it is when nothing does.
  static func secondLook(
    _ source: ByteSource, mostAreUTF8: Bool
  ) throws(Diagnostic) -> TextEncoding? {
    let counts = ByteCounts(try wholeSample(source))
    if counts.isUTF8 { return nil }
    if let other = counts.other { return other }
    guard mostAreUTF8, try JSONText.isLikely(source) else { throw counts.unknown(source.name) }
    return nil
  }

  /// The lines with bytes above 0x7F, 8 MB of them at most.
  private static func wholeSample(_ source: ByteSource) throws(Diagnostic) -> [UInt8] {
    var sample: [UInt8] = []
    var position = 0
    while position < source.size, sample.count < 8 << 20 {
      let bytes = try source.bytes(1 << 20, at: position)
      for line in bytes.split(whereSeparator: \.endsLine) where line.contains(where: { $0 > 0x7F })
      {
        sample += line
        sample.append(.lineFeed)
      }
      position += bytes.count
    }
    return sample
  }
}

/// What the bytes above 0x7F of a text look like.
struct ByteCounts {
  private(set) var high = 0
  /// Well-formed UTF-8 sequences, and bytes that are in none.
  private var sequences = 0
  private var strays = 0
  private var latin = LatinCounts()
  private var chinese = ChineseCounts()
  private var firstHighLine = 1

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { text in
      var index = 0
      var line = 1
      while index < text.count {
        let byte = text[index]
        if byte == .lineFeed { line += 1 }
        if byte < 0x80 {
          index += 1
          continue
        }
        if high == 0 { firstHighLine = line }
        high += 1
        let length = UTF8Check.sequence(text, index)
        // A sequence cut by the end of the sample is no fault.
        if length == 0, index + 4 <= text.count { strays += 1 } else { sequences += 1 }
        index += max(length, 1)
      }
      latin = LatinCounts(text)
      chinese = ChineseCounts(text)
    }
  }

  var isUTF8: Bool { strays == 0 || sequences >= strays * 2 }

  /// The one encoding that fits; nil where none or several do.
  var other: TextEncoding? {
    if chinese.isLikely { return TextEncoding("GB18030") }
    if latin.isMac { return TextEncoding("MACINTOSH") }
    if latin.isWindows { return TextEncoding("CP1252") }
    return nil
  }

  func unknown(_ name: String) -> Diagnostic { .unknownEncoding(name, line: firstHighLine) }
}

/// Bytes above 0x7F as letters of western languages.
struct LatinCounts {
  private var total = 0
  private var adjacent = 0
  /// Within words: letters only in Mac Roman, letters in Latin-1, and other bytes.
  private var macLetters = 0
  private var latinLetters = 0
  /// Bytes that windows-1252 leaves undefined, or that are no letters there though within words.
  private var notWindows = 0
  private var windowsMarks = 0
  private var hasLineFeeds = false
  private var hasReturns = false

  init() {}

  init(_ text: UnsafeBufferPointer<UInt8>) {
    for index in text.indices {
      let byte = text[index]
      if byte == .lineFeed { hasLineFeeds = true }
      if byte == .carriageReturn { hasReturns = true }
      guard byte > 0x7F else { continue }
      let before = index > 0 ? text[index - 1] : 0
      let after = index + 1 < text.count ? text[index + 1] : 0
      total += 1
      if before > 0x7F || after > 0x7F { adjacent += 1 }
      let isInWord = before.isLetter || after.isLetter
      switch byte {
      case 0x81, 0x8D, 0x8F, 0x90, 0x9D: notWindows += 1
      case 0xD7, 0xF7: break
      case 0xC0...0xFF: if isInWord { latinLetters += 1 }
      case 0x80, 0x82...0x87, 0x89, 0x8B, 0x91...0x97, 0x99, 0x9B, 0xA0...0xBF: windowsMarks += 1
      default: break
      }
      if 0x80...0x9F ~= byte, before.isLetter, after.isLetter || after.endsLine { macLetters += 1 }
    }
  }

  /// Letters of western languages mostly stand alone among plain ones.
  private var isWestern: Bool { total > 0 && adjacent * 4 <= total }

  var isMac: Bool {
    isWestern && macLetters > latinLetters && macLetters * 2 >= total
      && (notWindows > 0 || (hasReturns && !hasLineFeeds))
  }

  var isWindows: Bool {
    isWestern && notWindows == 0 && (latinLetters + windowsMarks) * 10 >= total * 8
  }
}

/// Bytes above 0x7F as pairs of GBK: true Chinese text is made of a few hundred common characters,
/// which text of another encoding, read as GBK, hits only by chance.
struct ChineseCounts {
  private var pairs = 0
  private var common = 0
  private var faults = 0

  init() {}

  init(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < text.count {
      let lead = text[index]
      guard lead > 0x7F else {
        index += 1
        continue
      }
      let trail = index + 1 < text.count ? text[index + 1] : 0
      if lead == 0x80 || lead == 0xFF {
        faults += 1
        index += 1
      } else if 0x30...0x39 ~= trail, index + 3 < text.count, text[index + 2] > 0x80,
        text[index + 3].isDigit
      {
        // Four bytes: GB18030 only.
        index += 4
      } else if trail >= 0x40, trail != 0x7F, trail != 0xFF {
        pairs += 1
        if CommonHanzi.contains(UInt16(lead) << 8 | UInt16(trail)) { common += 1 }
        index += 2
      } else {
        if index + 1 < text.count { faults += 1 }
        index += 1
      }
    }
  }

  var isLikely: Bool { faults * 100 <= pairs && pairs >= 2 && common * 100 >= pairs * 45 }
}
