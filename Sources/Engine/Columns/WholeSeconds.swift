/// Times of whole seconds, which fit half the memory.
enum WholeSeconds {
  /// Writes microseconds since 1970 as seconds.
  ///
  /// - Returns: false where one is no whole second, or lies before 1901 or after 2038; what was written is of no
  ///   use then.
  static func write(
    _ times: UnsafePointer<Int64>, _ count: Int, to out: UnsafeMutablePointer<Int32>
  ) -> Bool {
    var difference: Int64 = 0
    for lane in 0..<count {
      let seconds = Int32(truncatingIfNeeded: times[lane] / Integers.second)
      out[lane] = seconds
      difference |= (Int64(seconds) &* Integers.second) ^ times[lane]
    }
    return difference == 0
  }
}

extension Integers {
  /// Microseconds since 1970 as seconds, where all are whole ones; else in the narrowest form.
  static func times(_ values: UnsafeBufferPointer<Int64>) -> Integers {
    var areWhole = true
    let seconds = Buffer<Int32>(count: values.count) { out in
      guard let base = out.baseAddress, let times = values.baseAddress else { return }
      areWhole = WholeSeconds.write(times, values.count, to: base)
    }
    return areWhole ? .seconds(seconds) : .narrowest(values)
  }
}
