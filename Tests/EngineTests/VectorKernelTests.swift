import CKernels
import Testing

@testable import Engine

/// What the processor's wider vectors answer is what one row after the other does, at every length and with
/// values at the ends of their types.
@Suite(.enabled(if: ckernels_are_usable(), "the processor has no AVX2"))
struct VectorKernelTests {
  static let lengths = [0, 1, 63, 64, 65, 127, 128, 1_000, 2_048]

  private func bits(_ count: Int, _ kernel: (UnsafeMutablePointer<UInt64>) -> Bool) -> [Bool] {
    var words = [UInt64](repeating: ~0, count: Bitmap.words(for: count) + 1)
    let isDone = words.withUnsafeMutableBufferPointer { kernel($0.baseAddress.unsafelyUnwrapped) }
    #expect(isDone)
    // Nothing is written beyond the words of the lanes, and no bit beyond the lanes is set.
    #expect(words.last == ~0)
    let used = count & 63
    if used != 0 { #expect(words[count >> 6] >> UInt64(used) == 0) }
    return (0..<count).map { words[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
  }

  private func numbers<T: FixedWidthInteger>(_ count: Int, _ type: T.Type) -> [T] {
    var random = SeededNumbers(seed: UInt64(count) + 1)
    let ends = [T.min, T.min + 1, 0, 1, T.max - 1, T.max]
    return (0..<count).map {
      $0 % 5 == 0 ? ends[$0 / 5 % ends.count] : T(truncatingIfNeeded: random.next())
    }
  }

  private func checkRanges<T: FixedWidthInteger & SignedInteger>(
    _ count: Int, _ type: T.Type,
    _ kernel: (UnsafePointer<T>, Int, T, T, UInt64, UnsafeMutablePointer<UInt64>) -> Bool
  ) {
    let values = numbers(count, type)
    for (low, high) in [(T.min, T.max), (T.min, 0), (0, T.max), (-3, 100), (5, 5), (T.max, T.max)] {
      for flip in [UInt64(0), ~0] {
        let found = bits(count) { out in
          values.withUnsafeBufferPointer {
            kernel(
              $0.baseAddress ?? UnsafePointer(bitPattern: 64).unsafelyUnwrapped, count, low, high,
              flip, out)
          }
        }
        #expect(found == values.map { ($0 >= low && $0 <= high) != (flip != 0) }, "\(low)…\(high)")
      }
    }
  }

  @Test(arguments: lengths)
  func rangesOfEveryWidth(count: Int) {
    checkRanges(count, Int8.self, ckernels_range_i8)
    checkRanges(count, Int16.self, ckernels_range_i16)
    checkRanges(count, Int32.self, ckernels_range_i32)
    checkRanges(count, Int64.self, ckernels_range_i64)
  }

  /// `AcceptedCodes` as it is asked, against its own loop.
  private func checkCodes<T: FixedWidthInteger & UnsignedInteger>(
    _ codes: [T], _ table: [UInt8],
    _ write: (AcceptedCodes, UnsafePointer<T>?, UInt64, UnsafeMutablePointer<UInt64>) -> Bool
  ) {
    table.withUnsafeBufferPointer { table in
      codes.withUnsafeBufferPointer { codes in
        let accepted = AcceptedCodes(table)
        for flip in [UInt8(0), 1] {
          var lanes = [UInt8](repeating: 9, count: codes.count)
          lanes.withUnsafeMutableBufferPointer {
            accepted.test(codes, 0, codes.count, flip, $0.baseAddress.unsafelyUnwrapped)
          }
          let found = bits(codes.count) {
            write(accepted, codes.baseAddress, flip == 1 ? ~0 : 0, $0)
          }
          #expect(found == lanes.map { $0 == 1 })
        }
      }
    }
  }

  @Test(arguments: [1, 64, 100, 2_048], [2, 16, 17, 128, 129, 256])
  func codesOfOneByte(count: Int, size: Int) {
    var random = SeededNumbers(seed: 5)
    let codes = (0..<count).map { _ in UInt8(random.next() % UInt64(size)) }
    var tables = [[UInt8](repeating: 0, count: size), [UInt8](repeating: 1, count: size)]
    tables[0][size - 1] = 1
    tables[1][size / 2] = 0
    tables.append((0..<size).map { _ in UInt8(random.next() & 1) })
    tables.append((0..<size).map { $0 % 3 == 0 ? 1 : 0 })
    for table in tables {
      checkCodes(codes, table) { $0.write($1, count, $2, to: $3) }
    }
  }

  @Test(arguments: [1, 64, 100, 2_048])
  func oneCodeOfTwoBytes(count: Int) {
    var random = SeededNumbers(seed: 6)
    let codes = (0..<count).map { _ in UInt16(random.next() % 300) }
    var only = [UInt8](repeating: 0, count: 300)
    only[299] = 1
    let allBut = only.map { $0 ^ 1 }
    for table in [only, allBut] { checkCodes(codes, table) { $0.write($1, count, $2, to: $3) } }
  }

  private func checkWidening<T: FixedWidthInteger>(
    _ count: Int, _ type: T.Type,
    _ kernel: (UnsafePointer<T>, Int, UnsafeMutablePointer<Int64>) -> Bool
  ) {
    let values = numbers(max(count, 1), type)
    var wide = [Int64](repeating: 7, count: count + 1)
    let isDone = wide.withUnsafeMutableBufferPointer { out in
      values.withUnsafeBufferPointer {
        kernel($0.baseAddress.unsafelyUnwrapped, count, out.baseAddress.unsafelyUnwrapped)
      }
    }
    #expect(isDone)
    #expect(wide == values.prefix(count).map { Int64($0) } + [7])
  }

  @Test(arguments: lengths)
  func narrowNumbersBecomeWide(count: Int) {
    checkWidening(count, Int8.self, ckernels_widen_i8)
    checkWidening(count, Int16.self, ckernels_widen_i16)
    checkWidening(count, Int32.self, ckernels_widen_i32)
  }

  @Test(arguments: lengths)
  func bitsAndBytesAreEachOther(count: Int) {
    var random = SeededNumbers(seed: 7)
    let lanes = (0..<max(count, 1)).map { _ in UInt8(random.next() & 1) }
    let found = bits(count) { ckernels_pack(lanes, count, $0) }
    #expect(found == lanes.prefix(count).map { $0 == 1 })
    let words = (0..<Bitmap.words(for: count)).map { _ in random.next() }
    var bytes = [UInt8](repeating: 9, count: words.count * 64 + 1)
    #expect(words.isEmpty || ckernels_unpack(words, words.count, &bytes))
    var total: UInt64 = 5
    #expect(ckernels_population(words, words.count, &total))
    #expect(total == 5 + UInt64(words.reduce(0) { $0 + $1.nonzeroBitCount }))
    for place in 0..<words.count * 64 {
      #expect(bytes[place] == UInt8(words[place >> 6] >> UInt64(place & 63) & 1))
    }
    #expect(bytes.last == 9)
  }

  @Test func separatorsAreFoundWhereTheyAre() {
    var random = SeededNumbers(seed: 8)
    let bytes = (0..<1_024).map { _ in Array(",;\"\n\r abc中".utf8)[Int(random.next() % 10)] }
    var words = [UInt64](repeating: 0, count: 16)
    #expect(ckernels_find4(bytes, 16, 0x2C, 0x22, 0x0A, 0x0D, &words))
    for (place, byte) in bytes.enumerated() {
      let isFound = words[place >> 6] >> UInt64(place & 63) & 1 == 1
      #expect(isFound == [0x2C, 0x22, 0x0A, 0x0D].contains(byte))
    }
  }
}
