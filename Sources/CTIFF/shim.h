#ifndef NTA_CTIFF_SHIM_H
#define NTA_CTIFF_SHIM_H

#include <tiffio.h>

#endif
