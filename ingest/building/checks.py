"""What must hold of a finished database: queries that must return no row, each with its reason as its name.

A query returns at most one column, a text in Swedish that says where.
"""

from duckdb import DuckDBPyConnection

from malkollen.errors import DataError

CHECKS = {
    "det ska vara 290 kommuner": """
        SELECT count(*) || ' kommuner' FROM mart.municipalities HAVING count(*) <> 290""",
    "en grunduppgift står bara för en känd kommun": """
        SELECT municipality_code || ' ' || measure FROM mart.measures
        WHERE municipality_code NOT IN (SELECT municipality_code FROM mart.municipalities)""",
    "en jämförelsegrupp har bara kända kommuner": """
        SELECT area_id || ' ' || municipality_code FROM mart.members
        WHERE municipality_code NOT IN (SELECT municipality_code FROM mart.municipalities)""",
    "varje kommun har en gräns": """
        SELECT municipality_code FROM mart.municipalities
        WHERE municipality_code NOT IN (SELECT municipality_code FROM mart.boundaries)""",
    "varje uppgift är ett ändligt tal": """
        SELECT concat_ws(' ', area, year, name, value) || ' (' || source || ')' FROM (
          SELECT municipality_code AS area, year, measure AS name, value, source FROM mart.measures
          UNION ALL SELECT area_id, year, series, unnest([value, low, high]), source FROM mart.published
          UNION ALL SELECT home || '–' || work, year, 'pendlare', commuters, source FROM mart.commuting
          UNION ALL SELECT origin || '–' || destination, year, 'biltid', minutes, source FROM mart.car_times
        ) WHERE NOT isfinite(value)""",
    "ett antal är inte negativt": """
        SELECT concat_ws(' ', municipality_code, year, measure, value) FROM mart.measures WHERE value < 0""",
    "ett saknat värde säger varför": """
        SELECT concat_ws(' ', municipality_code, year, measure) FROM mart.measures WHERE value IS NULL AND status = ''""",
    "en del är inte större än det hela": """
        SELECT concat_ws(' ', part.municipality_code, part.year, part.measure, part.value, '>', whole.measure, whole.value)
        FROM mart.measures AS part
        JOIN mart.measures AS whole USING (municipality_code, year)
        WHERE part.value > whole.value * (1 + 1e-9) AND (
             (part.measure LIKE 'cars\\_%' ESCAPE '\\' AND whole.measure = 'cars_all')
          OR (part.measure LIKE 'new\\_cars\\_%' ESCAPE '\\' AND whole.measure = 'new_cars_all')
          OR (part.measure LIKE 'light\\_trucks\\_%' ESCAPE '\\' AND whole.measure = 'light_trucks_all')
          OR (part.measure LIKE 'cycle\\_network\\_%\\_m' ESCAPE '\\' AND whole.measure = 'cycle_network_m')
          OR (part.measure = 'transport_emissions_t' AND whole.measure = 'all_emissions_t')
          OR (part.measure = 'population_near_transit' AND whole.measure = 'population')
          OR (part.measure IN ('population_high_frequency', 'population_scb_near_timetable', 'population_core_30_min',
                               'population_cycle_transit_core_30_min')
              AND whole.measure = 'population_in_small_areas')
          OR (part.measure = 'population_cycle_core_30_min' AND whole.measure = 'population_cycle_areas')
          OR (part.measure = 'relations_within_60_min' AND whole.measure = 'relations')
          OR (part.measure = 'jobs_reached_45_min_weighted' AND whole.measure = 'jobs_possible_weighted'))""",
    "drivmedlen är inte fler än bilarna": """
        SELECT concat_ws(' ', municipality_code, year) FROM mart.measures
        WHERE measure IN ('cars_petrol', 'cars_diesel', 'cars_battery_electric', 'cars_hybrid', 'cars_plug_in_hybrid', 'cars_all')
        GROUP BY municipality_code, year
        HAVING count(*) = 6
           AND sum(value) FILTER (measure <> 'cars_all') > sum(value) FILTER (measure = 'cars_all')""",
    "varje publicerad andel som blir antal har sin nämnare": """
        SELECT concat_ws(' ', rate.area_id, rate.year, rate.series) FROM staged.published AS rate
        JOIN staged.conversions AS conversion USING (source, series)
        ANTI JOIN mart.measures AS found
          ON found.municipality_code = rate.area_id AND found.year = rate.year AND found.measure = conversion.measure
        WHERE (conversion.times, rate.year) IN (SELECT (measure, year) FROM mart.measures)""",  # a whole year may be to come
    "en ström mellan två kommuner står en gång ett år": """
        SELECT concat_ws(' ', home, work, year) FROM mart.commuting GROUP BY home, work, year HAVING count(*) > 1""",
    "inget år ligger framåt i tiden": """
        SELECT concat_ws(' ', area, year, name, value) FROM (
          SELECT municipality_code AS area, year, measure AS name, value, unnest(string_split(source, '+')) AS source
          FROM mart.measures
          UNION ALL SELECT area_id, year, series, value, unnest(string_split(source, '+')) FROM mart.published
        ) JOIN mart.sources USING (source)
        WHERE lag_months > 0 AND year > year(current_date)  -- a timetable without lag is also of days to come
           OR source IN (SELECT source FROM staged.carried) AND lag_months > 0 AND year = year(current_date)
              AND current_date < make_date(year(current_date), 12, 31)
        ORDER BY year DESC, area, name""",
    "varje källa är deklarerad": """
        SELECT DISTINCT source FROM (SELECT unnest(string_split(source, '+')) AS source FROM mart.measures)
        WHERE source NOT IN (SELECT source FROM mart.sources)""",
}


def run(db: DuckDBPyConnection) -> int:
    """Runs every check on a built database; DataError naming the first that returns rows. Returns how many ran."""
    for reason, query in CHECKS.items():
        if rows := db.execute(query).fetchall():
            more = f" (och {len(rows) - 1} till)" if len(rows) > 1 else ""
            raise DataError(f"kontrollen '{reason}' föll: {rows[0][0]}{more}. Den förra databasen ligger kvar.")
    return len(CHECKS)
