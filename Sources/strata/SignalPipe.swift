import CReadline
import Glibc

/// The signals that the program answers itself, as a descriptor to poll: what they cause happens
/// between two steps of a loop, never inside a signal handler.
struct SignalPipe: Sendable {
  enum Signal: Sendable, Hashable {
    case interrupt, suspend, resize
    /// The process is asked to end, by this signal.
    case end(Int32)
  }

  /// Ready to read when a signal has come. Negative, which `poll` ignores, when the system had no
  /// descriptor left: signals then keep their default effect.
  let descriptor: Int32

  init(catching numbers: [Int32]) {
    descriptor = strata_signal_pipe()
    if descriptor >= 0 {
      for number in numbers { strata_signal_catch(number) }
    }
  }

  /// What a conversation at a terminal answers.
  static let conversation = [SIGINT, SIGTSTP, SIGWINCH, SIGTERM, SIGHUP, SIGQUIT]
  /// What a script answers; the rest ends it as usual.
  static let script = [SIGINT]

  /// The oldest signal not yet answered, or nil. Does not wait.
  func next() -> Signal? {
    var number: UInt8 = 0
    guard read(descriptor, &number, 1) == 1 else { return nil }
    return switch Int32(number) {
    case SIGINT: .interrupt
    case SIGTSTP: .suspend
    case SIGWINCH: .resize
    case let other: .end(other)
    }
  }

  /// Runs `work` on this thread while another one answers the signals: Ctrl-C calls `interrupt`.
  func watch<Result>(
    interrupt: @escaping @Sendable () -> Void, during work: () -> Result
  ) -> Result {
    guard let watcher = SignalWatcher(self, interrupt: interrupt) else { return work() }
    defer { watcher.stop() }
    return work()
  }
}

/// A thread that answers signals until it is stopped. Readline must not be reading meanwhile.
private struct SignalWatcher {
  private let thread: pthread_t
  /// The two ends of a pipe; closing the second ends the thread.
  private let halt: (reading: Int32, writing: Int32)

  private final class Task: Sendable {
    let signals: SignalPipe
    let halt: Int32
    let interrupt: @Sendable () -> Void

    init(_ signals: SignalPipe, _ halt: Int32, _ interrupt: @escaping @Sendable () -> Void) {
      self.signals = signals
      self.halt = halt
      self.interrupt = interrupt
    }

    func answer() {
      while true {
        var ends = [
          pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
          pollfd(fd: halt, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&ends, 2, -1) > 0 || errno == EINTR else { return }
        if ends[1].revents != 0 { return }
        guard ends[0].revents != 0, let signal = signals.next() else { continue }
        switch signal {
        case .interrupt: interrupt()
        case .suspend: raise(SIGSTOP)
        // The prompt that follows asks for the size anew.
        case .resize: break
        case .end(let number): strata_signal_obey(number)
        }
      }
    }
  }

  /// Nil when the system has no thread or descriptor left.
  init?(_ signals: SignalPipe, interrupt: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    guard signals.descriptor >= 0, pipe(&ends) == 0 else { return nil }
    halt = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let task = Unmanaged.passRetained(Task(signals, halt.reading, interrupt))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Task>.fromOpaque(pointer).takeRetainedValue().answer()
        return nil
      }, task.toOpaque())
    guard failure == 0 else {
      task.release()
      for end in ends { close(end) }
      return nil
    }
    self.thread = thread
  }

  func stop() {
    close(halt.writing)
    pthread_join(thread, nil)
    close(halt.reading)
  }
}
