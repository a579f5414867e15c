import Glibc

/// One dictionary out of those of all workers: the values in order of first appearance in the file.
struct DictionaryMerge {
  let values: TextArena
  /// For each worker, its code → the merged code; never empty.
  private(set) var maps: [[UInt32]]

  private struct Key: Hashable {
    var text: UnsafeBufferPointer<UInt8>

    static func == (a: Key, b: Key) -> Bool {
      guard a.text.count == b.text.count else { return false }
      guard let left = a.text.baseAddress, let right = b.text.baseAddress else { return true }
      return memcmp(left, right, a.text.count) == 0
    }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes: UnsafeRawBufferPointer(text)) }
  }

  private struct Entry {
    var place: Int
    var worker: Int
    var code: Int
  }

  /// `hasWaste`: values of rows that were dropped are to be left out.
  init(_ readers: [ColumnReader], _ slices: [ColumnAssembly.Slice], hasWaste: Bool) {
    let used = hasWaste ? Self.used(readers, slices) : nil
    var entries: [Entry] = []
    for (worker, reader) in readers.enumerated() {
      guard let dictionary = reader.dictionary else { continue }
      for code in 0..<dictionary.count where used?[worker][code] ?? true {
        entries.append(Entry(place: dictionary.places[code], worker: worker, code: code))
      }
    }
    entries.sort { $0.place < $1.place }
    maps = readers.map { [UInt32](repeating: 0, count: max($0.dictionary?.count ?? 0, 1)) }
    var known: [Key: UInt32] = [:]
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    for entry in entries {
      guard let dictionary = readers[entry.worker].dictionary else { continue }
      let text = dictionary.values.string(entry.code)
      let code = known[Key(text: text)] ?? UInt32(offsets.count - 1)
      if Int(code) == offsets.count - 1 {
        known[Key(text: text)] = code
        bytes.append(contentsOf: text)
        offsets.append(UInt32(bytes.count))
      }
      maps[entry.worker][entry.code] = code
    }
    values = TextArena(bytes: Buffer(bytes), offsets: Buffer(offsets))
  }

  /// By worker and code: whether a row of the result has it.
  private static func used(
    _ readers: [ColumnReader], _ slices: [ColumnAssembly.Slice]
  ) -> [[Bool]] {
    var used = readers.map { [Bool](repeating: false, count: $0.dictionary?.count ?? 0) }
    for slice in slices {
      let lanes = readers[slice.worker].lanes
      used[slice.worker].withUnsafeMutableBufferPointer { flags in
        for row in slice.from..<slice.from + slice.count
        where !lanes.hasNulls || lanes.nulls[row] == 0 {
          flags[Int(lanes[row])] = true
        }
      }
    }
    return used
  }
}
