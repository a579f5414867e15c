#!/usr/bin/env python3
"""Compares Strata with DuckDB and Polars: the class of every customer in every dimension that the data allow.

    scripts/bench --classes [DATADIR] [--suffix _small] [--repeat 3] [--quick] [--json FILE] [--install]

Each program runs in a process of its own with two threads on the same files; loading is reported and not
counted. `cold` is everything from the loaded tables to the classes of all customers and their sizes;
after it a parameter, a rule and a metric change, one after the other, until all sizes stand again. The
peers keep their table of features and work out again only what an expert would know to follow. Sizes of
classes must be equal after each step. --quick: small data, and the classes of every customer are compared.

Times are the best of the repeats: wall seconds and processor seconds, which say more on a busy machine.
Every program starts anew for each repeat, since what has been worked out once in a process is quicker the
second time, and they take turns, since machines are slower at times.
"""
import argparse, csv, importlib, io, json, os, resource, sys, time

from benching import SMALL, answers, data_folder, enter_environment, install, is_installed, measured, program, skip

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "classes"))
import rules  # noqa: E402

STEPS = ["load", "cold"] + list(rules.CHANGES)
PEERS = ["duckdb", "polars"]


def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peer_child(name, data, suffix, with_customers):
    """Runs in a process of its own, so that its peak memory is its own; prints JSON."""
    engine = importlib.import_module(f"{name}_classes").Engine(2)
    result = {}

    def timed(step, work):
        before, start = used(), time.perf_counter()
        sizes = work()
        result[step] = {"wall": time.perf_counter() - start, "cpu": used() - before, "sizes": sizes}

    timed("load", lambda: engine.load(data, suffix))
    timed("cold", engine.cold)
    if with_customers:
        result["customers"] = engine.customers()
    for step, (_, dimensions) in rules.CHANGES.items():
        timed(step, lambda: getattr(engine, step)(dimensions))
    print(json.dumps(result))


def run_peer(name, arguments, data):
    command = [sys.executable, os.path.abspath(__file__), data, "--child", name, "--suffix",
               arguments.suffix] + (["--quick"] if arguments.quick else [])
    out, _, peak = measured(command, POLARS_MAX_THREADS="2")
    return {**json.loads(out), "peak": peak}


def keep_best(result, once):
    """Takes over what is better in one more repeat, and the greater peak."""
    for step, found in once.items():
        old = result.get(step, found)
        if step == "peak":
            found = max(found, old)
        elif step in STEPS:
            found = {**found, "wall": min(found["wall"], old["wall"]), "cpu": min(found["cpu"], old["cpu"])}
        result[step] = found


# Open dimensions are listed in part, so they are grouped as well.
READING = ["dimensions"] + [f"group {dimension}" for dimension in rules.OPEN]


def script(data, suffix):
    """Statements with the step each counts for, or none."""
    lines = [("timing on", None),
             (f"load '{data}/customers{suffix}.csv', '{data}/orders{suffix}.csv'", "load"),
             ("set asof @2026-01-01", None)]
    for step in STEPS[1:]:
        if step in rules.CHANGES:
            lines.append((rules.CHANGES[step][0], step))
        lines += [(READING[0], step)] + [(text, None) for text in READING[1:]]
    return lines


def read_sizes(text):
    """Sizes from `dimensions`: 'high 1000; low 200; none 0'."""
    result = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["dimension"] in rules.DIMENSIONS and row["dimension"] not in rules.OPEN:
            sizes = [size.rsplit(" ", 1) for size in row["sizes"].split("; ")]
            result[row["dimension"]] = {name: int(count) for name, count in sizes}
        elif row["dimension"] not in rules.DIMENSIONS and not row["needs"]:
            sys.exit(f"bench: {row['dimension']} is available and has no rule in scripts/classes")
    return result


def run_strata(binary, folder, arguments, data):
    lines = script(data, arguments.suffix)
    path = os.path.join(folder, "classes.strata")
    with open(path, "w") as file:
        file.write("\n".join(text for text, _ in lines) + "\n")
    out, _, peak = measured([binary, "--threads", "2", "--format", "csv", "--no-snapshot",
                             "--workspace", folder, "run", path])
    return {**read_steps(out, lines), "peak": peak}


