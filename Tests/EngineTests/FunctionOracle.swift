/// Expressions whose values DuckDB, PostgreSQL and (mostly) SQLite agree on, in this language's words;
/// where the engines differ, the value is the written decision: `/` has a fraction, what cannot be
/// computed or read is null, halves round away from zero, exact overflow is an error (`overflow`).
let expressionOracle = #"""
  (1=1) and (1=1) => true
  (1=1) or (1=1) => true
  ((1=1)) = ((1=1)) => true
  ((1=1)) is not distinct from ((1=1)) => true
  (1=1) or (1=0) => true
  ((1=1)) = ((1=0)) => false
  ((1=1)) is not distinct from ((1=0)) => false
  (1=1) and (null=1) => null
  (1=1) or (null=1) => true
  ((1=1)) = ((null=1)) => null
  ((1=1)) is not distinct from ((null=1)) => false
  (1=0) or (1=1) => true
  ((1=0)) = ((1=1)) => false
  ((1=0)) is not distinct from ((1=1)) => false
  (1=0) and (1=0) => false
  (1=0) or (1=0) => false
  ((1=0)) = ((1=0)) => true
  (1=0) and (null=1) => false
  (1=0) or (null=1) => null
  ((1=0)) = ((null=1)) => null
  ((1=0)) is not distinct from ((null=1)) => false
  (null=1) and (1=1) => null
  (null=1) or (1=1) => true
  ((null=1)) = ((1=1)) => null
  ((null=1)) is not distinct from ((1=1)) => false
  (null=1) and (1=0) => false
  (null=1) or (1=0) => null
  ((null=1)) = ((1=0)) => null
  (null=1) and (null=1) => null
  (null=1) or (null=1) => null
  ((null=1)) is not distinct from ((null=1)) => true
  not (1=1) => false
  case when (1=1) then 1 else 2 end => 1
  coalesce((1=1),(1=0)) => true
  (1=0) is null => false
  not (null=1) => null
  (null=1) is null => true
  case when (null=1) then 1 else 2 end => 2
  coalesce((null=1),(1=0)) => false
  null = 1 => null
  1 = null => null
  1 <> null => null
  null <> null => null
  null < 1 => null
  null > 1 => null
  1 > null => null
  1 <= null => null
  null >= 1 => null
  1 >= null => null
  null >= null => null
  1 + int(null) => null
  1 - int(null) => null
  1 * int(null) => null
  1 / int(null) => null
  1 in (1,2) => true
  1 in (2,3) => false
  1 in (1,null) => true
  1 not in (2,3) => true
  1 not in (1,null) => false
  null in (1,2) => null
  null not in (1,2) => null
  'a' in ('A','b') => false
  '' in ('',null) => true
  2 between 1 and 3 => true
  1 between 1 and 1 => true
  2 between 3 and 1 => false
  2 not between 3 and 1 => true
  null between 1 and 2 => null
  1 between null and 2 => null
  1 not between null and 2 => null
  3 not between null and 2 => true
  '2024-02-29' between '2024-02-01' and '2024-02-29' => true
  case when null = null then 1 else 2 end => 2
  case when 9 = 1 then 2 end => null
  nullif(1,2) => 1
  nullif(null,1) => null
  nullif(1,null) => 1
  7/2 => 3.5
  -7/2 => -3.5
  7/-2 => -3.5
  7%3 => 1
  -7%3 => -1
  7 % -3 => 1
  1/0 => null
  1%0 => null
  5/2*2.0 => 5.0
  2147483647+1 => 2147483648
  9223372036854775807 => 9223372036854775807
  9223372036854775807+1 => overflow
  -9223372036854775807 - 1 => -9223372036854775808
  9223372036854775807*2 => overflow
  -(-9223372036854775807-1) => overflow
  10*0.1 => 1.0
  1e308*10 => inf
  0.0/0 => null
  1e0/0 => null
  int(3.7) => 4
  int(-3.7) => -4
  int(3.5) => 4
  int(-2.5) => -3
  int('12') => 12
  int(' 12 ') => 12
  int('12x') => null
  int('') => null
  int('1e3') => null
  int('99999999999999999999') => null
  int(1=1) => 1
  0.1+0.2 => 0.3
  0.1+0.2=0.3 => true
  float(0.1)+float(0.2) => 0.30000000000000004
  float(0.1)+float(0.2)=float(0.3) => false
  float(1e16) => 1e+16
  float(1e21) => 1e+21
  float(123456789.123456789) => 123456789.12345679
  float(100) => 100.0
  round(2.5) => 3
  round(float(2.5)) => 3.0
  round(float(3.5)) => 4.0
  round(float(0.5)) => 1.0
  round(2.675,2) => 2.68
  round(1.005,2) => 1.01
  round(1234.5,-2) => 1200
  ceil(-1.5) => -1
  abs(-3) => 3
  sign(-2) => -1
  mod(-7,3) => -1
  sqrt(2) => 1.4142135623730951
  ln(0) => null
  sqrt(-1) => null
  1.10 => 1.10
  1.0 => 1.0
  1.1+2.2 => 3.3
  3*1.1 => 3.3
  'abc' like 'a%' => true
  'abc' like '_b_' => true
  'abc' like '' => false
  null like '%' => null
  'a' like null => null
  'a%c' like 'a\%c' => true
  'abc' like 'a\%c' => false
  '张三' like '张_' => true
  '张三丰' like '张_' => false
  '𠮷野' like '_野' => true
  '100%' like '%\%' => true
  'abc' not like 'x%' => true
  length('张三') => 2
  length('𠮷') => 1
  length('é') => 2
  length('') => 0
  upper('ß') => ß
  upper('straße') => STRAßE
  upper('ı') => I
  lower('İ') => i
  'a'||null => null
  'a'||'b' => ab
  substr('hello',2,3) => ell
  substr('hello',-3,2) => ll
  substr('hello',2) => ello
  substr('张三丰',2,1) => 三
  substr('hello',2,100) => ello
  trim('  a b  ') => a b
  replace('abc','','x') => abc
  strpos('hello','l') => 3
  'a' < 'B' => false
  'a' < 'b' => true
  'Z' < 'a' => true
  'é' < 'f' => false
  '10' < '9' => true
  'é' = 'é' => false
  'ａ' = 'a' => false
  concat('a',null,'b') => ab
  lpad('7',3,'0') => 007
  starts_with('abc','ab') => true
  @2024-02-29 => 2024-02-29
  @2024-01-31 + 1mo => 2024-02-29
  @2024-02-29 - 1y => 2023-02-28
  @2024-03-31 - 1mo => 2024-02-29
  @2024-12-31 + 1d => 2025-01-01
  @2024-03-01 - @2024-02-01 => 29
  @2023-03-01 - @2023-02-01 => 28
  @2100-03-01 - @2100-02-28 => 1
  @1900-03-01 - @1900-02-28 => 1
  year(@2024-02-29) => 2024
  weekday(@2024-01-07) % 7 => 0
  weekday(@2024-01-07) => 7
  week(@2021-01-03) => 53
  week(@2020-12-31) => 53
  iso_year(@2021-01-03) => 2020
  day_of_year(@2024-12-31) => 366
  date_trunc('quarter', @2024-05-15) => 2024-04-01
  @2024-01-01 < @2024-01-02 => true
  date('2024-1-5') => 2024-01-05
  date('20240105') => null
  date('2024-01-05 10:00:00') => 2024-01-05
  date('') => null
  @9999-12-31 => 9999-12-31
  timestamp('2024-06-30 23:59:60') => null
  epoch(timestamp('1970-01-01 00:00:01')) => 1.0
  1+2*3 => 7
  2-3-4 => -5
  not (1=1) or (1=1) => true
  (1=1) or (1=1) and (1=0) => true
  1<2 and 2<3 => true
  - 5 % 3 => -2
  2*3%4 => 2
  (1=1) is null => false
  """#
