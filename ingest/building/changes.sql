-- New, revised and gone figures since the database attached as `old`.
INSERT INTO mart.changes
WITH now AS (
  SELECT municipality_code AS area_id, year, measure AS name, value, source FROM mart.measures
  UNION ALL
  SELECT area_id, year, series, value, source FROM mart.published
), before AS (
  SELECT municipality_code AS area_id, year, measure AS name, value, source FROM old.mart.measures
  UNION ALL
  SELECT area_id, year, series, value, source FROM old.mart.published
)
SELECT
  build.built_at, build.data_version,
  CASE WHEN before.value IS NULL THEN 'new' WHEN now.value IS NULL THEN 'gone' ELSE 'revised' END,
  coalesce(now.source, before.source), name, area_id, year, before.value, now.value
FROM now FULL JOIN before USING (area_id, year, name), mart.build AS build
WHERE now.value IS DISTINCT FROM before.value
  AND NOT coalesce(abs(now.value - before.value) <= 1e-9 * greatest(abs(now.value), abs(before.value)), false);
