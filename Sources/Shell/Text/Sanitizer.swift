/// Shows what data must not do to a terminal.
///
/// Every text that comes from a file, a name or a query passes here before it is drawn. Controls
/// become their pictures (`␛`, newline `⏎`, tab `␉`); invisible, bidirectional and other characters
/// that would change how their neighbours look become their number, `⟨U+202E⟩`; bytes that are no
/// UTF-8 become `⟨ED⟩`. Joiners and selectors stay where a script or an emoji needs them. The result
/// holds no control, and no character that reorders text or hides in it.
public enum Sanitizer {
  /// More marks than this on one letter would spill over the lines above and below.
  static let marksPerLetter = 6

  /// `text` as it may be drawn; itself when nothing in it needs showing.
  public static func visible(_ text: String, glyphs: Glyphs = .unicode) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var walk = Walk(glyphs: glyphs)
    var scalars = text.unicodeScalars.makeIterator()
    var current = scalars.next()
    while let scalar = current {
      current = scalars.next()
      walk.add(scalar, next: current)
    }
    return walk.output
  }

  /// Bytes that claim to be UTF-8 as they may be drawn: what is valid as `visible(_:)` shows it,
  /// each byte of what is not as two hexadecimal digits.
  public static func visible(bytes: [UInt8], glyphs: Glyphs = .unicode) -> String {
    var text = ""
    var position = 0
    var parser = Unicode.UTF8.ForwardParser()
    var source = bytes.makeIterator()
    while true {
      switch parser.parseScalar(from: &source) {
      case .valid(let encoded):
        text.unicodeScalars.append(Unicode.UTF8.decode(encoded))
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<position + length] {
          text += glyphs.code(hexadecimal(UInt32(byte), digits: 2))
        }
        position += length
      case .emptyInput:
        return visible(text, glyphs: glyphs)
      }
    }
  }

  static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

/// The state of one pass over a text: what was kept last decides about joiners and marks.
private struct Walk {
  let glyphs: Glyphs
  var output = ""
  /// The last scalar kept as itself; nil at the start and after something shown in its place.
  private var previous: Unicode.Scalar?
  private var marks = 0
  private var inFlag = false

  init(glyphs: Glyphs) { self.glyphs = glyphs }

  mutating func add(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) {
    let value = scalar.value
    if value < 0x20 || value == 0x7F {
      show(glyphs.control(value))
    } else if isPlain(value) {
      keep(scalar)
    } else if isShown(scalar, next: next) {
      show(glyphs.code("U+" + Sanitizer.hexadecimal(value, digits: 4)))
    } else if isMark(scalar) {
      addMark(scalar)
    } else if output.isEmpty, scalar.properties.generalCategory == .spacingMark {
      output += glyphs.markCarrier
      keep(scalar)
    } else {
      keep(scalar)
    }
  }

  private mutating func keep(_ scalar: Unicode.Scalar) {
    output.unicodeScalars.append(scalar)
    inFlag = scalar.value == 0x1F3F4 || (inFlag && isTag(scalar.value))
    previous = scalar
    marks = 0
  }

  private mutating func show(_ picture: String) {
    output += picture
    inFlag = false
    previous = nil
    marks = 0
  }

  /// A mark without a letter would sit on the table's own rule, so it gets a dotted circle.
  private mutating func addMark(_ scalar: Unicode.Scalar) {
    if marks == Sanitizer.marksPerLetter {
      output += glyphs.code("U+" + Sanitizer.hexadecimal(scalar.value, digits: 4))
      return
    }
    if output.isEmpty { output += glyphs.markCarrier }
    output.unicodeScalars.append(scalar)
    previous = scalar
    marks += 1
  }

  /// ASCII, Latin, Han and Hangul syllables, where nothing needs a closer look.
  private func isPlain(_ value: UInt32) -> Bool {
    switch value {
    case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300, 0x3400...0x9FFF, 0xAC00...0xD7A3: true
    default: false
    }
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }

  private func isTag(_ value: UInt32) -> Bool { value >= 0xE0020 && value <= 0xE007F }

  private func isShown(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) -> Bool {
    let value = scalar.value
    switch value {
    case 0x200C, 0x200D: return !joins(next)
    case 0xFE0E, 0xFE0F: return !(previous?.properties.isEmoji ?? false)
    case 0xFE00...0xFE0D, 0x180B...0x180D, 0x180F, 0xE0100...0xE01EF: return !isVariant(value)
    case 0xE0020...0xE007F: return !inFlag
    case 0xFFF9...0xFFFB, 0xFDD0...0xFDEF: return true
    default: break
    }
    if value & 0xFFFE == 0xFFFE { return true }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// A joiner belongs between two emoji or inside a word of a script that shapes its letters.
  private func joins(_ next: Unicode.Scalar?) -> Bool {
    guard let previous, let next else { return false }
    let isInEmoji = previous.value == 0xFE0F || previous.properties.isEmoji
    if isInEmoji, next.properties.isEmoji, previous.value > 0xFF { return true }
    return isShaped(previous) && isShaped(next)
  }

  /// Arabic to Mongolian: the blocks whose spelling uses joiners.
  private func isShaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x600...0x10FF, 0x1780...0x18AF, 0x1A00...0x1CFF, 0xA800...0xABFF, 0xFB50...0xFDCF,
      0xFE70...0xFEFC:
      let properties = scalar.properties
      return properties.isAlphabetic || properties.canonicalCombiningClass.rawValue > 0
    default: return false
    }
  }

  /// A selector belongs to a character that has variants: Han, Mongolian, symbols.
  private func isVariant(_ value: UInt32) -> Bool {
    guard let previous else { return false }
    switch value {
    case 0xE0100...0xE01EF: return previous.properties.isIdeographic
    case 0x180B...0x180F: return previous.value >= 0x1820 && previous.value <= 0x18AA
    default: return previous.properties.isIdeographic || previous.properties.isMath
    }
  }
}
