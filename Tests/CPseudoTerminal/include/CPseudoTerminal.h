/* Starts programs for tests, at a terminal of their own or with files in its place. */
#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <sys/types.h>

/* A new terminal of that size: its master's descriptor, or -1. */
int test_terminal_open(int rows, int columns);

/* Runs `arguments[0]` in `folder`, in a session of its own. Its standard input, output and error are
   the three `files`; where one is null the terminal of `master` stands in, or /dev/null when that is
   -1. Returns the process, or -1. */
pid_t test_spawn(char *const arguments[], char *const environment[], const char *folder, int master,
                 char *const files[3]);

#endif
