-- The measures of timetables and small areas, for municipalities of covered counties, into staged.measures.
-- Sums have an order: people in an area need not be whole, and the last digit would be that of the moment.
-- Of several timetables in a year that cover a county, the one with the latest reference day stands for the year.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT county_code, year, arg_max(timetable_id, (reference_day, timetable_id)) AS timetable_id
FROM (SELECT timetable_id, reference_day, year(reference_day)::INTEGER AS year, unnest(counties) AS county_code FROM mart.timetables)
GROUP BY county_code, year;

CREATE OR REPLACE TEMP TABLE judged AS
SELECT municipality_code, county_code, year, timetable_id FROM standing JOIN mart.municipalities USING (county_code);

CREATE OR REPLACE TEMP VIEW inhabited AS
SELECT small_area_id, municipality_code, population, jobs FROM mart.small_areas;

-- The jobs of a county that has areas in every municipality and a figure for jobs in nearly all of them; another county
-- has no measure of jobs.
CREATE OR REPLACE TEMP TABLE county_jobs AS
SELECT county_code, sum(jobs ORDER BY small_area_id) AS jobs, count(jobs) = count(*) AS is_whole
FROM inhabited JOIN mart.municipalities USING (municipality_code)
GROUP BY county_code
HAVING sum(jobs) > 0
   AND count(DISTINCT municipality_code) = (
     SELECT count(*) FROM mart.municipalities AS every WHERE every.county_code = municipalities.county_code)
   AND sum(population) FILTER (jobs IS NOT NULL) >= getvariable('coverage') * sum(population);

INSERT INTO staged.measures BY NAME
WITH people AS (
  SELECT municipality_code, year, sum(population ORDER BY small_area_id) AS population_in_small_areas
  FROM judged JOIN inhabited USING (municipality_code) GROUP BY ALL HAVING sum(population) > 0
), near AS (
  SELECT municipality_code, year,
         sum(population) FILTER (method = 'eu' AND class IN ('very_high', 'high')) AS population_high_frequency,
         sum(population) FILTER (method = 'scb' AND class = 'near') AS population_scb_near_timetable
  FROM judged JOIN mart.access USING (timetable_id, municipality_code) JOIN people USING (municipality_code, year)
  GROUP BY ALL
), core AS (
  SELECT municipality_code, year,
         coalesce(sum(population ORDER BY small_area_id) FILTER (minutes_core <= 30), 0) AS population_core_30_min
  FROM judged JOIN inhabited USING (municipality_code) JOIN mart.reach USING (timetable_id, small_area_id)
  JOIN people USING (municipality_code, year)
  -- The places are the home group's cores alone, not all of the county's: who lives by another is not far from any.
  WHERE municipality_code IN (SELECT municipality_code FROM mart.members WHERE area_id = getvariable('home'))
    AND county_code IN (
    SELECT county_code FROM mart.places JOIN mart.municipalities USING (municipality_code) WHERE kind = 'regional_core')
  GROUP BY ALL
), cycled AS (
  SELECT municipality_code, year,
         coalesce(sum(population ORDER BY small_area_id) FILTER (minutes_core_by_cycle <= 30), 0)
           AS population_cycle_transit_core_30_min
  FROM judged JOIN inhabited USING (municipality_code) JOIN mart.reach USING (timetable_id, small_area_id)
  JOIN core USING (municipality_code, year)
  WHERE EXISTS (FROM mart.streets)
  GROUP BY ALL
), reached AS (
  SELECT municipality_code, year,
         sum(population * people_30 ORDER BY small_area_id) AS people_reached_transit_30_min_weighted
  FROM judged JOIN inhabited USING (municipality_code) JOIN mart.reach USING (timetable_id, small_area_id)
  JOIN people USING (municipality_code, year)
  GROUP BY ALL
), work AS (
  SELECT municipality_code, year, NOT bool_and(is_whole) AS is_partial,
         sum(population * coalesce(jobs_45, 0) ORDER BY small_area_id) AS jobs_reached_45_min_weighted,
         sum(population * county_jobs.jobs ORDER BY small_area_id) AS jobs_possible_weighted
  FROM judged JOIN county_jobs USING (county_code) JOIN inhabited USING (municipality_code)
  JOIN mart.reach USING (timetable_id, small_area_id) JOIN people USING (municipality_code, year)
  GROUP BY ALL
), between_centres AS (
  SELECT judged.municipality_code, year, count(*)::DOUBLE AS relations,
         count(*) FILTER (median_minutes <= 60)::DOUBLE AS relations_within_60_min
  FROM judged JOIN mart.places AS origin USING (municipality_code)
  JOIN mart.relations USING (timetable_id)
  JOIN mart.places AS destination ON destination.place_id = relations.destination
  WHERE origin.place_id = relations.origin AND origin.kind = 'municipal_centre' AND destination.kind = 'municipal_centre'
    AND NOT EXISTS (FROM mart.places WHERE kind = 'municipal_centre' AND latitude IS NULL)  -- fewer would be another share
  GROUP BY ALL
), long AS (
  SELECT * FROM (UNPIVOT people ON COLUMNS(* EXCLUDE (municipality_code, year)) INTO NAME measure VALUE value)
  UNION ALL BY NAME
  SELECT *, 'estimated' AS status
  FROM (UNPIVOT near ON COLUMNS(* EXCLUDE (municipality_code, year)) INTO NAME measure VALUE value)
  UNION ALL BY NAME
  SELECT *, 'estimated' AS status
  FROM (UNPIVOT core ON COLUMNS(* EXCLUDE (municipality_code, year)) INTO NAME measure VALUE value)
  UNION ALL BY NAME
  SELECT *, 'estimated' AS status
  FROM (UNPIVOT cycled ON COLUMNS(* EXCLUDE (municipality_code, year)) INTO NAME measure VALUE value)
  UNION ALL BY NAME
  SELECT *, 'estimated' AS status
  FROM (UNPIVOT reached ON COLUMNS(* EXCLUDE (municipality_code, year)) INTO NAME measure VALUE value)
  UNION ALL BY NAME
  SELECT * EXCLUDE (is_partial), CASE WHEN is_partial THEN 'estimated+partial' ELSE 'estimated' END AS status
  FROM (UNPIVOT work ON COLUMNS(* EXCLUDE (municipality_code, year, is_partial)) INTO NAME measure VALUE value)
  UNION ALL BY NAME
  SELECT * FROM (UNPIVOT between_centres ON COLUMNS(* EXCLUDE (municipality_code, year)) INTO NAME measure VALUE value)
)
SELECT municipality_code, year, measure, value, coalesce(status, '') AS status, getvariable('source') AS source FROM long
