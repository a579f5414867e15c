/// Values with the group that each belongs to.
struct Collected {
  let isDouble: Bool
  /// Values stand group after group: the groups' counts tell which are whose, and `groups` is empty.
  let isInOrder: Bool
  var groups: [UInt32] = []
  var ints: [Int64] = []
  var doubles: [Double] = []

  init(isDouble: Bool, isInOrder: Bool) {
    self.isDouble = isDouble
    self.isInOrder = isInOrder
  }
}
