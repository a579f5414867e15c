"""What the benchmarks share: where the data and the program are, and the reading of times."""
import importlib.util, os, re, subprocess, sys, tempfile

# ../shared is read, never written to.
sys.dont_write_bytecode = True

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
# ../shared, beside the repository or one folder above.
SUITE = next((path for path in (os.path.join(ROOT, up, "shared", "bench") for up in ("..", "../.."))
              if os.path.exists(path)), os.path.join(ROOT, "..", "shared", "bench"))
CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "strata-bench")
VENV = os.path.join(ROOT, ".build", "peers")
SKIPPED = 77


def skip(why):
    print(f"bench: SKIPPED, {why}", file=sys.stderr)
    sys.exit(SKIPPED)


def seconds(text):
    """Wall and processor seconds as the program prints them in formats for programs,
    'time 0.001234 processor 0.002'; None for other text."""
    match = re.fullmatch(r"time ([\d.]+) processor ([\d.]+)", text.strip())
    return match and (float(match[1]), float(match[2]))


def answers(out):
    """What was printed before each line that says how long it took, and its wall and processor seconds."""
    block = []
    for line in out.split("\n"):
        took = seconds(line)
        if took is None:
            block.append(line)
        else:
            yield "\n".join(block), took
            block = []


def measured(command, **environment):
    """What the command printed, its processor seconds and its peak memory in MB."""
    complaints = tempfile.TemporaryFile("w+")
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=complaints, text=True, env={**os.environ, **environment})
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        complaints.seek(0)
        sys.exit(f"bench: failed: {' '.join(command)}\n{complaints.read()}")
    return out, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def data_folder(folder, suffix, sizes):
    """The folder given, or one where the suite's gen.py has written files of that suffix;
    sizes: its arguments."""
    if folder:
        return os.path.abspath(folder)
    if not os.path.exists(os.path.join(CACHE, f"orders{suffix}.csv")):
        generator = os.path.join(SUITE, "gen.py")
        if not os.path.exists(generator):
            skip("no data: the generator of the side-by-side suite (../shared/bench/gen.py) is not here")
        missing = [name for name in ("numpy", "pyarrow") if not is_installed(name)]
        if missing:
            skip(f"no data: their generator needs {' and '.join(missing)}: scripts/bench --install gets them")
        subprocess.run([sys.executable, generator, CACHE, *sizes], check=True)
    return CACHE


SMALL = ["--customers", "100000", "--orders", "1000000", "--suffix", "_small"]


def is_installed(package):
    return importlib.util.find_spec(package) is not None


def install(packages):
    """Puts packages into a private virtual environment, and begins again in it."""
    python = os.path.join(VENV, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q"] + packages, check=True)
    os.execv(python, [python] + [a for a in sys.argv if a != "--install"])


def enter_environment():
    """Begins again in the private environment where one was installed."""
    python = os.path.join(VENV, "bin", "python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        os.execv(python, [python] + sys.argv)


def program(path=None):
    """The release build of Strata, and a workspace for it."""
    path = os.path.abspath(path or os.path.join(ROOT, ".build", "release", "strata"))
    if not os.path.exists(path):
        sys.exit("bench: build first: scripts/run --version")
    folder = os.path.join(CACHE, "workspace")
    os.makedirs(folder, exist_ok=True)
    return path, folder
