import Glibc

/// Turns the text of one field into an `Int64` lane: numbers, days, microseconds, bits of a float.
///
/// Every conformer is a struct used as a generic parameter, so the loop over a batch is compiled for
/// each. The bytes after the field are readable (see `SeparatorStream.padding`).
protocol LaneParser {
  mutating func lane(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64?
}

struct BoolLanes: LaneParser {
  @inline(__always)
  func lane(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) | 0x2020_2020_2020_2020
    // `true` and `false` in memory order, lower case.
    if count == 4, word & 0xFFFF_FFFF == 0x6575_7274 { return 1 }
    if count == 5, word & 0xFF_FFFF_FFFF == 0x65_736C_6166 { return 0 }
    return nil
  }
}

struct IntLanes: LaneParser {
  /// `17850.0` is taken for 17850.
  var dropsPointZero = false

  @inline(__always)
  func lane(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    if bytes[0] != .zero || count == 1, count <= 8, let value = Digits.upToEight(bytes, count) {
      return value
    }
    return general(bytes, count)
  }

  private func general(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    var count = count
    if dropsPointZero, count > 2, bytes[count - 1] == .zero, bytes[count - 2] == .point {
      count -= 2
    }
    let start = bytes[0] == .minus ? 1 : 0
    // A leading zero means an id, not a number.
    if count > start + 1, bytes[start] == .zero { return nil }
    let text = UnsafeBufferPointer(start: bytes, count: count)
    if let value = NumberText.integer(text) { return value }
    // `9e+05` is what R writes for 900000.
    guard text.contains(where: { $0 | 0x20 == 0x65 }) else { return nil }
    return NumberText.decimal(text, scale: 0)
  }
}

struct DecimalLanes: LaneParser {
  let scale: Int
  private let factor: Int64

  init(scale: Int) {
    self.scale = scale
    factor = NumberText.powers[scale]
  }

  @inline(__always)
  func lane(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    let whole = count &- scale &- 1
    if whole >= 1, whole <= 8, bytes[whole] == .point, scale <= 8, scale > 0,
      let high = Digits.upToEight(bytes, whole),
      let low = Digits.upToEight(bytes + (whole &+ 1), scale)
    {
      return high &* factor &+ low
    }
    return NumberText.decimal(UnsafeBufferPointer(start: bytes, count: count), scale: scale)
  }
}

struct FormattedLanes: LaneParser {
  let style: NumberStyle
  let scale: Int

  func lane(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    NumberText.formatted(
      UnsafeBufferPointer(start: bytes, count: count), style: style, scale: scale)
  }
}

struct FloatLanes: LaneParser {
  func lane(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    NumberText.float(UnsafeBufferPointer(start: bytes, count: count)).map {
      Int64(bitPattern: $0.bitPattern)
    }
  }
}

/// Days. The usual form `2025-08-23` is read in two loads.
struct DateLanes: LaneParser {
  let order: DateText.Order

  @inline(__always)
  func lane(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    if order == .ymd, count == 10, let day = ISODate.day(bytes) { return Int64(day) }
    let moment = DateText.parse(UnsafeBufferPointer(start: bytes, count: count), order: order)
    guard let moment, moment.time == nil else { return nil }
    return Int64(moment.day)
  }
}

/// Microseconds. Keeps the last date read: files are often sorted by time.
struct TimestampLanes: LaneParser {
  let order: DateText.Order
  private var knownDate: (UInt64, UInt16) = (0, 0)
  private var knownDay: Int64 = 0

  init(order: DateText.Order) { self.order = order }

  @inline(__always)
  mutating func lane(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    if order == .ymd, count == 19, bytes[10] == 0x54 || bytes[10] == .blank,
      let time = ISODate.time(bytes + 11)
    {
      let start = UnsafeRawPointer(bytes)
      let date = (
        start.loadUnaligned(as: UInt64.self),
        start.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
      )
      if date == knownDate { return knownDay &+ time }
      if let day = ISODate.day(bytes) {
        knownDate = date
        knownDay = Int64(day) &* DateText.microsecondsPerDay
        return knownDay &+ time
      }
    }
    return DateText.parse(UnsafeBufferPointer(start: bytes, count: count), order: order)?
      .microseconds
  }
}

enum ISODate {
  /// `2025-08-23` in ten bytes.
  @inline(__always)
  static func day(_ bytes: UnsafePointer<UInt8>) -> Int32? {
    // Bytes `dddd-dd-`, in memory order, as digits and zeros.
    let head = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) ^ 0x2D30_302D_3030_3030
    let tail = UnsafeRawPointer(bytes + 8).loadUnaligned(as: UInt16.self) ^ 0x3030
    guard isDigits(head, zeros: 0xFF00_00FF_0000_0000), isDigits(UInt64(tail), zeros: ~0xFFFF)
    else { return nil }
    let year =
      digit(head, 0) &* 1000 &+ digit(head, 1) &* 100 &+ digit(head, 2) &* 10 &+ digit(head, 3)
    let month = digit(head, 5) &* 10 &+ digit(head, 6)
    return DateText.day(
      year: year, month: month, day: digit(UInt64(tail), 0) &* 10 &+ digit(UInt64(tail), 1))
  }

  /// `08:26:05` in eight bytes: microseconds.
  @inline(__always)
  static func time(_ bytes: UnsafePointer<UInt8>) -> Int64? {
    let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) ^ 0x3030_3A30_303A_3030
    guard isDigits(word, zeros: 0x0000_FF00_00FF_0000) else { return nil }
    let hour = digit(word, 0) &* 10 &+ digit(word, 1)
    let minute = digit(word, 3) &* 10 &+ digit(word, 4)
    let second = digit(word, 6) &* 10 &+ digit(word, 7)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return Int64((hour &* 60 &+ minute) &* 60 &+ second) &* 1_000_000
  }

  /// Whether every byte is 0…9, and 0 where `zeros` is set.
  @inline(__always)
  private static func isDigits(_ word: UInt64, zeros: UInt64) -> Bool {
    ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080 == 0 && word & zeros == 0
  }

  @inline(__always)
  private static func digit(_ word: UInt64, _ place: Int) -> Int {
    Int(truncatingIfNeeded: word >> UInt64(place &* 8) & 0xFF)
  }
}

/// The number of an id such as `C0001234`.
struct NumberedLanes: LaneParser {
  private let prefix: [UInt8]
  private let prefixWord: UInt64
  private let prefixMask: UInt64
  private let width: Int

  /// At most eight bytes of prefix; `width` as in `NumberedText`.
  init(prefix: [UInt8], width: Int) {
    self.prefix = prefix
    self.width = width
    var word: UInt64 = 0
    for (place, byte) in prefix.prefix(8).enumerated() { word |= UInt64(byte) << UInt64(place * 8) }
    prefixWord = word
    prefixMask = prefix.count >= 8 ? ~0 : (1 << UInt64(prefix.count * 8)) - 1
  }

  @inline(__always)
  func lane(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    let head = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    let digits = count &- prefix.count
    guard head & prefixMask == prefixWord, digits >= 1, digits <= 16, isCanonical(bytes, digits)
    else { return nil }
    return Digits.upToSixteen(bytes + prefix.count, digits)
  }

  @inline(__always)
  private func isCanonical(_ bytes: UnsafePointer<UInt8>, _ digits: Int) -> Bool {
    if digits == width { return true }
    return (digits > width || width == 0) && (bytes[prefix.count] != .zero || digits == 1)
  }
}
