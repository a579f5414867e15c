/// The lanes of a vector whose kind the overload promised.
extension Vector {
  /// `int`, `decimal`, `date`, `timestamp`.
  var ints: UnsafeMutablePointer<Int64> {
    guard case .ints(let lanes) = lanes else {
      preconditionFailure("the evaluator converts arguments to the overload's types")
    }
    return lanes
  }

  var doubles: UnsafeMutablePointer<Double> {
    guard case .doubles(let lanes) = lanes else {
      preconditionFailure("the evaluator converts arguments to the overload's types")
    }
    return lanes
  }

  var bools: UnsafeMutablePointer<UInt8> {
    guard case .bools(let lanes) = lanes else {
      preconditionFailure("the evaluator converts arguments to the overload's types")
    }
    return lanes
  }
}
