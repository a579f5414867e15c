/* The one place that sees GNU readline's headers. Swift 6 refuses readline's mutable globals, so the
   terminal reaches them through the static inline accessors declared here. */
#ifndef CREADLINE_H
#define CREADLINE_H

#include <stdio.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "signal_pipe.h"

/* The line being edited: bytes, and the offset of the cursor in them. */
static inline const char *strata_line(void) { return rl_line_buffer ? rl_line_buffer : ""; }
static inline int strata_point(void) { return rl_point; }
static inline void strata_point_to_end(void) { rl_point = rl_end; }

/* Whether the screen shows the line under its own prompt: not a search, not a numeric argument. */
static inline int strata_shows_plain_line(void) {
  const unsigned long other = RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG
                              | RL_STATE_VIMOTION | RL_STATE_COMPLETING;
  return (rl_readline_state & other) == 0 && rl_display_prompt == rl_prompt;
}

/* Takes over from readline's defaults what must be set before the user's .inputrc is read. */
static inline void strata_before_initialize(const char *name) {
  rl_readline_name = name;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
}

/* The whole text before the cursor is one "word": the language decides what is to be replaced. */
static inline void strata_complete_with(rl_completion_func_t *attempt, rl_compdisp_func_t *display,
                                        const char *no_breaks) {
  rl_completer_word_break_characters = (char *)no_breaks;
  rl_attempted_completion_function = attempt;
  rl_completion_display_matches_hook = display;
}

/* To be called by the completion function each time: readline resets these before it. */
static inline void strata_completion_is_ours(void) {
  rl_attempted_completion_over = 1;
  rl_completion_append_character = '\0';
  rl_sort_completion_matches = 0;
}

static inline void strata_redisplay_with(rl_voidfunc_t *redisplay) {
  rl_redisplay_function = redisplay;
}

static inline FILE *strata_output(void) { return rl_outstream; }
static inline void strata_write_to(FILE *stream) { rl_outstream = stream; }
/* Columns of a character as readline counts them, or -1. */
int strata_character_width(unsigned int scalar);

/* Writes what stdout still holds. 0, or the errno of why something printed did not arrive. */
int strata_flush_output(void);

static inline int strata_readline_version(void) { return rl_readline_version; }

#endif
