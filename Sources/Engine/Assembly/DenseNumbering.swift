/// Customer numbers by direct address: ids that are prefix and number, of a dense range.
enum DenseNumbering {
  static func number(
    _ listed: Column?, _ others: [Column], _ shape: (prefix: String, width: Int),
    _ range: ClosedRange<Int64>, threads: Int
  ) -> CustomerNumbering.Numbered {
    let span = Int(range.upperBound - range.lowerBound) + 1
    var duplicates: [UInt32] = []
    var numbers: [Int64] = []
    var listedCount = 0
    let slots = Buffer<UInt32>(count: span) { slots in
      slots.initialize(repeating: CustomerNumbering.none)
      if let listed { duplicates = assign(listed, range.lowerBound, slots, &numbers) }
      listedCount = numbers.count
      for column in others { mark(column, range.lowerBound, slots) }
      // A sweep over the slots meets the new ids in ascending order: nothing is sorted.
      for slot in slots.indices where slots[slot] == pending {
        slots[slot] = UInt32(numbers.count)
        numbers.append(range.lowerBound + Int64(slot))
      }
    }
    let kept = numbers.withUnsafeBufferPointer { Integers.narrowest($0) }
    let ids = NumberedText(prefix: shape.prefix, width: shape.width, numbers: kept)
    return CustomerNumbering.Numbered(
      ids: Column(.string, .numbered(ids), count: numbers.count), listedCount: listedCount,
      duplicates: duplicates,
      customers: others.map { look(up: $0, range.lowerBound, slots, threads) })
  }

  /// Gives the ids of the customers file their numbers; returns the rows that repeat one.
  private static func assign(
    _ column: Column, _ low: Int64, _ slots: UnsafeMutableBufferPointer<UInt32>,
    _ numbers: inout [Int64]
  ) -> [UInt32] {
    guard case .numbered(let ids) = column.storage else { return [] }
    var duplicates: [UInt32] = []
    numbers.reserveCapacity(column.count)
    Lanes.forEachBlock(ids.numbers, 0..<column.count) { start, lanes in
      for (index, lane) in lanes.enumerated() where column.validity?[start + index] ?? true {
        if slots[Int(lane - low)] == CustomerNumbering.none {
          slots[Int(lane - low)] = UInt32(numbers.count)
          numbers.append(lane)
        } else {
          duplicates.append(UInt32(start + index))
        }
      }
    }
    return duplicates
  }

  /// Stands for an id that has no number yet.
  private static let pending = CustomerNumbering.none - 1

  private static func mark(
    _ column: Column, _ low: Int64, _ slots: UnsafeMutableBufferPointer<UInt32>
  ) {
    guard case .numbered(let ids) = column.storage else { return }
    Lanes.forEachBlock(ids.numbers, 0..<column.count) { start, lanes in
      for (index, lane) in lanes.enumerated() where column.validity?[start + index] ?? true {
        if slots[Int(lane - low)] == CustomerNumbering.none { slots[Int(lane - low)] = pending }
      }
    }
  }

  private static func look(
    up column: Column, _ low: Int64, _ slots: Buffer<UInt32>, _ threads: Int
  ) -> Buffer<UInt32> {
    guard case .numbered(let ids) = column.storage else {
      return Buffer(count: column.count) { $0.initialize(repeating: CustomerNumbering.none) }
    }
    let table = slots.values
    let validity = column.validity
    return Buffer(count: column.count) { out in
      RowRanges.performPieces(column.count, threads: threads) { range in
        Lanes.forEachBlock(ids.numbers, range) { start, lanes in
          for (index, lane) in lanes.enumerated() {
            let isPresent = validity?[start + index] ?? true
            out[start + index] = isPresent ? table[Int(lane - low)] : CustomerNumbering.none
          }
        }
      }
    }
  }
}
