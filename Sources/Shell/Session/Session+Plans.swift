import Engine
import Syntax

extension Session {
  /// `explain QUERY`: carries the query out, its `save` and `export` aside, and tells what each operator
  /// of the plan did. The result is neither shown nor kept.
  func explain(_ query: Query, in source: SourceText) throws(Diagnostic) {
    let clock = ContinuousClock()
    let start = clock.now
    let recorder = PlanRecorder()
    let executor = try run(query, recorder).1
    let screen = PlanScreen(
      query, source: source, lines: recorder.lines, took: clock.now - start,
      threads: settings.threads, asOf: executor.catalog.asOf, language: surface.language,
      isIndented: settings.format.isForPeople
    ).screen()
    say(settings.format.lines(screen, on: surface))
  }
}
