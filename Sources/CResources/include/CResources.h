/* Data files that travel inside the binary (C23 #embed): no file to find at run time. */
#ifndef CRESOURCES_H
#define CRESOURCES_H

#include <stddef.h>

/* standard.strata: the standard classification rules, in the language itself. */
extern const unsigned char strata_standard_rules[];
extern const size_t strata_standard_rules_count;

#endif
