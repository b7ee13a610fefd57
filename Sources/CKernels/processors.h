// Has a function compiled for each of three generations of x86-64: 128, 256 and 512 bit registers.
// Which one fits is asked before the thread sanitizer is ready to watch: under it there is only one.
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)
#define FOR_EACH_PROCESSOR \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif
#define INLINE static inline __attribute__((always_inline))
