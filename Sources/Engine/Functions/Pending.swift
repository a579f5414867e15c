extension Function { static let dates: [Function] = [] }
extension Function { static let conversions: [Function] = [] }
extension Function { static let conditionals: [Function] = [] }
public enum Coercion { static func kernel(from: ColumnType, to: ColumnType) -> Kernel? { nil } }
