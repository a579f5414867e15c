/// What the command line asks for.
struct Request {
  /// Data files to load.
  var files: [String] = []
  /// What `strata run FILE [name=value …]` names.
  var script: Script?
  /// Statements to run.
  var command: String?
  var demo = false
  var workspace: String?
  /// nil: all processors.
  var threads: Int?
  var memoryLimit: String?
  var format: String?
  var noSnapshot = false
  var noColour = false
  var version = false

  /// What nothing but the program's name asks for.
  init() {}

  init(_ options: Options) {
    files = options.files
    script = options.script
    command = options.command
    demo = options.demo
    workspace = options.workspace
    threads = options.threads
    memoryLimit = options.memoryLimit
    format = options.format
    noSnapshot = options.noSnapshot
    noColour = options.noColour
    version = options.version
  }
}
