import Syntax

/// What a function of a dimension says of a class.
enum ClassContent: String {
  case label, trait, strategy

  /// The statement that it is defined by.
  var kind: ClassLine.Kind? {
    switch self {
    case .label: nil
    case .trait: .trait
    case .strategy: .strategy
    }
  }
}

/// A label or line that may be said of a row, its conditions bound.
struct ClassTextLine {
  let english: String
  let chinese: String
  /// The keys of the classes of the dimension that the row must be in; empty: any.
  let own: Set<String>
  let others: [BoundExpression]

  func isAbout(_ key: String) -> Bool { own.isEmpty || own.contains(key) }
}

/// The texts that a query may say, each once, by number; -1 stands for none.
struct ClassTexts {
  let language: Language
  private var texts: [String] = []
  private var numbers: [String: Int64] = [:]

  init(language: Language) { self.language = language }

  /// Between the lines of several classes.
  private var separator: String { language == .chinese ? "；" : "; " }

  mutating func number(of line: ClassTextLine) -> Int64 {
    number(of: language == .chinese ? line.chinese : line.english)
  }

  /// The line for the class `key` of a row that is in all of `set`.
  mutating func number(of lines: [ClassTextLine], for key: String, in set: [String]) -> Int64 {
    let best = lines.first { $0.isAbout(key) && $0.own.isSubset(of: set) }
    return best.map { number(of: $0) } ?? -1
  }

  /// The lines for each class of a row, one after the other, none twice.
  mutating func number(joining lines: [ClassTextLine], for set: [String]) -> Int64 {
    var parts: [String] = []
    for key in set {
      let number = number(of: lines, for: key, in: set)
      if number >= 0, !parts.contains(texts[Int(number)]) { parts.append(texts[Int(number)]) }
    }
    return parts.isEmpty ? -1 : number(of: parts.joined(separator: separator))
  }

  private mutating func number(of text: String) -> Int64 {
    if let known = numbers[text] { return known }
    let number = Int64(texts.count)
    numbers[text] = number
    texts.append(text)
    return number
  }

  /// From numbers to texts; several numbers a row are joined, none twice.
  var kernel: Kernel {
    let (texts, separator) = (texts, separator)
    // A dictionary has something to point at even where every row is null.
    let dictionary = StringDictionary(texts.isEmpty ? [""] : texts)
    return { vectors, count, memory in
      vectors.count == 1
        ? Self.look(up: vectors[0], in: dictionary, count, memory)
        : Self.join(vectors, texts, separator, count, memory)
    }
  }

  private static func look(
    up vector: Vector, in dictionary: StringDictionary, _ count: Int, _ memory: ChunkMemory
  ) -> Vector {
    guard case .ints(let numbers) = vector.lanes else {
      preconditionFailure("texts are found by number")
    }
    let codes = memory.codes(count)
    let valid = memory.bools(count)
    for lane in 0..<count {
      valid[lane] = (vector.valid?[lane] ?? 1) & (numbers[lane] >= 0 ? 1 : 0)
      codes[lane] = valid[lane] == 1 ? UInt32(truncatingIfNeeded: numbers[lane]) : 0
    }
    return Vector(.codes(codes, dictionary), valid: valid)
  }

  /// Rows say the same few things: each is put together once a chunk.
  private static func join(
    _ vectors: [Vector], _ texts: [String], _ separator: String, _ count: Int,
    _ memory: ChunkMemory
  ) -> Vector {
    let views = memory.texts(count)
    let valid = memory.bools(count)
    var made: [[Int64]: TextView] = [:]
    var numbers: [Int64] = []
    for lane in 0..<count {
      numbers.removeAll(keepingCapacity: true)
      for vector in vectors {
        guard case .ints(let lanes) = vector.lanes, vector.valid?[lane] ?? 1 == 1,
          lanes[lane] >= 0, !numbers.contains(lanes[lane])
        else { continue }
        numbers.append(lanes[lane])
      }
      valid[lane] = numbers.isEmpty ? 0 : 1
      if let known = made[numbers] {
        views[lane] = known
      } else {
        let text = numbers.map { texts[Int($0)] }.joined(separator: separator)
        views[lane] = memory.text(text)
        made[numbers] = views[lane]
      }
    }
    return Vector(.texts(views), valid: valid)
  }
}
