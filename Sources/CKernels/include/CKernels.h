#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Twins of a few Swift kernels for processors with AVX2, which Swift is not compiled for: the
// architecture's baseline has no comparison of 64-bit numbers, no widening and no count of bits.
//
// Every function returns false, and has done nothing, where the processor lacks what it takes; the
// caller then does the work in Swift. Bits: bit k of word k / 64 is lane k; bits beyond `count` are
// written as 0. `flip` is 0 or ~0: turns every answer over.

bool ckernels_are_usable(void);

// Where `low <= values[k] <= high`.
bool ckernels_range_i8(const int8_t *values, size_t count, int8_t low, int8_t high, uint64_t flip, uint64_t *bits);
bool ckernels_range_i16(const int16_t *values, size_t count, int16_t low, int16_t high, uint64_t flip, uint64_t *bits);
bool ckernels_range_i32(const int32_t *values, size_t count, int32_t low, int32_t high, uint64_t flip, uint64_t *bits);
bool ckernels_range_i64(const int64_t *values, size_t count, int64_t low, int64_t high, uint64_t flip, uint64_t *bits);

// Where `values[k]` is `code`.
bool ckernels_equal_u8(const uint8_t *values, size_t count, uint8_t code, uint64_t flip, uint64_t *bits);
bool ckernels_equal_u16(const uint16_t *values, size_t count, uint16_t code, uint64_t flip, uint64_t *bits);

// Where `set` has `values[k]`: code h * 16 + l is bit h of byte l where h < 8, and bit h - 8 of byte 16 + l
// where it is not.
bool ckernels_member_u8(const uint8_t *values, size_t count, const uint8_t set[32], uint64_t flip, uint64_t *bits);

// Number by number, with its sign.
bool ckernels_widen_i8(const int8_t *values, size_t count, int64_t *out);
bool ckernels_widen_i16(const int16_t *values, size_t count, int64_t *out);
bool ckernels_widen_i32(const int32_t *values, size_t count, int64_t *out);

// Seconds as microseconds; and as days since second `start`, not before it.
bool ckernels_widen_seconds(const int32_t *values, size_t count, int64_t *out);
bool ckernels_days_of_seconds(const int32_t *values, size_t count, int64_t start, uint32_t *out);

// Writes 0 or 1 for each bit of `words` words.
bool ckernels_unpack(const uint64_t *bits, size_t words, uint8_t *out);

// Bits of `count` lanes that are 0 or 1.
bool ckernels_pack(const uint8_t *lanes, size_t count, uint64_t *bits);

// Adds the number of set bits to `*total`.
bool ckernels_population(const uint64_t *bits, size_t words, uint64_t *total);

// Where `bytes[k]` is one of the four; a bit each of `words` * 64 bytes.
bool ckernels_find4(const uint8_t *bytes, size_t words, uint8_t a, uint8_t b, uint8_t c, uint8_t d, uint64_t *bits);

// The first place of `text` (of `length` bytes, not 0) in `size` bytes; `*place` is `size` where there is none.
bool ckernels_find_text(const uint8_t *bytes, size_t size, const uint8_t *text, size_t length, size_t *place);

// The bytes that a block of the allocator has room for, which Swift's Glibc has no name for.
size_t ckernels_room(void *memory);

// Asks the system to begin moving bytes of a file that were written to the disk, and does not wait; neither has it
// a name in Swift's Glibc. False where the system does not: nothing is lost.
bool ckernels_start_writing(int file, int64_t from, int64_t count);
