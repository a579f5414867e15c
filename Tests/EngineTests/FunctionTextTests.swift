import Testing

@testable import Engine

@Suite struct FunctionTextTests {
  @Test(arguments: [
    CallCase("like", .string("abc"), .string("a%"), gives: "true"),
    CallCase("like", .string("abc"), .string("_b_"), gives: "true"),
    CallCase("like", .string("abc"), .string(""), gives: "false"),
    CallCase("like", .string(""), .string("%"), gives: "true"),
    CallCase("like", .null, .string("%"), gives: "null"),
    CallCase("like", .string("a"), .null, gives: "null"),
    CallCase("like", .string("a%c"), .string("a\\%c"), gives: "true"),
    CallCase("like", .string("abc"), .string("a\\%c"), gives: "false"),
    CallCase("like", .string("张三"), .string("张_"), gives: "true"),
    CallCase("like", .string("张三丰"), .string("张_"), gives: "false"),
    CallCase("like", .string("𠮷野"), .string("_野"), gives: "true"),
    CallCase("like", .string("a\nb"), .string("a%b"), gives: "true"),
    CallCase("like", .string("a\nb"), .string("a_b"), gives: "true"),
    CallCase("like", .string("100%"), .string("%\\%"), gives: "true"),
    CallCase("like", .string("aXbXc"), .string("a%b%c"), gives: "true"),
    CallCase("like", .string("ab"), .string("ab%b"), gives: "false"),
    CallCase("like", .string("abab"), .string("%ab_%"), gives: "true"),
    CallCase("like", .string("xab"), .string("%ab_%"), gives: "false"),
    CallCase("like", .string("上海市浦东新区"), .string("%市%区"), gives: "true"),
    CallCase("like", .string("a\\"), .string("a\\\\"), gives: "true"),
    CallCase("ilike", .string("ÉCOLE"), .string("é%"), gives: "true"),
    CallCase("ilike", .string("abc"), .string("A_C"), gives: "true"),
    CallCase("~", .string("ＶＩＰ客户"), .string("vip"), gives: "true"),
    CallCase("~", .string("ΣΊΣΥΦΟΣ"), .string("σίσυφος"), gives: "true"),
    CallCase("~", .string("abc"), .string("ac"), gives: "false"),
    CallCase("~", .string("abc"), .string(""), gives: "true"),
    CallCase("contains", .string("abab"), .string("bab"), gives: "true"),
    CallCase("contains", .string("abc"), .string("B"), gives: "false"),
    CallCase("contains", .string("a"), .string(""), gives: "true"),
    CallCase("starts_with", .string("abc"), .string("ab"), gives: "true"),
    CallCase("starts_with", .string("a"), .string("ab"), gives: "false"),
    CallCase("ends_with", .string("上海市"), .string("市"), gives: "true"),
    CallCase("has_tag", .string("vip | new"), .string("new"), gives: "true"),
    CallCase("has_tag", .string("vip|newer"), .string("new"), gives: "false"),
    CallCase("has_tag", .string("a,b"), .string("b"), .string(","), gives: "true"),
    CallCase("has_tag", .string("a"), .string("a"), .string(""), gives: "true"),
  ])
  func matching(_ call: CallCase) { call.check() }

  @Test(arguments: [
    CallCase("length", .string("张三"), gives: "2"),
    CallCase("length", .string("𠮷"), gives: "1"),
    CallCase("length", .string("e\u{301}"), gives: "2"),
    CallCase("length", .string(""), gives: "0"),
    CallCase("upper", .string("ß"), gives: "ß"),
    CallCase("upper", .string("straße"), gives: "STRAßE"),
    CallCase("upper", .string("ı"), gives: "I"),
    CallCase("lower", .string("İ"), gives: "i"),
    CallCase("upper", .string("abc é 张"), gives: "ABC É 张"),
    CallCase("lower", .string("ABC"), gives: "abc"),
    CallCase("initcap", .string("ACME trading CO."), gives: "Acme Trading Co."),
    CallCase("fold_width", .string("ＶＩＰ（１）　ｚ"), gives: "VIP(1) z"),
    CallCase("reverse", .string("张三"), gives: "三张"),
    CallCase("reverse", .string("abc"), gives: "cba"),
    CallCase("strpos", .string("hello"), .string("l"), gives: "3"),
    CallCase("strpos", .string("张三丰"), .string("丰"), gives: "3"),
    CallCase("strpos", .string("a"), .string(""), gives: "1"),
    CallCase("strpos", .string("a"), .string("xyz"), gives: "0"),
  ])
  func letters(_ call: CallCase) { call.check() }

