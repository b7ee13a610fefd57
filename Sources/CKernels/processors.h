// Has a function compiled for each of three generations of x86-64: 128, 256 and 512 bit registers.
#if defined(__x86_64__)
#define FOR_EACH_PROCESSOR \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif
#define INLINE static inline __attribute__((always_inline))
