#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

int test_terminal_open(int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0) return -1;
  if (grantpt(master) == 0 && unlockpt(master) == 0 && ioctl(master, TIOCSWINSZ, &size) == 0)
    return master;
  close(master);
  return -1;
}

/* Only what is safe between fork and exec in a process with threads. */
static void become(char *const arguments[], char *const environment[], const char *folder,
                   const char *terminal, char *const files[3]) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGINT, SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  /* The first terminal that a new session opens is its controlling terminal. */
  if (setsid() < 0 || chdir(folder) != 0) return;
  for (int descriptor = 0; descriptor < 3; descriptor++) {
    int flags = descriptor == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC;
    int opened = files[descriptor] ? open(files[descriptor], flags, 0600) : open(terminal, O_RDWR);
    if (opened < 0 || dup2(opened, descriptor) < 0) return;
    if (opened > 2) close(opened);
  }
  execve(arguments[0], arguments, environment);
}

pid_t test_spawn(char *const arguments[], char *const environment[], const char *folder, int master,
                 char *const files[3]) {
  char terminal[64] = "/dev/null";
  if (master >= 0 && ptsname_r(master, terminal, sizeof terminal) != 0) return -1;
  pid_t process = fork();
  if (process == 0) {
    become(arguments, environment, folder, terminal, files);
    _exit(127);
  }
  return process;
}
