"""Prints the taxonomy file as JSON: dimensions, labels with several meanings, features."""
import json
import sys

import yaml


def category(written):
    return {
        "key": written["key"], "en": written["en"], "zh": written["zh"],
        "isOpen": bool(written.get("open_value")),
        "strategy": written["strategy"],
    }


def dimension(written):
    return {
        "key": written["key"], "en": written["en"], "zh": written["zh"],
        "aliases": written["aliases_zh"], "ordered": written["ordered"],
        "order": written["order"] or [], "multi": written["match"] == "all",
        "categories": [category(c) for c in written["categories"]],
        "variants": [{"name": v["name"], "map": v["map"]} for v in written["variants"]],
    }


with open(sys.argv[1], encoding="utf-8") as file:
    taxonomy = yaml.safe_load(file)
print(json.dumps({
    "dimensions": [dimension(d) for d in taxonomy["dimensions"]],
    "collisions": taxonomy["label_index_collisions"],
    "features": list(taxonomy["features"]),
    "contradictions": [c["id"] for c in taxonomy["contradictions"]],
}))
