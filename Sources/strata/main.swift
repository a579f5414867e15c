import ArgumentParser
import Glibc

StandardStreams.fill()
do {
  exit(Launch(try Request.ofProcess()).run())
} catch {
  // Help and the version are answers; all else is a usage error.
  let isAnswer = StrataCommand.exitCode(for: error).isSuccess
  let message = StrataCommand.fullMessage(for: error) + "\n"
  Descriptor.write(message, to: isAnswer ? STDOUT_FILENO : STDERR_FILENO)
  exit(isAnswer ? 0 : 2)
}
