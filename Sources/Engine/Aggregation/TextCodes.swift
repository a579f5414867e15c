import Syntax

/// The texts of an arena as numbers: equal numbers for equal texts, in no particular order.
///
/// Rows are dealt out by the hash of their text, so that each part is numbered by one thread in a table
/// that fits its cache.
struct TextCodes: Sendable {
  /// The number of each row's text, below `rows.count`.
  let codes: Buffer<Int32>
  /// The first row that has the text, by number.
  let rows: Buffer<UInt32>

  /// - Throws: E000 when interrupted.
  init(_ arena: TextArena, _ context: ExecutionContext) throws(Diagnostic) {
    let threads = context.threads
    let dealt = DealtRows(arena, context)
    if context.cancellation.isCancelled { throw .cancelled }
    let parts = dealt.starts.count - 1
    let firsts = UnsafeMutableBufferPointer<[UInt32]>.allocate(capacity: parts)
    firsts.initialize(repeating: [])
    defer {
      firsts.deinitialize()
      firsts.deallocate()
    }
    let found = SharedPointer(firsts.baseAddress.unsafelyUnwrapped)
    codes = Buffer(count: arena.count) { out in
      guard let base = out.baseAddress else { return }
      let codes = SharedPointer(base)
      Parallel.forEach(parts, threads: threads) { part in
        guard !context.cancellation.isCancelled else { return }
        var numbering = TextNumbers(arena, dealt.hashes)
        for place in dealt.starts[part]..<dealt.starts[part + 1] {
          let row = dealt.rows[place]
          codes.pointer[Int(row)] = numbering.number(row)
        }
        found.pointer[part] = numbering.firsts
      }
      let before = (0..<parts).reduce(into: [0]) { $0.append($0[$1] + firsts[$1].count) }
      Parallel.forEach(parts, threads: threads) { part in
        guard !context.cancellation.isCancelled else { return }
        let before = Int32(truncatingIfNeeded: before[part])
        for place in dealt.starts[part]..<dealt.starts[part + 1] {
          codes.pointer[Int(dealt.rows.values[place])] &+= before
        }
      }
    }
    if context.cancellation.isCancelled { throw .cancelled }
    rows = Buffer(Array(firsts.joined()))
  }
}

/// The rows of an arena by parts of the range of hashes.
private struct DealtRows: Sendable {
  let hashes: Buffer<UInt64>
  /// Rows, part after part, ascending within a part.
  let rows: Buffer<UInt32>
  /// Where each part begins, and the number of rows.
  let starts: [Int]

  /// Not complete when interrupted.
  init(_ arena: TextArena, _ context: ExecutionContext) {
    let threads = context.threads
    let count = arena.count
    let bits: UInt64 = count < 1 << 14 ? 0 : 6
    let parts = 1 << Int(bits)
    let morsels = max(1, (count + Parallel.morsel - 1) / Parallel.morsel)
    // Of each morsel the rows in each part; later the places where they go.
    let places = UnsafeMutableBufferPointer<Int>.allocate(capacity: morsels * parts)
    places.initialize(repeating: 0)
    defer { places.deallocate() }
    let shared = SharedPointer(places.baseAddress.unsafelyUnwrapped)
    @Sendable func part(_ hash: UInt64) -> Int {
      bits == 0 ? 0 : Int(truncatingIfNeeded: hash >> (64 - bits))
    }
    let hashes = Buffer<UInt64>(count: count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(
        count: count, threads: threads, cancellation: context.cancellation
      ) { _, range in
        let own = shared.pointer + range.lowerBound / Parallel.morsel * parts
        for row in range {
          let hash = ContentHash.hash(arena[row])
          target.pointer[row] = hash
          own[part(hash)] += 1
        }
      }
    }
    starts = PartPlaces.layOut(shared.pointer, parts, morsels)
    rows = Buffer(count: count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(
        count: count, threads: threads, cancellation: context.cancellation
      ) { _, range in
        let next = shared.pointer + range.lowerBound / Parallel.morsel * parts
        for row in range {
          let part = part(hashes[row])
          target.pointer[next[part]] = UInt32(truncatingIfNeeded: row)
          next[part] += 1
        }
      }
    }
    self.hashes = hashes
  }
}

/// Numbers the texts of some rows in the order in which they are asked for. A slot of its table holds
/// the upper half of the hash and number + 1.
private struct TextNumbers {
  private let arena: TextArena
  private let hashes: Buffer<UInt64>
  private var slots = [UInt64](repeating: 0, count: 1 << 8)
  /// The row that each number was given to.
  private(set) var firsts: [UInt32] = []

  init(_ arena: TextArena, _ hashes: Buffer<UInt64>) {
    self.arena = arena
    self.hashes = hashes
  }

  mutating func number(_ row: UInt32) -> Int32 {
    let hash = hashes[Int(row)]
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while slots[at] != 0 {
      let slot = slots[at]
      if slot >> 32 == hash >> 32 {
        let number = Int(truncatingIfNeeded: slot & 0xffff_ffff) - 1
        if TextView.equal(TextView(arena[Int(firsts[number])]), TextView(arena[Int(row)])) {
          return Int32(truncatingIfNeeded: number)
        }
      }
      at = (at + 1) & mask
    }
    firsts.append(row)
    slots[at] = hash & 0xffff_ffff_0000_0000 | UInt64(firsts.count)
    if firsts.count * 2 > slots.count { grow() }
    return Int32(truncatingIfNeeded: firsts.count - 1)
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (number, row) in firsts.enumerated() {
      let hash = hashes[Int(row)]
      var at = Int(truncatingIfNeeded: hash) & mask
      while slots[at] != 0 { at = (at + 1) & mask }
      slots[at] = hash & 0xffff_ffff_0000_0000 | UInt64(number + 1)
    }
  }
}
