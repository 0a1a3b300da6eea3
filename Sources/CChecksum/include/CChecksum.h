// CRC32C, the checksum at the end of a packet, by the instructions that processors have for it and Swift
// cannot name.
// Sources: RFC 3720, section 12.1 and appendix B.4; Intel SDM, CRC32 and PCLMULQDQ; Arm ARM, CRC32C.

#ifndef PINION_CCHECKSUM_H
#define PINION_CCHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/// The CRC32C of `count` bytes, by the processor's own instructions if it has them.
uint32_t pinion_crc32c(const void *bytes, size_t count);

/// The same without those instructions.
uint32_t pinion_crc32c_portable(const void *bytes, size_t count);

/// Whether `pinion_crc32c` uses the processor's own instructions.
int pinion_crc32c_is_accelerated(void);

#endif
