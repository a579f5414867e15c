"""Runs Strata and its peers on the side-by-side suite, by the suite's own runner, and compares answers."""
import csv, fcntl, glob, json, os, re, shutil, subprocess, sys

from benching import HERE, ROOT, SUITE

sys.path.insert(0, SUITE)
import run_peers  # noqa: E402

OWN = os.path.join(HERE, "suite")
EXPORT = "q22_export_300k"
# Metrics and classes by the names of the suite's tables, and by those of rules.strata where they differ.
METRICS = ["n_orders", "revenue", "avg_amount", "first_order", "last_order", "n_channels", "n_online", "n_90",
           "n_365", "rev_365", "recency"]
CLASSES = ["value_tier", "lifecycle", "frequency_band", "channel_pref", "basket_size", "region", "age_band",
           "loyalty", "potential", "importance", "contactable", "industry_group", "r_score", "f_score", "m_score",
           "rfm_segment"]
RENAMED = {"region": "sales_region"}


class Suite:
    """One run: `arguments` as scripts/bench has them, `binary` the program, `folder` for what is written."""

    def __init__(self, arguments, binary, folder):
        self.arguments, self.binary, self.folder = arguments, binary, folder
        arguments.sfx, arguments.threads, arguments.tmp = arguments.suffix, 2, folder

    def lock(self):
        """Held until it is closed; other measurements on the machine wait."""
        file = open(self.arguments.lock or os.devnull, "w")
        if self.arguments.lock:
            fcntl.flock(file, fcntl.LOCK_EX)
        return file

    def run_strata(self):
        """Before any peer: the suite's runner reads the memory of all its processes so far."""
        os.chdir(ROOT)
        queries = os.path.join(self.folder, "queries")
        os.makedirs(queries)
        for path in glob.glob(os.path.join(SUITE, "queries", "*.sql")) + glob.glob(os.path.join(OWN, "[sq]??_*.strata")):
            os.symlink(path, os.path.join(queries, os.path.basename(path)))
        run_peers.QDIR = queries
        with self.lock():
            run_peers.external(self.arguments, self.configuration())
        with open(self.path("res_strata.json")) as file:
            result = json.load(file)
        with open(self.path("stdout_strata.txt"), errors="replace") as file:
            out = file.read()
        if result["rc"] != 0:
            sys.exit("bench: strata failed:\n" + out[-3000:])
        for name, times in processor_times(out).items():
            result["items"][name]["cpu"] = run_peers.summarise(times, times)["median"]
        return result

    def configuration(self):
        """strata.json for this binary, with an empty workspace."""
        with open(os.path.join(OWN, "strata.json")) as file:
            configuration = json.load(file)
        configuration["command"][0] = self.binary
        workspace = configuration["command"][-1]
        shutil.rmtree(workspace, ignore_errors=True)
        os.makedirs(workspace)
        path = self.path("strata.json")
        with open(path, "w") as file:
            json.dump(configuration, file)
        return path

    def run_peer(self, name):
        keys = ["sfx", "threads", "repeat", "repeat_slow", "only"]
        command = [sys.executable, os.path.join(SUITE, "run_peers.py"), self.arguments.data, "--child", name,
                   "--tmp", self.folder]
        command += [f"--{key.replace('_', '-')}={getattr(self.arguments, key)}" for key in keys]
        with self.lock():
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL if self.arguments.quick else None,
                           env={**os.environ, "POLARS_MAX_THREADS": "2"})
        with open(self.path(f"res_{name}.json")) as file:
            return json.load(file)

    def compare(self, ours, peers):
        """'same' or what differs, for each item with an answer; the peers' among them agree or are named."""
        found = {}
        for name, item in peers[0]["items"].items():
            if "result" not in item:
                continue
            mine = ours["items"].get(name, {}).get("result")
            found[name] = "not answered" if mine is None else run_peers.same(item["result"], mine)
            for other in peers[1:]:
                theirs = other["items"].get(name, {}).get("result")
                if theirs is not None and run_peers.same(item["result"], theirs) != "same":
                    print(f"bench: {name}: {other['engine']} differs from duckdb", file=sys.stderr)
        files = self.path("out_strata", EXPORT + ".csv.rows.csv"), self.path("export_duckdb.csv")
        if EXPORT in ours["items"] and all(map(os.path.exists, files)):
            mine, theirs = [sorted(run_peers.canon(rows(path)), key=lambda row: row[0]) for path in files]
            found[EXPORT] = run_peers.same(theirs, mine)
        return found

    def compare_customers(self):
        """Every metric and class of every customer, which the queries show in part."""
        path = self.path("customers.csv")
        names = [RENAMED.get(name, name) for name in METRICS + CLASSES]
        data = f"'{self.arguments.data}/customers{self.arguments.suffix}.csv', '{self.arguments.data}/orders{self.arguments.suffix}.csv'"
        script = (f"rules load 'scripts/suite/rules.strata'; load {data}; set asof @2026-01-01\n"
                  f"select id, {', '.join(names)} | sort id | export '{path}' raw")
        run = subprocess.run([self.binary, "--threads", "2", "-c", script], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit("bench: strata failed:\n" + run.stderr)
        engine = run_peers.DuckDB(self.arguments)
        for name in ("s01_load", "s02_metrics", "s03_classify"):
            engine.run(run_peers.fill(run_peers.text_for(name, "duckdb"), self.arguments, "duckdb", ""))
        theirs = engine.run(f"SELECT customer_id, {', '.join(METRICS + CLASSES)} FROM seg ORDER BY customer_id")
        return {"every customer": run_peers.same(run_peers.canon(theirs), run_peers.canon(rows(path)))}

    def path(self, *parts):
        return os.path.join(self.folder, *parts)


def rows(path):
    with open(path, newline="") as file:
        return list(csv.reader(file))[1:]


def processor_times(out):
    """Processor seconds of each execution of each item: of the statements after its mark."""
    times, name = {}, None
    for text in out.splitlines():
        mark = re.match(r"@@ (\S+)", text)
        if mark:
            name = mark[1]
            times.setdefault(name, []).append(0.0)
        took = re.fullmatch(r"time [\d.]+ processor ([\d.]+)", text)
        if took and name:
            times[name][-1] += float(took[1])
    return times
