/// Texts rewritten scalar by scalar: case, width.
enum FoldedText {
  /// For `ilike`: without case.
  static let withoutCase: Kernel = { arguments, count, memory in
    rewrite(arguments, count, memory, CaseFolding.asciiLower, CaseFolding.fold)
  }

  /// For `~`: without case and with full-width forms as ASCII.
  static let withoutCaseAndWidth: Kernel = { arguments, count, memory in
    rewrite(arguments, count, memory, CaseFolding.asciiLower) {
      CaseFolding.fold(CaseFolding.narrow($0))
    }
  }

  static let lower: Kernel = { arguments, count, memory in
    rewrite(arguments, count, memory, CaseFolding.asciiLower, CaseFolding.lower)
  }

  static let upper: Kernel = { arguments, count, memory in
    rewrite(arguments, count, memory, CaseFolding.asciiUpper, CaseFolding.upper)
  }

  static let narrow: Kernel = { arguments, count, memory in
    rewrite(arguments, count, memory, { $0 }, CaseFolding.narrow)
  }

  /// ASCII texts byte by byte, others scalar by scalar.
  @inline(__always)
  private static func rewrite(
    _ arguments: [Vector], _ count: Int, _ memory: ChunkMemory,
    _ ascii: (UInt8) -> UInt8, _ scalar: (Unicode.Scalar) -> Unicode.Scalar
  ) -> Vector {
    let texts = memory.texts(of: arguments[0], count: count)
    var run = TextRun(count)
    for lane in 0..<count {
      if texts[lane].isASCII {
        for byte in texts[lane].bytes { run.append(ascii(byte)) }
      } else {
        texts[lane].forEachScalar { run.append(scalar($0)) }
      }
      run.end()
    }
    return Vector(.texts(run.lanes(memory)))
  }
}
