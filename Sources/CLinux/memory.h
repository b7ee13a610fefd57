#ifndef NTA_CLINUX_MEMORY_H
#define NTA_CLINUX_MEMORY_H
// glibc's own header, which Swift's importer leaves out.
#include <malloc.h>
#endif
