/* Data files that travel inside the binary (C23 #embed): no file to find at run time. */
#ifndef CRESOURCES_H
#define CRESOURCES_H

#include <stddef.h>

/* standard.strata: the standard classification rules, in the language itself. */
const unsigned char *strata_standard_rules(void);
size_t strata_standard_rules_count(void);

/* strategies.strata: a trait and a strategy for each class of these rules. */
const unsigned char *strata_strategies(void);
size_t strata_strategies_count(void);

#endif
