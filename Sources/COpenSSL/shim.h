#ifndef NTA_COPENSSL_SHIM_H
#define NTA_COPENSSL_SHIM_H
#include <openssl/evp.h>
#endif
