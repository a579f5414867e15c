internal import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A fixed-length run of plain values, written once by whoever makes it and only read afterwards.
///
/// Columns, offsets and codes live in these. `Sendable` is promised by hand: `init` hands the memory to
/// one closure, and nothing can write to it after that closure returns.
public final class Buffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  public let values: UnsafeBufferPointer<Element>
  /// What the values lie in, when they are not memory of their own.
  private let file: MappedFile?
  /// The least and the greatest value, once somebody has asked for them.
  let extremes = Mutex<(low: Element, high: Element)?>(nil)
  /// Of a bitmap's words, the number of bits that are set, once somebody has asked for it; before that,
  /// less than none.
  let population = Atomic<Int>(-1)
  /// Of whole numbers, whether each is one more than the one before: 1 or 0, once somebody has asked for it;
  /// before that, less than either.
  let isRun = Atomic<Int8>(-1)

  /// Memory for `count` values; `fill` must write every one of them.
  public init(count: Int, fill: (UnsafeMutableBufferPointer<Element>) -> Void) {
    let used = UnsafeMutableBufferPointer(
      start: BulkMemory.allocate(Element.self, count), count: count)
    fill(used)
    file = nil
    values = UnsafeBufferPointer(used)
  }

  public init(_ elements: some Collection<Element>) {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(elements.count, 1))
    _ = memory.initialize(fromContentsOf: elements)
    file = nil
    values = UnsafeBufferPointer(rebasing: memory[..<elements.count])
  }

  /// Takes over memory allocated by the caller with `allocate(capacity:)`.
  public init(adopting memory: UnsafeMutablePointer<Element>, count: Int) {
    file = nil
    values = UnsafeBufferPointer(start: memory, count: count)
  }

  /// Values that lie in a mapped file, where nobody writes.
  init(_ values: UnsafeBufferPointer<Element>, in file: MappedFile) {
    self.values = values
    self.file = file
  }

  deinit {
    if file == nil { BulkMemory.release(UnsafeMutableRawPointer(mutating: values.baseAddress)) }
  }

  public var count: Int { values.count }

  public subscript(index: Int) -> Element { values[index] }
}
