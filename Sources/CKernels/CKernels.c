// For `sync_file_range`.
#define _GNU_SOURCE
#include "CKernels.h"

#include <fcntl.h>
#include <malloc.h>
#include <string.h>

size_t ckernels_room(void *memory) { return malloc_usable_size(memory); }

bool ckernels_start_writing(int file, int64_t from, int64_t count) {
  return sync_file_range(file, from, count, SYNC_FILE_RANGE_WRITE) == 0;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))

bool ckernels_are_usable(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt"); }

// A kernel of answers: 64 lanes become a word by `WORD`, an expression over `v`, the first of them; what is left
// of the lanes by `ONE`, over `x`, one lane.
#define ANSWERS(T, WORD, ONE)                                        \
  if (!ckernels_are_usable()) return false;                          \
  size_t words = count / 64;                                         \
  for (size_t w = 0; w < words; w++) {                               \
    const T *v = values + w * 64;                                    \
    bits[w] = (WORD) ^ flip;                                         \
  }                                                                  \
  if (count % 64 != 0) {                                             \
    uint64_t rest = 0;                                               \
    for (size_t k = 0; k < count % 64; k++) {                        \
      T x = values[words * 64 + k];                                  \
      rest |= (uint64_t)(ONE) << k;                                  \
    }                                                                \
    bits[words] = (rest ^ flip) & (((uint64_t)1 << count % 64) - 1); \
  }                                                                  \
  return true;

static inline AVX2 __m256i at(const void *p) { return _mm256_loadu_si256((const __m256i *)p); }

static inline AVX2 uint64_t signs8(__m256i a, __m256i b) {
  return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

// 32 lanes of 16 bits, all of them 0 or -1, as bytes in their order.
static inline AVX2 __m256i narrow(__m256i a, __m256i b) {
  return _mm256_permute4x64_epi64(_mm256_packs_epi16(a, b), 0xD8);
}

// Not outside, since there is only "greater".
#define OUTSIDE(bits, v) _mm256_or_si256(_mm256_cmpgt_epi##bits(low, v), _mm256_cmpgt_epi##bits(v, high))

static inline AVX2 uint64_t within8(const int8_t *v, __m256i low, __m256i high) {
  return ~signs8(OUTSIDE(8, at(v)), OUTSIDE(8, at(v + 32)));
}

static inline AVX2 uint64_t within16(const int16_t *v, __m256i low, __m256i high) {
  return ~signs8(
    narrow(OUTSIDE(16, at(v)), OUTSIDE(16, at(v + 16))), narrow(OUTSIDE(16, at(v + 32)), OUTSIDE(16, at(v + 48))));
}

static inline AVX2 uint64_t within32(const int32_t *v, __m256i low, __m256i high) {
  uint64_t out = 0;
  for (int k = 0; k < 8; k++)
    out |= (uint64_t)(uint8_t)_mm256_movemask_ps(_mm256_castsi256_ps(OUTSIDE(32, at(v + 8 * k)))) << 8 * k;
  return ~out;
}

static inline AVX2 uint64_t within64(const int64_t *v, __m256i low, __m256i high) {
  uint64_t out = 0;
  for (int k = 0; k < 16; k++)
    out |= (uint64_t)(uint8_t)_mm256_movemask_pd(_mm256_castsi256_pd(OUTSIDE(64, at(v + 4 * k)))) << 4 * k;
  return ~out;
}

AVX2 bool ckernels_range_i8(const int8_t *values, size_t count, int8_t l, int8_t h, uint64_t flip, uint64_t *bits) {
  const __m256i low = _mm256_set1_epi8(l), high = _mm256_set1_epi8(h);
  ANSWERS(int8_t, within8(v, low, high), x >= l && x <= h)
}

AVX2 bool ckernels_range_i16(const int16_t *values, size_t count, int16_t l, int16_t h, uint64_t flip, uint64_t *bits) {
  const __m256i low = _mm256_set1_epi16(l), high = _mm256_set1_epi16(h);
  ANSWERS(int16_t, within16(v, low, high), x >= l && x <= h)
}

AVX2 bool ckernels_range_i32(const int32_t *values, size_t count, int32_t l, int32_t h, uint64_t flip, uint64_t *bits) {
  const __m256i low = _mm256_set1_epi32(l), high = _mm256_set1_epi32(h);
  ANSWERS(int32_t, within32(v, low, high), x >= l && x <= h)
}

AVX2 bool ckernels_range_i64(const int64_t *values, size_t count, int64_t l, int64_t h, uint64_t flip, uint64_t *bits) {
  const __m256i low = _mm256_set1_epi64x(l), high = _mm256_set1_epi64x(h);
  ANSWERS(int64_t, within64(v, low, high), x >= l && x <= h)
}

AVX2 bool ckernels_equal_u8(const uint8_t *values, size_t count, uint8_t code, uint64_t flip, uint64_t *bits) {
  const __m256i c = _mm256_set1_epi8((char)code);
  ANSWERS(uint8_t, signs8(_mm256_cmpeq_epi8(at(v), c), _mm256_cmpeq_epi8(at(v + 32), c)), x == code)
}

AVX2 bool ckernels_equal_u16(const uint16_t *values, size_t count, uint16_t code, uint64_t flip, uint64_t *bits) {
  const __m256i c = _mm256_set1_epi16((short)code);
  ANSWERS(uint16_t,
    signs8(narrow(_mm256_cmpeq_epi16(at(v), c), _mm256_cmpeq_epi16(at(v + 16), c)),
      narrow(_mm256_cmpeq_epi16(at(v + 32), c), _mm256_cmpeq_epi16(at(v + 48), c))),
    x == code)
}

typedef struct {
  __m256i lower, upper, bitOf;
} Members;

static inline AVX2 Members members(const uint8_t set[32]) {
  return (Members){
    _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set)),
    _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(set + 16))),
    _mm256_set1_epi64x((long long)0x8040201008040201)};
}

