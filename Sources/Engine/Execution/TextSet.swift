/// Texts to be looked up by their bytes: open addressing, a slot holds the upper half of the hash and
/// place + 1.
struct TextSet: Sendable {
  private let texts: TextArena
  private let slots: Buffer<UInt64>

  init(_ strings: [String]) {
    let texts = TextArena(strings)
    var capacity = 64
    while capacity < strings.count * 2 { capacity *= 2 }
    self.texts = texts
    slots = Buffer(count: capacity) { slots in
      slots.initialize(repeating: 0)
      for place in 0..<texts.count {
        let hash = ContentHash.hash(texts[place])
        var at = Int(truncatingIfNeeded: hash) & (capacity - 1)
        while slots[at] != 0 { at = (at + 1) & (capacity - 1) }
        slots[at] = hash & 0xffff_ffff_0000_0000 | UInt64(place + 1)
      }
    }
  }

  func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let hash = ContentHash.hash(bytes)
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while slots[at] != 0 {
      let slot = slots[at]
      if slot >> 32 == hash >> 32,
        TextView.equal(TextView(texts[Int(slot & 0xffff_ffff) - 1]), TextView(bytes))
      {
        return true
      }
      at = (at + 1) & mask
    }
    return false
  }
}
