#ifndef NTA_CLINUX_SCRATCH_H
#define NTA_CLINUX_SCRATCH_H
// O_TMPFILE of open(2), which glibc names without underscores only to programs that ask for GNU
// extensions.
#include <fcntl.h>
enum { nta_O_TMPFILE = __O_TMPFILE };
#endif
