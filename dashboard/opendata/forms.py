"""Rows as files: CSV with comma and decimal point, JSON with what is known of it, Parquet with kinds."""

import csv
import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.opendata.licences import Licence
from dashboard.opendata.rows import Kind, Rows
from malkollen.texts.printable import in_json

KINDS: dict[Kind, pa.DataType] = {
    "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
}  # fmt: skip


def as_csv(rows: Rows) -> bytes:
    """As RFC 4180 has it, in UTF-8; missing is an empty cell, numbers are unrounded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in rows.columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows.cells())
    return out.getvalue().encode()


def as_json(rows: Rows, **about: Any) -> bytes:  # noqa: ANN401 - what JSON can say
    """An object whose `rows` are objects, after what is known of them; missing is null."""
    names = [column.name for column in rows.columns]
    records = [dict(zip(names, row, strict=True)) for row in rows.cells()]
    return dumped(about_rows(rows) | about | {"rows": records})


def about_rows(rows: Rows) -> dict[str, Any]:
    """What is known of rows: title, what they are, sources and licences."""
    known = {"title": rows.title, "about": rows.about, "sources": list(rows.sources)}
    return known | {"licences": licences(rows.licences)}


def as_parquet(rows: Rows, **about: str) -> bytes:
    """With a kind for every column, and source and licence in the file's own metadata."""
    schema = pa.schema(
        [
            pa.field(column.name, KINDS[column.kind], not column.is_required, {"about": column.about})
            for column in rows.columns
        ],
        {
            "title": rows.title,
            "source": "; ".join(rows.sources),
            "licence": "; ".join(one.title for one in rows.licences),
            **about,
        },
    )
    columns = list(zip(*rows.cells(), strict=True)) or [()] * len(rows.columns)
    arrays = [pa.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def dumped(known: object) -> bytes:
    """JSON for programs, in UTF-8."""
    return f"{in_json(json.dumps(known, ensure_ascii=False, indent=1))}\n".encode()


def licences(every: tuple[Licence, ...]) -> list[dict[str, str]]:
    """Licences as a data package names them; one that has only words has the name that Open Definition gives those."""
    return [
        {"name": one.name or "notspecified", "title": one.title} | ({"path": one.address} if one.address else {})
        for one in every
    ]
