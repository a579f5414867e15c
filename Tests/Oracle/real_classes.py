"""Classes of real customers by SQL, independent of the program: one line a customer, id and classes.

    real_classes.py FOLDER online-retail|completejourney

FOLDER holds the files. Several classes of one customer are separated by ", ". Exits with 3 where DuckDB
is missing.
"""
import sys

from demo_classes import expression
from real_frame import build


def main(folder, name):
    try:
        import duckdb
    except ImportError:
        print("duckdb is not installed")
        return 3
    db = duckdb.connect()
    dimensions = build(db, folder, name)
    print("\t".join(["customer_id"] + dimensions))
    columns = ", ".join(map(expression, dimensions))
    for row in db.execute(f"select customer_id, {columns} from m").fetchall():
        print("\t".join(map(str, row)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
