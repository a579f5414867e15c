import Syntax

/// The order of texts by their bytes.
final class TextOrder: Sendable {
  private let arena: TextArena
  /// Where the texts are in the arena; nil: they are all of it.
  private let rows: Buffer<UInt32>?
  private let context: ExecutionContext

  /// Below this many texts, comparing them costs less than looking at some bytes of all.
  private static let few = 1 << 12
  /// Runs of this many texts that agree so far are compared.
  private static let short = 1 << 8
  /// Passes after which what still agrees is compared, whatever runs there are.
  private static let passes = 16
  /// Bytes of a text that one pass looks at.
  private static let step = 7

  private init(arena: TextArena, rows: Buffer<UInt32>?, context: ExecutionContext) {
    self.arena = arena
    self.rows = rows
    self.context = context
  }

  /// The place of each of some different texts when all are sorted by bytes. Interrupted, any order of them.
  static func ranks(
    _ arena: TextArena, rows: Buffer<UInt32>? = nil, _ context: ExecutionContext
  ) -> Buffer<UInt32> {
    let order = TextOrder(arena: arena, rows: rows, context: context).sorted()
    return context.cancellation.isCancelled ? order : order.inverted(threads: context.threads)
  }

  private var count: Int { rows?.count ?? arena.count }

  @inline(__always)
  private func text(_ number: UInt32) -> UnsafeBufferPointer<UInt8> {
    if let rows { arena[Int(rows.values[Int(number)])] } else { arena[Int(number)] }
  }

  /// Of texts that agree in the bytes before `depth`: eight more at a time.
  @inline(__always)
  private func precedes(_ a: UInt32, _ b: UInt32, from depth: Int) -> Bool {
    let (a, b) = (text(a), text(b))
    let shared = min(a.count, b.count)
    var place = depth
    while place + 8 <= shared {
      let (x, y) = (Self.eight(a, place), Self.eight(b, place))
      if x != y { return x < y }
      place += 8
    }
    while place < shared {
      if a[place] != b[place] { return a[place] < b[place] }
      place += 1
    }
    return a.count < b.count
  }

