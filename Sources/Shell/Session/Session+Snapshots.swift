import Engine
import Segments
import Syntax

extension Session {
  /// What the data will be called after `load`; nil when snapshots are off, or none
  /// could be told from one of other data.
  func snapshotKey(_ load: Load, at span: Span, in source: SourceText) -> SnapshotKey? {
    guard settings.snapshot, snapshots != nil, let before = isDemo ? .empty : dataKey else {
      return nil
    }
    var statement = Formatter.format(Statement(.command(.load(load)), at: span))
    // Reports quote expressions as they were written.
    if !load.mapping.isEmpty || load.filter != nil {
      let bytes = source.text.utf8.dropFirst(span.start).prefix(span.end - span.start)
      statement += "\n" + String(decoding: bytes, as: UTF8.self)
    }
    return before.adding(
      statement, files: load.files.map { FilePath.expanded($0.path, from: base) })
  }

  /// The data after `load` from a snapshot; nil when there is none that can be used.
  func snapshot(_ key: SnapshotKey?, of load: Load) -> SnapshotStore.Kept? {
    guard let key, let snapshots else { return nil }
    do throws(SnapshotFault) {
      return try snapshots.find(key)
    } catch {
      if error == .damaged {
        let names = load.files.map { FilePath.last($0.path) }.joined(separator: ", ")
        note(Message("the snapshot of {0} is damaged: what it was made from is read", names))
      }
      return nil
    }
  }

  /// Begins to write a snapshot of the data as they are after a load that took `took`.
  func keepSnapshot(
    _ report: Segments.LoadReport, _ key: SnapshotKey?, took: Swift.Duration
  ) {
    guard let key, let snapshots else { return }
    guard key.isCurrent else {
      // Which state of the files was read can't be told.
      dataKey = nil
      return
    }
    guard took >= snapshots.worth else { return }
    // A script that only loads and asks would never leave a snapshot otherwise.
    snapshotPatience += max(1, took / .seconds(2))
    snapshots.keep(SnapshotStore.Kept(data: data, report: report), as: key)
  }

  /// Damage that was found after the data were in use.
  func sayDamage() {
    guard let snapshots, snapshots.hasDamage() else { return }
    // Nothing more is to be made from these data that outlives the session.
    dataKey = nil
    output.complaint(
      words(
        Message(
          "the snapshot that the data came from is damaged and was removed: quit and load them again"
        )
      ))
  }
}
