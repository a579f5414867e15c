#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Measures a statement: what the clock says, and the time of all processors.
struct Stopwatch {
  private let start = ContinuousClock().now
  private let processorStart = Self.processorSeconds

  var wall: Swift.Duration { ContinuousClock().now - start }

  /// For programs: `time 0.012345 processor 0.023456`, in seconds.
  var line: String {
    let processor = Self.processorSeconds - processorStart
    return "time \(Self.text(Self.seconds(wall))) processor \(Self.text(processor))"
  }

  /// User and system time of the whole process, all threads.
  private static var processorSeconds: Double {
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func seconds(_ duration: Swift.Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  private static func text(_ seconds: Double) -> String { NumberText.fixed(seconds, places: 6) }
}
