extension Function { static let dates: [Function] = [] }
extension Function { static let conversions: [Function] = [] }
extension Function { static let conditionals: [Function] = [] }
