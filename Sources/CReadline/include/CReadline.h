/* The one place that sees GNU readline's headers. Swift 6 refuses readline's mutable globals, so the
   terminal reaches them through the static inline accessors declared here. */
#ifndef CREADLINE_H
#define CREADLINE_H

#include <stdio.h>

#include <readline/history.h>
#include <readline/readline.h>

#endif
