/// Loops over lanes. Always inlined, so that the closure given becomes the body of the loop.
extension ChunkMemory {
  @inline(__always)
  func mapLanes<A, R: BitwiseCopyable>(
    _ a: UnsafeMutablePointer<A>, _ count: Int, _ transform: (A) -> R
  ) -> UnsafeMutablePointer<R> {
    let out = lanes(R.self, count)
    for lane in 0..<count { out[lane] = transform(a[lane]) }
    return out
  }

  @inline(__always)
  func zipLanes<A, B, R: BitwiseCopyable>(
    _ a: UnsafeMutablePointer<A>, _ b: UnsafeMutablePointer<B>, _ count: Int,
    _ transform: (A, B) -> R
  ) -> UnsafeMutablePointer<R> {
    let out = lanes(R.self, count)
    for lane in 0..<count { out[lane] = transform(a[lane], b[lane]) }
    return out
  }

  /// `count` lanes of one value.
  @inline(__always)
  func filled<R: BitwiseCopyable>(_ value: R, _ count: Int) -> UnsafeMutablePointer<R> {
    let out = lanes(R.self, count)
    out.initialize(repeating: value, count: count)
    return out
  }
}
