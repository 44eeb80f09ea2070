"""The rows of mart.small_areas."""

import numpy as np
import pyarrow as pa

from ingest.transit.areas.small_areas import SmallAreas


def of(areas: SmallAreas) -> pa.Table:
    """The rows of mart.small_areas."""
    jobs = np.full(len(areas), np.nan) if areas.jobs is None else areas.jobs
    return pa.table(
        {
            "small_area_id": pa.array(areas.ids, pa.string()),
            "municipality_code": pa.array(areas.municipality_code, pa.string()),
            "population": areas.population,
            "jobs": pa.array(jobs, pa.float64(), mask=np.isnan(jobs)),
            "latitude": areas.latitude,
            "longitude": areas.longitude,
            "x": areas.x,
            "y": areas.y,
            "source": pa.array(areas.source, pa.string()),
            "year": areas.year,
        }
    )
