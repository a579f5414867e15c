/// Numbers words in the order in which they are first asked for. Used by one thread at a time.
final class WordTable {
  /// Number + 1 of the word whose hash leads here; 0: nobody's.
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask: Int
  private var room: Int
  /// The words, and what was noted for each, by number.
  private(set) var words: UnsafeMutablePointer<UInt64>
  private(set) var notes: UnsafeMutablePointer<UInt32>
  private(set) var count = 0

  /// - Parameter expected: words for which no memory is asked for again.
  init(expected: Int) {
    var size = 64
    while size < expected * 2 { size *= 2 }
    room = size / 2
    mask = size - 1
    slots = .allocate(capacity: size)
    slots.initialize(repeating: 0, count: size)
    words = .allocate(capacity: room)
    notes = .allocate(capacity: room)
  }

  deinit {
    slots.deallocate()
    words.deallocate()
    notes.deallocate()
  }

  /// A hash whose every bit depends on every bit of the word (Stafford's variant 13 of the finalizer of
  /// MurmurHash3, which is one-to-one).
  @inline(__always)
  static func hash(_ word: UInt64) -> UInt64 {
    var hash = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ hash >> 27) &* 0x94d0_49bb_1331_11eb
    return hash ^ hash >> 31
  }

  /// The number of `word`; `note` is kept where it is new.
  @inline(__always)
  func number(_ word: UInt64, note: UInt32) -> UInt32 {
    // The upper bits deal words out to tables.
    var at = Int(truncatingIfNeeded: Self.hash(word)) & mask
    while slots[at] != 0 {
      let number = slots[at] &- 1
      if words[Int(number)] == word { return number }
      at = (at + 1) & mask
    }
    return add(word, note, at)
  }

  @inline(never)
  private func add(_ word: UInt64, _ note: UInt32, _ at: Int) -> UInt32 {
    let number = UInt32(truncatingIfNeeded: count)
    words[count] = word
    notes[count] = note
    count += 1
    slots[at] = number + 1
    if count == room { grow() }
    return number
  }

  private func grow() {
    words = Self.moved(words, count, to: room * 2)
    notes = Self.moved(notes, count, to: room * 2)
    room *= 2
    slots.deallocate()
    slots = .allocate(capacity: room * 2)
    slots.initialize(repeating: 0, count: room * 2)
    mask = room * 2 - 1
    for number in 0..<count {
      var at = Int(truncatingIfNeeded: Self.hash(words[number])) & mask
      while slots[at] != 0 { at = (at + 1) & mask }
      slots[at] = UInt32(truncatingIfNeeded: number + 1)
    }
  }

  private static func moved<T: BitwiseCopyable>(
    _ old: UnsafeMutablePointer<T>, _ count: Int, to capacity: Int
  ) -> UnsafeMutablePointer<T> {
    let new = UnsafeMutablePointer<T>.allocate(capacity: capacity)
    new.update(from: old, count: count)
    old.deallocate()
    return new
  }
}
