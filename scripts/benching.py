"""What the benchmarks share: where the data and the program are, and the reading of times."""
import os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SUITE = os.path.join(ROOT, "..", "shared", "bench")
CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "strata-bench")


def seconds(text):
    """A time as the program prints it: '< 0.1 ms', '1.24 s', '2 min 05 s'; None for other text."""
    match = re.fullmatch(r"(?:(\d+) min )?(?:< )?(\d+(?:\.\d+)?) (ms|s)", text.strip())
    if not match:
        return None
    return 60 * int(match[1] or 0) + float(match[2]) * {"ms": 1e-3, "s": 1}[match[3]]


def data_folder(arguments):
    if arguments.data:
        return os.path.abspath(arguments.data)
    small = arguments.suffix == "_small"
    if not os.path.exists(os.path.join(CACHE, f"orders{arguments.suffix}.csv")):
        if not os.path.exists(os.path.join(SUITE, "gen.py")):
            sys.exit("bench: SKIPPED, no data: the generator of the side-by-side suite is not here")
        size = ["--customers", "100000", "--orders", "1000000", "--suffix", "_small"] if small else []
        subprocess.run([sys.executable, os.path.join(SUITE, "gen.py"), CACHE] + size, check=True)
    return CACHE


def install(packages):
    """Begins again in a private virtual environment that has the packages."""
    venv = os.path.join(CACHE, "venv")
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    python = os.path.join(venv, "bin", "python")
    subprocess.run([python, "-m", "pip", "install", "-q"] + packages, check=True)
    os.execv(python, [python] + [a for a in sys.argv if a != "--install"])


def program(path=None):
    """The release build of Strata, and a workspace for it."""
    path = path or os.path.join(ROOT, ".build", "release", "strata")
    if not os.path.exists(path):
        sys.exit("bench: build first: scripts/run --version")
    folder = os.path.join(CACHE, "workspace")
    os.makedirs(folder, exist_ok=True)
    return path, folder
