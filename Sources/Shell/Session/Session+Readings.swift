import Engine
import Segments
import Syntax

extension Session {
  /// `高价值: value_tier = high, value_basis = 'spend'` below an answer that read the word so.
  func say(_ reading: WordReading, _ catalog: Catalog) {
    let classification = Classification(catalog, context: context, cache: cache)
    guard let meaning = classification.meaning(of: reading) else { return }
    let parameters = meaning.parameters.map { use in
      ", \(use.name) = \(use.value.map(Self.literal) ?? "null")"
    }
    say(text: "\(meaning.word): \(meaning.definition)\(parameters.joined())")
  }
}
