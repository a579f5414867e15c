public import Syntax

/// Reads a data file: delimited text or JSON, plain or gzipped, in any encoding it can recognise.
///
/// What a file is follows from its bytes; its name is only used in messages. Whatever can't be read is
/// in `ReadResult.rejects`; a file that is no table at all is refused with a diagnostic (`E410` …).
public enum FileReader {
  /// - Parameter progress: called on the calling thread with the fraction read, 0…1; it starts anew
  ///   when a second look at the file is needed.
  /// - Throws: `E400` when `cancellation` is set, otherwise why the file is refused.
  public static func read(
    _ path: String, options: ReadOptions = ReadOptions(),
    cancellation: Cancellation = Cancellation(), progress: (Double) -> Void = { _ in }
  ) throws(Diagnostic) -> ReadResult {
    let source = try SourceFile.open(path)
    return try read(source, options, cancellation, progress)
  }

  /// The same for a file in memory, called `name` in messages.
  public static func read(
    bytes: [UInt8], name: String, options: ReadOptions = ReadOptions(),
    cancellation: Cancellation = Cancellation(), progress: (Double) -> Void = { _ in }
  ) throws(Diagnostic) -> ReadResult {
    try read(ByteSource(Buffer(bytes), name: name), options, cancellation, progress)
  }

  private static func read(
    _ file: ByteSource, _ options: ReadOptions, _ cancellation: Cancellation,
    _ progress: (Double) -> Void
  ) throws(Diagnostic) -> ReadResult {
    guard file.size > 0 else { throw .isEmpty(file.name) }
    let isCompressed = try Inflater.isCompressed(file)
    let plain = isCompressed ? try Inflater.inflate(file, cancellation, options.memory) : file
    try FileSignature.refuseOthers(plain)
    let encoding = try EncodingSniffer.encoding(plain, options)
    let text = try Transcoder.utf8(plain, from: encoding, cancellation)
    let assumptions = Assumptions(
      format: "csv", delimiter: nil, encoding: encoding.name, hasHeader: false,
      compressed: isCompressed)
    let result = try parse(text, assumptions, options, cancellation, progress)
    // Only the beginning of the file was looked at; what is not UTF-8 further on may be all of one
    // other encoding.
    let strays = result.rejects.count { $0.reason == FieldFault.notUTF8 }
    guard encoding == .utf8, options.encoding == nil, strays > 0,
      let other = try EncodingSniffer.secondLook(
        plain, mostAreUTF8: strays * 2 < result.rowsIn)
    else { return result }
    var again = assumptions
    again.encoding = other.name
    return try parse(
      Transcoder.utf8(plain, from: other, cancellation), again, options, cancellation, progress)
  }

  private static func parse(
    _ text: ByteSource, _ assumptions: Assumptions, _ options: ReadOptions,
    _ cancellation: Cancellation, _ progress: (Double) -> Void
  ) throws(Diagnostic) -> ReadResult {
    try withoutEscape(progress) { report throws(Diagnostic) in
      if try JSONText.isLikely(text) {
        return try JSONReader(
          source: text, options: options, cancellation: cancellation, progress: report
        ).read(assumptions)
      }
      return try DelimitedReader(
        source: text, options: options, cancellation: cancellation, progress: report
      ).read(assumptions)
    }
  }

  /// `withoutActuallyEscaping` for a body that throws diagnostics.
  private static func withoutEscape(
    _ progress: (Double) -> Void,
    _ body: (@escaping (Double) -> Void) throws(Diagnostic) -> ReadResult
  ) throws(Diagnostic) -> ReadResult {
    let outcome: Result<ReadResult, Diagnostic> = withoutActuallyEscaping(progress) { report in
      do throws(Diagnostic) { return .success(try body(report)) } catch { return .failure(error) }
    }
    return try outcome.get()
  }
}
