#ifndef NTA_CLINUX_RENAME_H
#define NTA_CLINUX_RENAME_H
// glibc has renameat2(2) since 2.28, but declares it only to programs that ask for GNU extensions,
// which Swift's importer does not.
extern int renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned int flags);
enum { nta_RENAME_NOREPLACE = 1, nta_RENAME_EXCHANGE = 2 };
#endif
