/* Signals as bytes of a pipe, so that everything they cause runs outside a signal handler. */
#ifndef SIGNAL_PIPE_H
#define SIGNAL_PIPE_H

/* Creates the pipe on the first call. Returns its reading end, non-blocking, or -1 with errno. */
int strata_signal_pipe(void);

/* From now on `signal` is a byte of the pipe: its number. A signal that the parent process asked to
   be ignored (nohup, a background job) stays ignored. Returns 0, or -1 with errno. */
int strata_signal_catch(int signal);

/* Gives `signal` its default effect again and sends it to this process. */
void strata_signal_obey(int signal);

#endif
