#define _GNU_SOURCE
#include "CReadline.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include <wchar.h>

int strata_character_width(unsigned int scalar) { return wcwidth((wchar_t)scalar); }

int strata_flush_output(void) {
  int failed = ferror(stdout);
  errno = 0;
  if (fflush(stdout) != 0 || failed) return errno ? errno : EIO;
  return 0;
}

static int ends[2] = {-1, -1};

static void note(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  /* A full pipe already holds more signals than anybody waits for. */
  ssize_t written = write(ends[1], &byte, 1);
  (void)written;
  errno = saved;
}

int strata_signal_pipe(void) {
  if (ends[0] < 0 && pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  return ends[0];
}

int strata_signal_catch(int number) {
  struct sigaction old, action = {.sa_handler = note, .sa_flags = SA_RESTART};
  if (sigaction(number, NULL, &old) != 0) return -1;
  if (old.sa_handler == SIG_IGN && number != SIGWINCH) return 0;
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, NULL);
}

void strata_signal_obey(int number) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigset_t only;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
  sigemptyset(&only);
  sigaddset(&only, number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  kill(getpid(), number);
}
