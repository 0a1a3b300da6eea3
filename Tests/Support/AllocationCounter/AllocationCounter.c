#include "AllocationCounter.h"

// Says whether the library is glibc.
#include <features.h>
#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define PINION_SANITIZED 1
#endif
#endif

#if defined(PINION_SANITIZED)

long allocation_count(void) {
    return -1;
}

#elif !defined(__GLIBC__)

#error "allocations are counted with glibc alone"

#else

#include <errno.h>

// glibc's own functions, under the names that stay when a program defines the public ones.
// Source: "Replacing malloc" in the GNU C Library's manual.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static __thread long count;

long allocation_count(void) {
    return count;
}

void *malloc(size_t size) {
    count += 1;
    return __libc_malloc(size);
}

void *calloc(size_t elements, size_t size) {
    count += 1;
    return __libc_calloc(elements, size);
}

void *realloc(void *memory, size_t size) {
    count += 1;
    return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count += 1;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    count += 1;
    *memory = __libc_memalign(alignment, size);
    return *memory ? 0 : ENOMEM;
}

#endif
