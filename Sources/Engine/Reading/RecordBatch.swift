/// Where the text of one field stands in a block, quotes left out.
struct FieldSpan: BitwiseCopyable, Sendable {
  var start: UInt32
  private var endAndMark: UInt32

  private static let mark: UInt32 = 1 << 31

  /// `isEscaped`: quotes are doubled or escaped inside.
  @inline(__always)
  init(_ start: Int, _ end: Int, isEscaped: Bool = false) {
    self.start = UInt32(truncatingIfNeeded: start)
    endAndMark = UInt32(truncatingIfNeeded: end) | (isEscaped ? Self.mark : 0)
  }

  @inline(__always) var count: Int { Int(endAndMark & ~Self.mark) &- Int(start) }
  @inline(__always) var isEscaped: Bool { endAndMark & Self.mark != 0 }
  @inline(__always) var end: Int { Int(endAndMark & ~Self.mark) }
}

/// Some records cut into fields, all of the right number of fields, ready to be parsed column by
/// column. Small enough that spans and lanes stay in the first-level cache.
final class RecordBatch {
  let columns: Int
  let capacity: Int
  var count = 0
  /// Record `r` has its fields at `spans[r * columns ..< (r + 1) * columns]`.
  let spans: UnsafeMutablePointer<FieldSpan>
  /// First byte of each record, end of its last, and its physical line in the range, from 0.
  let starts: UnsafeMutablePointer<UInt32>
  let ends: UnsafeMutablePointer<UInt32>
  let lines: UnsafeMutablePointer<UInt32>

  init(columns: Int) {
    self.columns = columns
    capacity = max(1, 4096 / max(columns, 1))
    spans = .allocate(capacity: capacity * max(columns, 1))
    starts = .allocate(capacity: capacity)
    ends = .allocate(capacity: capacity)
    lines = .allocate(capacity: capacity)
  }

  deinit {
    spans.deallocate()
    starts.deallocate()
    ends.deallocate()
    lines.deallocate()
  }
}
