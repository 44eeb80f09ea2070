"""The comparison groups of a data folder, as the file has them."""

from pathlib import Path

from ingest.readers import table
from ingest.readers.table import Table

TABLE = Table(
    "comparison_groups.csv",
    columns=("group_id", "group_name", "municipality_code", "origin"),
    keys=("group_id", "municipality_code"),
)


def members(reference: Path, group: str) -> set[str]:
    """The codes of a group's municipalities; SourceError naming file and row. reference: the folder of the file."""
    lines = table.read(reference, TABLE)
    return {line.cells["municipality_code"] for line in lines if line.cells["group_id"] == group}
