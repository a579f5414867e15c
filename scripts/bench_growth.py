#!/usr/bin/env python3
"""How time and memory grow with the data: Strata alone, at several numbers of customers.

    scripts/bench --growth [DATADIR] [--sizes 100000,1000000,3000000,10000000] [--json FILE] [--install]

Every size has ten orders a customer, written by the suite's gen.py into DATADIR (or a cache folder) unless
they are there: customers_SIZE.csv and orders_SIZE.csv, where 100000 is `_small` and 1000000 has no suffix.
Each size runs in a process of its own with two threads. `metrics` are eight per-customer metrics,
`classes` all standard dimensions after them, `filter` and `group` are queries asked again.
Below the times stands what a million customers take: the same in every column where growth is linear.
"""
import argparse, json, os, subprocess, sys

from benching import CACHE, SUITE, answers, enter_environment, install, measured, program, skip

NAMED = {100_000: "_small", 1_000_000: "", 3_000_000: "_3m", 10_000_000: "_10m"}
STEPS = [
    ("load", "load '{data}/customers{suffix}.csv', '{data}/orders{suffix}.csv'"),
    (None, "set asof @2026-01-01"),
    ("metrics", "group : sum(n_orders), sum(spend_total), sum(spend_12m), avg(aov), avg(gap_med), "
                "min(first_order_days), max(last_order_days), count(top_category)"),
    ("classes", "dimensions"),
    (None, "where country = 'Japan' and value_tier = high and n_orders >= 5 | count"),
    ("filter", "where country = 'Japan' and value_tier = high and n_orders >= 5 | count"),
    (None, "group value_tier : count(), sum(spend_total), avg(n_orders)"),
    ("group", "group value_tier : count(), sum(spend_total), avg(n_orders)"),
]
COLUMNS = [step for step, _ in STEPS if step]


def data_files(folder, size):
    """The suffix of the files of that size, which are written if they are not there."""
    suffix = NAMED.get(size, f"_{size}")
    if not all(os.path.exists(os.path.join(folder, f"{name}{suffix}.csv")) for name in ("customers", "orders")):
        generator = os.path.join(SUITE, "gen.py")
        if not os.path.exists(generator):
            skip("no data: the generator of the side-by-side suite (../shared/bench/gen.py) is not here")
        subprocess.run([sys.executable, generator, folder, "--customers", str(size), "--orders", str(10 * size),
                        "--suffix", suffix], check=True)
    return suffix


def run(binary, workspace, folder, size):
    """Wall seconds of each step and the peak memory in MB."""
    suffix = data_files(folder, size)
    path = os.path.join(workspace, "growth.strata")
    with open(path, "w") as file:
        file.write("timing on\nformat csv\n")
        file.write("\n".join(text.format(data=folder, suffix=suffix) for _, text in STEPS) + "\n")
    out, cpu, peak = measured([binary, "--threads", "2", "--no-snapshot", "--workspace", workspace, "run", path])
    # The first time is that of `timing on` or of `format`.
    times = [wall for _, (wall, _) in answers(out)][-len(STEPS):]
    return {"size": size, "cpu": cpu, "peak": peak,
            **{step: took for (step, _), took in zip(STEPS, times) if step}}


def print_table(results):
    print(f"{'customers':>12}{'orders':>13}" + "".join(f"{name + ' s':>11}" for name in COLUMNS) + f"{'peak MB':>10}")
    for result in results:
        print(f"{result['size']:>12,}{result['size'] * 10:>13,}"
              + "".join(f"{result[name]:>11.4f}" for name in COLUMNS) + f"{result['peak']:>10,.0f}")
    print("a million customers")
    for result in results:
        share = result["size"] / 1e6
        print(f"{result['size']:>12,}{'':>13}" + "".join(f"{result[name] / share:>11.4f}" for name in COLUMNS)
              + f"{result['peak'] / share:>10,.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", default=CACHE)
    parser.add_argument("--sizes", default=",".join(map(str, NAMED)))
    parser.add_argument("--json")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--binary", help="the program, where it is not in .build/release")
    arguments = parser.parse_args()
    if arguments.install:
        install(["numpy", "pyarrow"])
    enter_environment()
    binary, workspace = program(arguments.binary)
    folder = os.path.abspath(arguments.data)
    results = [run(binary, workspace, folder, int(size)) for size in arguments.sizes.split(",")]
    print_table(results)
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(results, file)


main()