static inline AVX2 __m256i isMember(__m256i v, Members m) {
  const __m256i half = _mm256_set1_epi8(0xF);
  __m256i low = _mm256_and_si256(v, half), high = _mm256_and_si256(_mm256_srli_epi16(v, 4), half);
  __m256i row = _mm256_blendv_epi8(_mm256_shuffle_epi8(m.lower, low), _mm256_shuffle_epi8(m.upper, low), v);
  __m256i bit = _mm256_shuffle_epi8(m.bitOf, high);
  return _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), bit);
}

AVX2 bool ckernels_member_u8(const uint8_t *values, size_t count, const uint8_t set[32], uint64_t flip, uint64_t *bits) {
  if (!ckernels_are_usable()) return false;
  const Members m = members(set);
  ANSWERS(uint8_t, signs8(isMember(at(v), m), isMember(at(v + 32), m)),
    set[x % 16 + x / 128 * 16] >> (x / 16 % 8) & 1)
}

#define WIDEN()                                         \
  if (!ckernels_are_usable()) return false;             \
  for (size_t k = 0; k < count; k++) out[k] = values[k]; \
  return true;

AVX2 bool ckernels_widen_i8(const int8_t *values, size_t count, int64_t *out) { WIDEN() }
AVX2 bool ckernels_widen_i16(const int16_t *values, size_t count, int64_t *out) { WIDEN() }
AVX2 bool ckernels_widen_i32(const int32_t *values, size_t count, int64_t *out) { WIDEN() }

AVX2 bool ckernels_widen_seconds(const int32_t *values, size_t count, int64_t *out) {
  if (!ckernels_are_usable()) return false;
  for (size_t k = 0; k < count; k++) out[k] = (int64_t)values[k] * 1000000;
  return true;
}

// A double keeps the quotient to less than 2^-34 days, and a day has 2^16.4 seconds: moved by half a second, it
// lies in the day that holds the second.
AVX2 bool ckernels_days_of_seconds(const int32_t *values, size_t count, int64_t start, uint32_t *out) {
  if (!ckernels_are_usable()) return false;
  const double first = (double)start - 0.5, share = 1.0 / 86400;
  for (size_t k = 0; k < count; k++) out[k] = (uint32_t)(int32_t)(((double)values[k] - first) * share);
  return true;
}

AVX2 bool ckernels_unpack(const uint64_t *bits, size_t words, uint8_t *out) {
  if (!ckernels_are_usable()) return false;
  const __m256i spread = _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
  const __m256i own = _mm256_set1_epi64x((long long)0x8040201008040201), one = _mm256_set1_epi8(1);
  for (size_t half = 0; half < words * 2; half++) {
    __m256i all = _mm256_set1_epi32((int)(uint32_t)(bits[half / 2] >> half % 2 * 32));
    __m256i set = _mm256_cmpeq_epi8(_mm256_and_si256(_mm256_shuffle_epi8(all, spread), own), own);
    _mm256_storeu_si256((__m256i *)(out + half * 32), _mm256_and_si256(set, one));
  }
  return true;
}

AVX2 bool ckernels_pack(const uint8_t *values, size_t count, uint64_t *bits) {
  const uint64_t flip = 0;
  ANSWERS(uint8_t, signs8(_mm256_slli_epi16(at(v), 7), _mm256_slli_epi16(at(v + 32), 7)), x & 1)
}

