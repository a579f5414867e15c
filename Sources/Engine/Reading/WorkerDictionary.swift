import Glibc

/// The distinct values of a column that one worker has met, with the place where each came first.
///
/// Order of first appearance in the file must not depend on which worker read what; the places decide
/// it when the dictionaries of all workers are merged.
final class WorkerDictionary {
  /// Beyond this many values, codes cost more than they save.
  static let limit = 1 << 16

  private struct Slot: BitwiseCopyable {
    /// First sixteen bytes, zero-filled.
    var word: UInt64
    var tail: UInt64
    var length: UInt32
    /// Code + 1; 0 = empty.
    var code: UInt32
  }

  let values = ArenaStore()
  /// Position in the file of each value's first appearance.
  // Asked for every field: looking each time whether somebody else is changing them took a fiftieth of
  // a load, and one worker has the object to itself.
  @exclusivity(unchecked) private(set) var places: [Int] = []
  /// Set when ranges are read out of order: a value may then appear before its known place.
  @exclusivity(unchecked) var revisits = false
  @exclusivity(unchecked) private var slots: UnsafeMutablePointer<Slot>
  @exclusivity(unchecked) private var slotMask: Int

  init() {
    slotMask = 255
    slots = .allocate(capacity: 256)
    slots.initialize(repeating: Slot(word: 0, tail: 0, length: 0, code: 0), count: 256)
  }

  deinit { slots.deallocate() }

  var count: Int { values.count }

  /// The code of the `length` bytes at `bytes` (readable beyond); -1 when they are not UTF-8.
  @inline(__always)
  func code(_ bytes: UnsafePointer<UInt8>, _ length: Int, place: Int) -> Int {
    let word = Self.word(bytes, length)
    let tail = length > 8 ? Self.word(bytes + 8, length &- 8) : 0
    let slots = slots
    let slotMask = slotMask
    var index = Int(truncatingIfNeeded: Self.hash(word, tail, bytes, length)) & slotMask
    while true {
      let slot = slots[index]
      if slot.code == 0 { return insert(bytes, length, (word, tail), index, place) }
      if slot.word == word, slot.tail == tail, slot.length == UInt32(truncatingIfNeeded: length),
        length <= 16 || isSame(Int(slot.code) - 1, bytes, length)
      {
        let code = Int(slot.code) &- 1
        if revisits, place < places[code] { places[code] = place }
        return code
      }
      index = (index &+ 1) & slotMask
    }
  }

  @inline(__always)
  private static func word(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    return length >= 8 ? word : word & ((1 << UInt64(length &* 8)) &- 1)
  }

  @inline(__always)
  private static func hash(
    _ word: UInt64, _ tail: UInt64, _ bytes: UnsafePointer<UInt8>, _ length: Int
  ) -> UInt64 {
    var state = (word ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
    if length > 8 {
      state = (state ^ (state >> 29) ^ tail) &* 0x9E37_79B9_7F4A_7C15
      var position = 16
      while position < length {
        let next = Self.word(bytes + position, length &- position)
        state = (state ^ (state >> 29) ^ next) &* 0x9E37_79B9_7F4A_7C15
        position &+= 8
      }
    }
    return state ^ (state >> 32)
  }

  private func isSame(_ code: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    guard let known = values.string(code).baseAddress else { return length == 0 }
    return memcmp(known, bytes, length) == 0
  }

  private func insert(
    _ bytes: UnsafePointer<UInt8>, _ length: Int, _ head: (word: UInt64, tail: UInt64),
    _ index: Int, _ place: Int
  ) -> Int {
    guard UTF8Check.firstFault(UnsafeBufferPointer(start: bytes, count: length)) == nil else {
      return -1
    }
    values.append(bytes, length)
    places.append(place)
    let code = values.count
    slots[index] = Slot(
      word: head.word, tail: head.tail, length: UInt32(truncatingIfNeeded: length),
      code: UInt32(code))
    if code * 2 > slotMask { grow() }
    return code - 1
  }

  private func grow() {
    slots.deallocate()
    let size = (slotMask + 1) * 4
    slotMask = size - 1
    slots = .allocate(capacity: size)
    slots.initialize(repeating: Slot(word: 0, tail: 0, length: 0, code: 0), count: size)
    for code in 0..<values.count {
      let value = values.string(code)
      // Values in the arena may be followed by nothing readable: the last one is copied out.
      Padded.with(value) { bytes in
        let word = Self.word(bytes, value.count)
        let tail = value.count > 8 ? Self.word(bytes + 8, value.count - 8) : 0
        var index = Int(truncatingIfNeeded: Self.hash(word, tail, bytes, value.count)) & slotMask
        while slots[index].code != 0 { index = (index &+ 1) & slotMask }
        slots[index] = Slot(
          word: word, tail: tail, length: UInt32(truncatingIfNeeded: value.count),
          code: UInt32(code + 1))
      }
    }
  }
}

/// A copy of a value with readable bytes behind it, for loads that reach past the end.
enum Padded {
  static func with(
    _ value: UnsafeBufferPointer<UInt8>, _ body: (UnsafePointer<UInt8>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: value.count + 16) { copy in
      guard let out = copy.baseAddress else { return }
      copy.initialize(repeating: 0)
      if let base = value.baseAddress { memcpy(out, base, value.count) }
      body(UnsafePointer(out))
    }
  }
}
