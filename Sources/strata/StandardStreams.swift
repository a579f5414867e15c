import CReadline
import Engine
import Glibc

/// The three descriptors that every process is given, or should be.
enum StandardStreams {
  /// Fills those that are closed: what is opened later would take their numbers, and answers would
  /// be written into it.
  ///
  /// The filling is opened the wrong way round, so that using it still fails as on a closed one.
  static func fill() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes what is left of the answers. Returns why some of them did not arrive, if so.
  static func flush() -> FileFault? {
    let number = strata_flush_output()
    return number == 0 ? nil : FileFault(.write, "stdout", number: number)
  }
}