  /// As a number that sorts as the bytes do.
  @inline(__always)
  private static func eight(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(text)
    return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  /// Some bytes at a time, from those on where texts begin to differ: texts that agree in these are put in
  /// order by the next ones.
  private func sorted() -> Buffer<UInt32> {
    guard count >= Self.few else {
      return Buffer((0..<UInt32(count)).sorted { precedes($0, $1, from: 0) })
    }
    var depth = commonBytes
    let end = depth + Self.step * Self.passes
    let members = Buffer.numbers(below: count)
    var keys = keys(members, from: depth)
    var order = RadixSort.sorted(members, by: keys, context).rows
    var tied = runs(of: order, in: 0..<count, keys)
    depth += Self.step
    while !tied.isEmpty, !context.cancellation.isCancelled {
      let members = tied.reduce(0) { $0 + $1.count }
      if members < max(Self.few, tied.count * Self.short) || depth > end {
        return compared(order, tied, from: depth)
      }
      order = sorted(order, tied, members, &keys, from: depth)
      tied = tied.flatMap { runs(of: order, in: $0, keys) }
      depth += Self.step
    }
    return order
  }

  /// `order` with the texts of each run put in order by some more bytes.
  ///
  /// - Parameter keys: becomes those of the texts in the runs.
  private func sorted(
    _ order: Buffer<UInt32>, _ runs: [Range<Int>], _ count: Int, _ keys: inout Buffer<UInt64>,
    from depth: Int
  ) -> Buffer<UInt32> {
    let members = Buffer<UInt32>(count: count) { out in
      for (index, place) in runs.joined().enumerated() { out[index] = order.values[place] }
    }
    keys = self.keys(members, from: depth)
    // The last key first, the sort being stable.
    let byKey = RadixSort.sorted(members, by: keys, context).rows
    if context.cancellation.isCancelled { return order }
    let sorted = RadixSort.sorted(byKey, by: runNumbers(runs, order), context).rows
    // Interrupted, these are in another order than their runs.
    if context.cancellation.isCancelled { return order }
    return Buffer(count: order.count) { out in
      _ = out.initialize(fromContentsOf: order.values)
      for (index, place) in runs.joined().enumerated() { out[place] = sorted.values[index] }
    }
  }

  /// `order` with the texts of each run compared.
  private func compared(
    _ order: Buffer<UInt32>, _ runs: [Range<Int>], from depth: Int
  ) -> Buffer<UInt32> {
    Buffer(count: order.count) { out in
      _ = out.initialize(fromContentsOf: order.values)
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(
        count: runs.count, threads: context.threads, morsel: Self.short,
        cancellation: context.cancellation
      ) { _, range in
        for run in runs[range] where !context.cancellation.isCancelled {
          // The next bytes beside each text: most are told apart by them, without another look at it.
          var tied = run.map { place in
            (key: Self.key(of: text(order.values[place]), from: depth), text: order.values[place])
          }
          // There may be very many. Nothing but Ctrl-C is thrown, which ends the sort: who asked for the
          // order then looks at the cancellation, as after every other step here.
          try? tied.sort { a, b in
            if context.cancellation.isCancelled { throw Diagnostic.cancelled }
            return a.key != b.key ? a.key < b.key : precedes(a.text, b.text, from: depth)
          }
          for (place, entry) in zip(run, tied) { target.pointer[place] = entry.text }
        }
      }
    }
  }

  /// How many bytes all texts begin with.
  private var commonBytes: Int {
    let first = text(0)
    var common = first.count
    for number in 1..<UInt32(count) where common > 0 && !context.cancellation.isCancelled {
      let text = text(number)
      var agreeing = 0
      while agreeing < min(common, text.count), text[agreeing] == first[agreeing] { agreeing += 1 }
      common = agreeing
    }
    return common
  }

  /// By text: the bytes from `depth` on, and below them how many there are or, of more, one more than that.
  private func keys(_ members: Buffer<UInt32>, from depth: Int) -> Buffer<UInt64> {
    Buffer(count: count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(
        count: members.count, threads: context.threads, cancellation: context.cancellation
      ) { _, range in
        for index in range {
          let member = members.values[index]
          target.pointer[Int(member)] = Self.key(of: text(member), from: depth)
        }
      }
    }
  }

  @inline(__always)
  private static func key(of text: UnsafeBufferPointer<UInt8>, from depth: Int) -> UInt64 {
    let rest = max(text.count - depth, 0)
    var key: UInt64 = 0
    if rest > step {
      key = eight(text, depth) >> 8
    } else {
      for place in 0..<step { key = key << 8 | (place < rest ? UInt64(text[depth + place]) : 0) }
    }
    return key << 8 | UInt64(min(rest, step + 1))
  }

  /// Places in `range` one after the other whose texts agree and go on.
  private func runs(
    of order: Buffer<UInt32>, in range: Range<Int>, _ keys: Buffer<UInt64>
  ) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = range.lowerBound
    while start < range.upperBound, !context.cancellation.isCancelled {
      let key = keys.values[Int(order.values[start])]
      var end = start + 1
      while end < range.upperBound, keys.values[Int(order.values[end])] == key { end += 1 }
      if end - start > 1, key & 0xff > UInt64(Self.step) { runs.append(start..<end) }
      start = end
    }
    return runs
  }

  /// By text, the number of its run.
  private func runNumbers(_ runs: [Range<Int>], _ order: Buffer<UInt32>) -> Buffer<UInt64> {
    Buffer(count: order.count) { out in
      for (number, run) in runs.enumerated() {
        for place in run { out[Int(order.values[place])] = UInt64(number) }
      }
    }
  }
}
