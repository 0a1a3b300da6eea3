// Counts the calling thread's allocations, for tests of paths that must not allocate.

#ifndef PINION_ALLOCATION_COUNTER_H
#define PINION_ALLOCATION_COUNTER_H

/// How often the calling thread has called malloc, calloc, realloc or an aligned form of them; -1 where a
/// sanitizer has its own.
long allocation_count(void);

#endif
