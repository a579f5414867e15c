import Testing

@testable import Engine

@Suite("reading: dates and numbers from text")
struct ReadingDateTests {
  @Test("every day from 1600 to 2400 follows the one before")
  func days() {
    var expected: Int32 = -135_140  // 1600-01-01, by Python's date.toordinal
    var wrong = 0
    for year in 1600...2400 {
      for month in 1...12 {
        for day in 1...DateText.length(month, of: year) {
          if DateText.day(year: year, month: month, day: day) != expected { wrong += 1 }
          expected += 1
        }
      }
    }
    #expect(wrong == 0)
    #expect(expected == 157_420)  // 2401-01-01
  }

  @Test("the quick forms agree with the general ones")
  func quick() {
    for text in [
      "2025-08-23", "1969-12-31", "2024-02-29", "2023-02-29", "2025-13-01", "202a-01-01",
    ] {
      let padded = Array(text.utf8) + [UInt8](repeating: 0, count: 16)
      padded.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        #expect(ISODate.day(base) == DateText.parse(text)?.day)
      }
    }
    for count in 1...16 {
      let text = String("9081726354433221".prefix(count))
      let padded = Array(text.utf8) + [UInt8](repeating: 0x41, count: 16)
      padded.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        #expect(Digits.upToSixteen(base, count) == Int64(text))
      }
    }
  }

  @Test("numbers are read whole or not at all")
  func numbers() {
    func decimal(_ text: String) -> String? {
      var copy = text
      let number = copy.withUTF8 { NumberText.decimal($0) }
      return number.map { ReadingCells.decimal($0.unscaled, $0.scale) }
    }
    #expect(decimal("12.340") == "12.340")
    #expect(decimal("-0.5") == "-0.5")
    #expect(decimal("1.36E-05") == "0.0000136")
    for text in ["", "-", ".", "5.", "1.2.3", "1e", "--1", "1_000", "0x1F", "1234567890123456789"] {
      #expect(decimal(text) == nil)
    }
  }
}