def read_steps(out, lines):
    """Times and sizes of each step. What classes are left out of a listing is grouped as well, untimed."""
    result, step = {}, None
    for (text, (wall, cpu)), (statement, own) in zip(answers(out), lines):
        step = own or step
        found = result.setdefault(step, {"wall": 0, "cpu": 0, "sizes": {}})
        if own:
            found["wall"], found["cpu"] = found["wall"] + wall, found["cpu"] + cpu
        if statement == "dimensions":
            found["sizes"].update(read_sizes(text))
        elif statement.startswith("group "):
            rows = list(csv.reader(io.StringIO(text)))[1:]
            found["sizes"][statement[6:]] = {row[0]: int(row[1]) for row in rows}
    result.pop(None, None)
    return result


def strata_customers(binary, folder, arguments, data):
    """{id: [class in each dimension]}. A column of the same name stands before `industry`."""
    names = ["''" if name == "industry" else name for name in rules.DIMENSIONS]
    columns = ", ".join(f"c{place} = {name}" for place, name in enumerate(names))
    chosen = ", ".join(f"c{place}" for place in range(len(names)))
    path, target = os.path.join(folder, "customers.strata"), os.path.join(folder, "classes.csv")
    with open(path, "w") as file:
        file.write(f"load '{data}/customers{arguments.suffix}.csv', '{data}/orders{arguments.suffix}.csv'\n"
                   f"set asof @2026-01-01\nderive {columns} | select id, {chosen} | "
                   f"export '{target}' overwrite\n")
    measured([binary, "--threads", "2", "--no-snapshot", "--workspace", folder, "run", path])
    with open(target, newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {row[0]: row[1:] for row in rows}


def differences(results):
    """Lines that say where the programs do not agree."""
    found = []
    for step in STEPS[1:]:
        ours = results["strata"][step]["sizes"]
        for peer in PEERS:
            for dimension, theirs in results[peer][step]["sizes"].items():
                mine = {name: n for name, n in ours.get(dimension, {}).items() if n}
                if mine != theirs:
                    found.append(f"{step}: {dimension}: strata {mine}, {peer} {theirs}")
    ours = results["strata"].get("customers")
    for peer in PEERS if ours else []:
        for key, theirs in results[peer]["customers"].items():
            for dimension, mine, other in zip(rules.DIMENSIONS, ours.get(key, []), theirs):
                if mine != other and dimension != "industry":
                    found.append(f"{key}: {dimension}: strata {mine}, {peer} {other}")
    return found


def print_table(results):
    print(f"{len(rules.DIMENSIONS)} dimensions; wall seconds / processor seconds; ratios of wall and processor")
    print(f"{'step':<12}{'strata':>16}" + "".join(f"{peer:>16}{'ratio':>14}" for peer in PEERS))
    for step in STEPS:
        mine = results["strata"][step]
        line = f"{step:<12}{mine['wall']:>8.3f} /{mine['cpu']:>6.2f}"
        for peer in PEERS:
            other = results[peer][step]
            ratios = f"{other['wall'] / mine['wall']:.1f} /{other['cpu'] / max(mine['cpu'], 0.01):.1f}"
            line += f"{other['wall']:>8.3f} /{other['cpu']:>6.2f}{ratios:>14}"
        print(line)
    mine = results["strata"]["peak"]
    line = f"{'peak memory':<12}{mine:>14.0f}MB"
    for peer in PEERS:
        line += f"{results[peer]['peak']:>14.0f}MB{results[peer]['peak'] / mine:>14.1f}"
    print(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?")
    parser.add_argument("--suffix", default="")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--binary", help="the program, where it is not in .build/release")
    parser.add_argument("--child", choices=PEERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.suffix, arguments.repeat = "_small", 1
    if arguments.install:
        install(["duckdb", "polars", "numpy", "pyarrow"])
    enter_environment()
    for package in PEERS:
        if not is_installed(package):
            skip(f"{package} is not here: scripts/bench --classes --install gets it")
    data = data_folder(arguments.data, arguments.suffix, SMALL if arguments.suffix == "_small" else [])
    if arguments.child:
        return peer_child(arguments.child, data, arguments.suffix, arguments.quick)
    binary, folder = program(arguments.binary)
    results = {name: {} for name in ["strata"] + PEERS}
    for _ in range(arguments.repeat):
        keep_best(results["strata"], run_strata(binary, folder, arguments, data))
        for peer in PEERS:
            keep_best(results[peer], run_peer(peer, arguments, data))
    if arguments.quick:
        results["strata"]["customers"] = strata_customers(binary, folder, arguments, data)
    print_table(results)
    found = differences(results)
    print("\n".join(found[:20]) if found else "answers: the same")
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(results, file, ensure_ascii=False)
    sys.exit(1 if found else 0)


main()
