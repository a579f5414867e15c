import Engine
import Segments
import Syntax

extension Session {
  func describeRule(_ name: String, at span: Span) throws(Diagnostic) {
    try showRules(ColumnReference(name, at: span))
  }

  func showDimensions() throws(Diagnostic) {
    for entry in definitions.dimensions { output.line(entry.definition.name) }
  }

  func explain(_ id: Expression, on dimensions: [ColumnReference]) throws(Diagnostic) {
    throw Diagnostic("E899", Message("not yet"), at: id.span)
  }
}