AVX2 bool ckernels_population(const uint64_t *bits, size_t words, uint64_t *total) {
  if (!ckernels_are_usable()) return false;
  uint64_t sum = 0;
  for (size_t word = 0; word < words; word++) sum += (uint64_t)__builtin_popcountll(bits[word]);
  *total += sum;
  return true;
}

static inline AVX2 __m256i isOneOf(__m256i v, __m256i a, __m256i b, __m256i c, __m256i d) {
  return _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(v, a), _mm256_cmpeq_epi8(v, b)),
    _mm256_or_si256(_mm256_cmpeq_epi8(v, c), _mm256_cmpeq_epi8(v, d)));
}

AVX2 bool ckernels_find4(
  const uint8_t *bytes, size_t words, uint8_t a, uint8_t b, uint8_t c, uint8_t d, uint64_t *bits) {
  if (!ckernels_are_usable()) return false;
  const __m256i va = _mm256_set1_epi8((char)a), vb = _mm256_set1_epi8((char)b);
  const __m256i vc = _mm256_set1_epi8((char)c), vd = _mm256_set1_epi8((char)d);
  for (size_t w = 0; w < words; w++) {
    const uint8_t *v = bytes + w * 64;
    bits[w] = signs8(isOneOf(at(v), va, vb, vc, vd), isOneOf(at(v + 32), va, vb, vc, vd));
  }
  return true;
}

// Where both the first and the last byte are in their places, 32 places at a time, the bytes between are looked
// at. Source: W. Mula, SIMD-friendly algorithms for substring searching.
AVX2 bool ckernels_find_text(
  const uint8_t *bytes, size_t size, const uint8_t *text, size_t length, size_t *place) {
  if (!ckernels_are_usable()) return false;
  *place = size;
  if (length > size) return true;
  const __m256i first = _mm256_set1_epi8((char)text[0]), last = _mm256_set1_epi8((char)text[length - 1]);
  size_t k = 0;
  for (; k + length + 31 <= size; k += 32) {
    __m256i hits = _mm256_and_si256(
      _mm256_cmpeq_epi8(at(bytes + k), first), _mm256_cmpeq_epi8(at(bytes + k + length - 1), last));
    for (uint32_t rest = (uint32_t)_mm256_movemask_epi8(hits); rest != 0; rest &= rest - 1) {
      size_t hit = k + (size_t)__builtin_ctz(rest);
      if (memcmp(bytes + hit, text, length) == 0) {
        *place = hit;
        return true;
      }
    }
  }
  for (; k + length <= size; k++) {
    if (memcmp(bytes + k, text, length) == 0) {
      *place = k;
      return true;
    }
  }
  return true;
}

#else

bool ckernels_are_usable(void) { return false; }
bool ckernels_range_i8(const int8_t *v, size_t n, int8_t l, int8_t h, uint64_t f, uint64_t *b) { return false; }
bool ckernels_range_i16(const int16_t *v, size_t n, int16_t l, int16_t h, uint64_t f, uint64_t *b) { return false; }
bool ckernels_range_i32(const int32_t *v, size_t n, int32_t l, int32_t h, uint64_t f, uint64_t *b) { return false; }
bool ckernels_range_i64(const int64_t *v, size_t n, int64_t l, int64_t h, uint64_t f, uint64_t *b) { return false; }
bool ckernels_equal_u8(const uint8_t *v, size_t n, uint8_t c, uint64_t f, uint64_t *b) { return false; }
bool ckernels_equal_u16(const uint16_t *v, size_t n, uint16_t c, uint64_t f, uint64_t *b) { return false; }
bool ckernels_member_u8(const uint8_t *v, size_t n, const uint8_t s[32], uint64_t f, uint64_t *b) { return false; }
bool ckernels_widen_i8(const int8_t *v, size_t n, int64_t *o) { return false; }
bool ckernels_widen_i16(const int16_t *v, size_t n, int64_t *o) { return false; }
bool ckernels_widen_i32(const int32_t *v, size_t n, int64_t *o) { return false; }
bool ckernels_widen_seconds(const int32_t *v, size_t n, int64_t *o) { return false; }
bool ckernels_days_of_seconds(const int32_t *v, size_t n, int64_t s, uint32_t *o) { return false; }
bool ckernels_unpack(const uint64_t *b, size_t w, uint8_t *o) { return false; }
bool ckernels_pack(const uint8_t *v, size_t n, uint64_t *b) { return false; }
bool ckernels_population(const uint64_t *b, size_t w, uint64_t *t) { return false; }
bool ckernels_find4(const uint8_t *v, size_t w, uint8_t a, uint8_t b, uint8_t c, uint8_t d, uint64_t *o) {
  return false;
}
bool ckernels_find_text(const uint8_t *b, size_t s, const uint8_t *t, size_t n, size_t *p) { return false; }

#endif
