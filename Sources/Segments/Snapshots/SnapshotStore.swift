internal import Dispatch
public import Engine
internal import Synchronization

/// Finds, writes and checks the snapshots of one session. Writing and checking go on behind the prompt.
public final class SnapshotStore: Sendable {
  /// What a snapshot gives back: the data, and what the load that made them had to say.
  public struct Kept: Sendable {
    public var data: LoadedData
    public var report: LoadReport

    public init(data: LoadedData, report: LoadReport) {
      self.data = data
      self.report = report
    }
  }

  private let folder: SnapshotFolder
  private let threads: Int
  /// Loads that take less than this are done again just as well.
  public let worth: Duration
  /// One at a time, in the order of the loads.
  private let queue = DispatchQueue(label: "snapshots", qos: .utility)
  private let stop = Cancellation()
  /// Names of files that turned out to be damaged after they were opened.
  private let damaged = Mutex<[String]>([])
  /// Time before the check of values begins: whoever asks one question and leaves does not wait for it.
  private let delay: Double

  public init(
    _ folder: SnapshotFolder, threads: Int, worth: Duration = .milliseconds(50),
    auditDelay: Double = 1
  ) {
    self.folder = folder
    self.threads = threads
    self.worth = worth
    delay = auditDelay
  }

  /// The data that `key` stands for. Throws `missing`, `stale`, and `damaged` for a file that then is
  /// removed.
  public func find(_ key: SnapshotKey) throws(SnapshotFault) -> Kept {
    let path = folder.file(key)
    do throws(SnapshotFault) {
      var reader = try SnapshotReader(path, stamp: key.stamp, threads: threads)
      let whole = reader
      let kept = try Kept(from: &reader)
      audit(whole, path)
      return kept
    } catch {
      if error == .damaged { remove(path) }
      throw error
    }
  }

  /// Begins to write the snapshot of data just loaded, where the disk has room for it.
  public func keep(_ kept: Kept, as key: SnapshotKey) {
    var writer = SnapshotWriter()
    do throws(SnapshotFault) { try kept.write(to: &writer) } catch { return }
    let (folder, stop, gathered) = (folder, stop, writer)
    queue.async {
      do throws(FileFault) { try folder.create() } catch { return }
      folder.removeUnfinished()
      // Half of what is free is left to others.
      guard let free = FileSystem.freeBytes(folder.path), UInt64(gathered.size) <= free / 2 else {
        return
      }
      do throws(SnapshotFault) {
        try gathered.write(folder.file(key), stamp: key.stamp, stop: stop)
      } catch { return }
      folder.tidy(keeping: key.fileName)
    }
  }

  /// Ends the work behind the prompt: waits until all is written, at most `seconds`, and gives up what
  /// is not by then.
  public func finish(within seconds: Double) {
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    _ = done.wait(timeout: .now() + seconds)
    stop.cancel()
  }

  /// Whether data that were taken from a snapshot turned out to be damaged since this was last asked.
  public func hasDamage() -> Bool {
    damaged.withLock { names in
      defer { names = [] }
      return !names.isEmpty
    }
  }

  private func audit(_ reader: SnapshotReader, _ path: String) {
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + delay) { [weak self, stop] in
      guard !stop.isCancelled, reader.audit(stop: stop) == false, let self else { return }
      remove(path)
      damaged.withLock { $0.append(path) }
    }
  }

  private func remove(_ path: String) {
    // A file that can't be removed is found to be damaged again.
    do throws(FileFault) { try FileSystem.remove(path) } catch { return }
  }
}