  @Test(arguments: [
    CallCase("substr", .string("hello"), .int(2), .int(3), gives: "ell"),
    CallCase("substr", .string("hello"), .int(-3), .int(2), gives: "ll"),
    CallCase("substr", .string("hello"), .int(2), gives: "ello"),
    CallCase("substr", .string("张三丰"), .int(2), .int(1), gives: "三"),
    CallCase("substr", .string("hello"), .int(2), .int(100), gives: "ello"),
    CallCase("substr", .string("hello"), .int(9), gives: ""),
    CallCase("substr", .string("hello"), .int(0), .int(2), gives: "h"),
    CallCase("substr", .string("hello"), .int(-10), .int(7), gives: "he"),
    CallCase("substr", .string("hello"), .int(-100), .int(99), gives: "hell"),
    CallCase("substr", .string("hello"), .int(.min), .int(.max), gives: "hello"),
    CallCase("left", .string("广东省广州市"), .int(3), gives: "广东省"),
    CallCase("left", .string("abc"), .int(-1), gives: "ab"),
    CallCase("left", .string("abc"), .int(-5), gives: ""),
    CallCase("left", .string("abc"), .int(9), gives: "abc"),
    CallCase("right", .string("abc"), .int(-1), gives: "bc"),
    CallCase("right", .string("张三丰"), .int(1), gives: "丰"),
    CallCase("right", .string("abc"), .int(.min), gives: ""),
    CallCase("trim", .string("  a b  "), gives: "a b"),
    CallCase("trim", .string("\t 张 \u{3000}\n"), gives: "张"),
    CallCase("trim", .string("   "), gives: ""),
    CallCase("trim", .string("xyaxy"), .string("yx"), gives: "a"),
    CallCase("ltrim", .string("007"), .string("0"), gives: "7"),
    CallCase("rtrim", .string(" a "), gives: " a"),
    CallCase("split_part", .string("a,b,c"), .string(","), .int(2), gives: "b"),
    CallCase("split_part", .string("a,b,c"), .string(","), .int(-1), gives: "c"),
    CallCase("split_part", .string("a,b,c"), .string(","), .int(9), gives: ""),
    CallCase("split_part", .string("a,b,c"), .string(","), .int(-9), gives: ""),
    CallCase("split_part", .string("a,b,c"), .string(","), .int(0), gives: ""),
    CallCase("split_part", .string("a，b"), .string("，"), .int(2), gives: "b"),
  ])
  func parts(_ call: CallCase) { call.check() }

  @Test(arguments: [
    CallCase("||", .string("a"), .null, gives: "null"),
    CallCase("||", .string("a"), .string("b"), gives: "ab"),
    CallCase("||", .string("n="), .int(-7), gives: "n=-7"),
    CallCase("concat", .string("a"), .null, .string("b"), gives: "ab"),
    CallCase("concat", .decimal(-5, scale: 2), .bool(true), .float(100), gives: "-0.05true100.0"),
    CallCase("concat", .null, .null, gives: ""),
    CallCase("concat_ws", .string("-"), .string("a"), .null, .string("b"), gives: "a-b"),
    CallCase("concat_ws", .null, .string("a"), gives: "null"),
    CallCase("replace", .string("abc"), .string(""), .string("x"), gives: "abc"),
    CallCase("replace", .string("1,234,567"), .string(","), .string(""), gives: "1234567"),
    CallCase("replace", .string("aaa"), .string("aa"), .string("b"), gives: "ba"),
    CallCase("repeat", .string("ab"), .int(3), gives: "ababab"),
    CallCase("repeat", .string("ab"), .int(-1), gives: ""),
    CallCase("repeat", .string("ab"), .int(.max), gives: "overflow"),
    CallCase("lpad", .string("7"), .int(3), .string("0"), gives: "007"),
    CallCase("lpad", .string("hello"), .int(3), .string("0"), gives: "hel"),
    CallCase("lpad", .string("张"), .int(3), gives: "  张"),
    CallCase("rpad", .string("ab"), .int(5), .string("-+"), gives: "ab-+-"),
    CallCase("rpad", .string("ab"), .int(5), .string(""), gives: "ab"),
  ])
  func building(_ call: CallCase) { call.check() }

  @Test func patternsFitAsASlowMatcherSays() {
    // All short texts against all short patterns over a small alphabet.
    let texts = words(of: ["a", "b", "张"], upTo: 4)
    let patterns = words(of: ["a", "张", "_", "%"], upTo: 4)
    for pattern in patterns {
      let compiled = LikePattern(pattern.utf8)
      let scalars = Array(pattern.unicodeScalars)[...]
      for text in texts {
        var copy = text
        let fits = copy.withUTF8 { compiled.matches(TextView($0)) }
        #expect(fits == fitsSlowly(Array(text.unicodeScalars)[...], scalars), "\(text) \(pattern)")
      }
    }
  }

  private func words(of letters: [String], upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { word in letters.map { word + $0 } }
      all += last
    }
    return all
  }

  private func fitsSlowly(
    _ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "%" {
      return fitsSlowly(text, pattern.dropFirst())
        || (!text.isEmpty && fitsSlowly(text.dropFirst(), pattern))
    }
    guard let letter = text.first, first == "_" || first == letter else { return false }
    return fitsSlowly(text.dropFirst(), pattern.dropFirst())
  }
}
