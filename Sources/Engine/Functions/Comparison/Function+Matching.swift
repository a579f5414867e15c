extension Function { static let matching: [Function] = [] }
