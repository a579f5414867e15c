"""Classes of the demo dataset by SQL, independent of the program.

    demo_classes.py FOLDER [order|refund]    one line a class: dimension, class, customers
    demo_classes.py FOLDER customers         one line a customer: id and class in each dimension
    demo_classes.py --taxonomy FILE          whether the rules here are those of the taxonomy

FOLDER holds the six CSV files of the demo. `order` (default) and `refund` say at which date a refund
counts. Several classes of one customer are separated by ", " in the order of the rules. Exits with 3
where DuckDB is missing, with 1 where a class has fewer than three customers or a rule differs.
"""
import re
import sys

from demo_frame import build
from taxonomy_rules import OPEN, PARAMETERS, RULES, SCORES


def filled(text, dimension):
    """The rule with the values of its parameters."""
    values = PARAMETERS.get(dimension, {})
    return re.sub(r"(?<!:):(\w+)", lambda found: values[found.group(1)], text)


def several(text):
    """(class, condition) of a multi-valued dimension; the condition of the rest is None."""
    pairs = re.findall(r"'(\w+)' WHEN (.*?)(?:; |$)", " ".join(text.split()))
    rest = "no other class matched"
    return [(name, None if condition == rest else condition) for name, condition in pairs]


def expression(dimension):
    """SQL for the class of a customer; of several classes the keys, or 'none' where there is none."""
    text = filled(RULES.get(dimension) or SCORES[dimension], dimension)
    if text.split()[0] == "CASE":
        column = OPEN.get(dimension)
        return text.replace("THEN 'value'", f"THEN {column}") if column else text
    pairs = several(text)
    rest = next((name for name, condition in pairs if condition is None), "none")
    held = ", ".join(f"case when {condition} then '{name}' end"
                     for name, condition in pairs if condition is not None)
    return f"coalesce(nullif(concat_ws(', ', {held}), ''), '{rest}')"


def dimensions():
    return list(SCORES) + list(RULES)


def print_sizes(db):
    thin = []
    for dimension in dimensions():
        rows = db.execute(f"select {expression(dimension)} as class from m").fetchall()
        sizes = {}
        for (text,) in rows:
            # The name of an industry or area holds no comma.
            for label in text.split(", "):
                sizes[label] = sizes.get(label, 0) + 1
        for label, count in sorted(sizes.items(), key=lambda size: (-size[1], size[0])):
            print(dimension, label, count)
            if count < 3 and dimension != "rfm":
                thin.append(f"{dimension} = {label}: {count}")
    for line in thin:
        print("few members:", line, file=sys.stderr)
    return 1 if thin else 0


def print_customers(db):
    print("\t".join(["customer_id"] + dimensions()))
    columns = ", ".join(expression(dimension) for dimension in dimensions())
    # Beijing is the taxonomy's spelling; the demo has its own.
    for row in db.execute(f"select customer_id, {columns} from m").fetchall():
        print("\t".join("北京" if cell == "Beijing" else str(cell) for cell in row))
    return 0


def compare(path):
    """Prints dimensions whose rule here is not the taxonomy's."""
    import yaml

    with open(path, encoding="utf-8") as file:
        written = {d["key"]: d["example_rule"] for d in yaml.safe_load(file)["dimensions"]}
    differing = [key for key in sorted(set(written) | set(RULES))
                 if written.get(key, "").split() != RULES.get(key, "").split()]
    for key in differing:
        print(key)
    return 1 if differing else 0


def main(folder, wanted="order"):
    if folder == "--taxonomy":
        return compare(wanted)
    try:
        import duckdb
    except ImportError:
        print("duckdb is not installed")
        return 3
    db = duckdb.connect()
    build(db, folder, wanted)
    return print_customers(db) if wanted == "customers" else print_sizes(db)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
