import Engine
import Syntax

/// One table read, its columns named and its rows chosen, not yet joined to customers.
struct TableDraft {
  var name: String
  var kind: TableKind
  var columns: [DraftColumn]
  var rowCount: Int
  /// The customers' ids; valid in the rows that are loaded.
  var ids: Column
  var places: RowPlaces
  var report: TableReport

  /// Throws what evaluation throws, and faults of the mapping; nothing is changed by then.
  init(
    _ union: consuming TableUnion, _ request: LoadRequest, tableName: String?,
    _ evaluation: RowEvaluation
  ) throws(Diagnostic) {
    let said = tableName ?? PathText.stem(union.files.first?.path ?? "")
    let mapping = try LoadMapping(request.mapping, kind: TableWords.kind(of: said))
    let recognition = try Self.recognize(union, mapping, tableName)
    name = recognition.tableName
    kind = recognition.kind
    places = union.places
    rowCount = union.rowCount
    var builder = DraftBuilder(union, recognition, mapping, request, evaluation)
    try builder.applyMapping()
    builder.makeAmountsExact()
    builder.makeFlags()
    try builder.computeAmount()
    let identifiers = builder.identifiers()
    columns = builder.columns
    let kept = try builder.filter(identifiers)
    ids = Self.masked(identifiers.column, kept)
    report = builder.report(identifiers, loaded: kept?.population ?? identifiers.present)
  }

  private static func recognize(
    _ union: borrowing TableUnion, _ mapping: LoadMapping, _ tableName: String?
  ) throws(Diagnostic) -> RoleRecognizer.Recognition {
    let subject = RoleRecognizer.Subject(
      names: union.names, columns: union.columns, rowCount: union.rowCount,
      hasHeader: union.files.allSatisfy(\.assumptions.hasHeader),
      stem: PathText.stem(union.files.first?.path ?? ""), tableName: tableName,
      mapped: mapping.roles(union.names))
    return try RoleRecognizer(subject).recognize()
  }

  private static func masked(_ ids: Column, _ kept: Bitmap?) -> Column {
    guard let kept else { return ids }
    return Column(ids.type, ids.storage, validity: kept, count: ids.count)
  }
}

enum PathText {
  /// `data/orders_2024.csv.gz` → `orders_2024`.
  static func stem(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    var parts = file.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count > 1, parts.last?.lowercased() == "gz" { parts.removeLast() }
    if parts.count > 1 { parts.removeLast() }
    return parts.joined(separator: ".")
  }
}
