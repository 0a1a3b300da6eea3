#define _GNU_SOURCE

#include "CChecksum.h"

#include <string.h>

// Castagnoli's polynomial, bits reversed, is 0x82F63B78. Entry i is what four shifts make of i.
static const uint32_t shifted[16] = {
    0x00000000, 0x105EC76F, 0x20BD8EDE, 0x30E349B1, 0x417B1DBC, 0x5125DAD3, 0x61C69362, 0x7198540D,
    0x82F63B78, 0x92A8FC17, 0xA24BB5A6, 0xB21572C9, 0xC38D26C4, 0xD3D3E1AB, 0xE330A81A, 0xF36E6F75,
};

uint32_t pinion_crc32c_portable(const void *bytes, size_t count) {
    const uint8_t *next = bytes;
    uint32_t state = ~(uint32_t)0;
    for (; count > 0; count--) {
        state ^= *next++;
        state = state >> 4 ^ shifted[state & 15];
        state = state >> 4 ^ shifted[state & 15];
    }
    return ~state;
}

static inline uint64_t load(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

#if defined(__x86_64__)

#include <nmmintrin.h>
#include <wmmintrin.h>

#define ACCELERATED __attribute__((target("sse4.2,pclmul")))

// The state after as many zero bytes as `factor` stands for: x to the power of (8 × bytes − 33), modulo
// the polynomial, bits reversed. The instruction multiplies by x³², reversal by x.
ACCELERATED static inline uint32_t after_zeros(uint32_t state, uint32_t factor) {
    __m128i product = _mm_clmulepi64_si128(
        _mm_cvtsi32_si128((int)state), _mm_cvtsi32_si128((int)factor), 0);
    return (uint32_t)_mm_crc32_u64(0, (uint64_t)_mm_cvtsi128_si64(product));
}

// An instruction takes one cycle and its result three: three parts of `part` bytes go side by side, and
// are joined by what the zeros that stand for the later parts would make of the earlier ones.
ACCELERATED static inline uint32_t three_parts(
    uint32_t state, const uint8_t *bytes, size_t part, uint32_t one_part, uint32_t two_parts) {
    uint64_t first = state, second = 0, third = 0;
    for (const uint8_t *end = bytes + part; bytes < end; bytes += 8) {
        first = _mm_crc32_u64(first, load(bytes));
        second = _mm_crc32_u64(second, load(bytes + part));
        third = _mm_crc32_u64(third, load(bytes + 2 * part));
    }
    return after_zeros((uint32_t)first, two_parts) ^ after_zeros((uint32_t)second, one_part)
        ^ (uint32_t)third;
}

ACCELERATED static uint32_t accelerated(const uint8_t *bytes, size_t count) {
    uint32_t state = ~(uint32_t)0;
    for (; count >= 3 * 256; bytes += 3 * 256, count -= 3 * 256)
        state = three_parts(state, bytes, 256, 0xB9E02B86, 0xDD7E3B0C);
    for (; count >= 3 * 64; bytes += 3 * 64, count -= 3 * 64)
        state = three_parts(state, bytes, 64, 0x9E4ADDF8, 0x0D3B6092);
    uint64_t wide = state;
    for (; count >= 8; bytes += 8, count -= 8) wide = _mm_crc32_u64(wide, load(bytes));
    state = (uint32_t)wide;
    for (; count > 0; bytes++, count--) state = _mm_crc32_u8(state, *bytes);
    return ~state;
}

int pinion_crc32c_is_accelerated(void) {
    return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul");
}

#elif defined(__aarch64__) && defined(__linux__)

#include <arm_acle.h>
#include <sys/auxv.h>

__attribute__((target("crc"))) static uint32_t accelerated(const uint8_t *bytes, size_t count) {
    uint32_t state = ~(uint32_t)0;
    for (; count >= 8; bytes += 8, count -= 8) state = __crc32cd(state, load(bytes));
    for (; count > 0; bytes++, count--) state = __crc32cb(state, *bytes);
    return ~state;
}

int pinion_crc32c_is_accelerated(void) {
    // HWCAP_CRC32 of asm/hwcap.h.
    return (getauxval(AT_HWCAP) >> 7 & 1) != 0;
}

#else

static uint32_t accelerated(const uint8_t *bytes, size_t count) {
    return pinion_crc32c_portable(bytes, count);
}

int pinion_crc32c_is_accelerated(void) {
    return 0;
}

#endif

uint32_t pinion_crc32c(const void *bytes, size_t count) {
    return pinion_crc32c_is_accelerated() ? accelerated(bytes, count)
                                          : pinion_crc32c_portable(bytes, count);
}
