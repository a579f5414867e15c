#include "CResources.h"

const unsigned char strata_standard_rules[] = {
#embed "data/standard.strata"
};
const size_t strata_standard_rules_count = sizeof strata_standard_rules;
