#include "CResources.h"

static const unsigned char standard_rules[] = {
#embed "data/standard.strata"
};

const unsigned char *strata_standard_rules(void) { return standard_rules; }

size_t strata_standard_rules_count(void) { return sizeof standard_rules; }

static const unsigned char strategies[] = {
#embed "data/strategies.strata"
};

const unsigned char *strata_strategies(void) { return strategies; }

size_t strata_strategies_count(void) { return sizeof strategies; }
