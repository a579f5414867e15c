/// A `like` pattern taken apart: `%` stands for any text, `_` for one character, `\` before either (or
/// before itself) for that very character.
///
/// Between two `%` lies a piece; the leftmost place of each piece is as good as any other, so matching
/// never goes back further than one piece.
struct LikePattern: Sendable {
  /// Bytes to find in a row; `anyScalar` stands for one character.
  private typealias Piece = [UInt8]

  /// Never a byte of UTF-8.
  private static let anyScalar: UInt8 = 0xFF

  private let first: Piece
  private let middle: [Piece]
  /// Nil when the pattern has no `%`: then `first` is all of it.
  private let last: Piece?
  /// A single piece without `_` between two `%`, the most frequent pattern.
  let contained: [UInt8]?

  init(_ pattern: some Sequence<UInt8>) {
    var pieces: [Piece] = [[]]
    var isEscaped = false
    for byte in pattern {
      if isEscaped {
        pieces[pieces.count - 1].append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "%") {
        pieces.append([])
      } else {
        pieces[pieces.count - 1].append(byte == UInt8(ascii: "_") ? Self.anyScalar : byte)
      }
    }
    // A backslash at the very end stands for itself.
    if isEscaped { pieces[pieces.count - 1].append(UInt8(ascii: "\\")) }
    first = pieces[0]
    last = pieces.count > 1 ? pieces[pieces.count - 1] : nil
    let inner = pieces.count > 2 ? pieces[1..<(pieces.count - 1)].filter { !$0.isEmpty } : []
    middle = Array(inner)
    let isContained =
      first.isEmpty && last?.isEmpty == true && inner.count == 1
      && !inner[0].contains(Self.anyScalar)
    contained = isContained ? inner[0] : nil
  }

  func matches(_ text: TextView) -> Bool {
    if let contained {
      return contained.withUnsafeBufferPointer { text.offset(of: TextView($0)) != nil }
    }
    guard var position = Self.end(of: first, at: 0, in: text) else { return false }
    guard let last else { return position == text.count }
    for piece in middle {
      guard let end = Self.find(piece, from: position, in: text) else { return false }
      position = end
    }
    return Self.endsWith(last, text, from: position)
  }

  /// Where `piece` ends when it stands at byte `offset`, or nil.
  private static func end(of piece: Piece, at offset: Int, in text: TextView) -> Int? {
    var position = offset
    for byte in piece {
      guard position < text.count else { return nil }
      if byte == anyScalar {
        position = text.next(after: position)
      } else {
        guard text.start[position] == byte else { return nil }
        position += 1
      }
    }
    return position
  }

  private static func find(_ piece: Piece, from first: Int, in text: TextView) -> Int? {
    var offset = first
    while offset < text.count {
      if let end = end(of: piece, at: offset, in: text) { return end }
      offset = text.next(after: offset)
    }
    return nil
  }

  /// Whether the text after byte `first` ends with `piece`.
  private static func endsWith(_ piece: Piece, _ text: TextView, from first: Int) -> Bool {
    var position = text.count
    for byte in piece.reversed() {
      guard position > first else { return false }
      if byte == anyScalar {
        position = text.previous(before: position)
      } else {
        position -= 1
        guard text.start[position] == byte else { return false }
      }
    }
    return position >= first
  }
}
