import Syntax

/// Reads JSON Lines, or an array of flat objects, one object a row.
struct JSONReader {
  let source: ByteSource
  let options: ReadOptions
  let cancellation: Cancellation
  let progress: (Double) -> Void

  func read(_ assumptions: Assumptions) throws(Diagnostic) -> ReadResult {
    throw .notATable(source.name, kind: "JSON", hint: nil)
  }
}
