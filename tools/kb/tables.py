"""Reading and writing of the tables: tab-separated, `#` header block, one line of column names, lists joined by `|`."""

import csv
import os
import tempfile


def read_table(path):
    """The rows of a table as dictionaries, comment lines and blank lines left out."""
    with open(path, encoding="utf-8", newline="") as file:
        lines = [line.rstrip("\r\n") for line in file]
    lines = [line for line in lines if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise SystemExit(f"{path}: more cells than columns: {line!r}")
        cells += [""] * (len(columns) - len(cells))
        rows.append({column: cell.strip() for column, cell in zip(columns, cells)})
    return rows


def read_delimited(path, delimiter):
    """The rows of a source file with a header line and quoted cells."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def write_table(path, header, columns, rows):
    """Writes a table to a temporary file and renames it; cells that are lists are joined by `|`."""
    lines = [f"# {line}" for line in header] + ["\t".join(columns)]
    for row in rows:
        cells = []
        for column in columns:
            cell = row.get(column, "")
            cell = "|".join(cell) if isinstance(cell, (list, tuple)) else str(cell)
            cells.append(cell.replace("\t", " ").replace("\n", " ").strip())
        lines.append("\t".join(cells).rstrip("\t"))
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path) or ".", suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    os.chmod(temporary, 0o644)
    os.replace(temporary, path)


def split_list(cell):
    """The entries of a list cell."""
    return [entry for entry in cell.split("|") if entry]


def unique(entries):
    """The entries without repetition, first come first."""
    return list(dict.fromkeys(entry for entry in entries if entry))
