-- The first thing that looks wrong in what some sources ($ids) have staged, held against the old database.
WITH new AS (
  SELECT municipality_code AS area, year, measure AS name, value, source, true AS is_count FROM staged.measures
  WHERE list_contains($ids, source)
  UNION ALL
  SELECT area_id, year, series, value, source, false FROM staged.published WHERE list_contains($ids, source)
), before AS (
  SELECT municipality_code AS area, year, measure AS name, value, source, true AS is_count FROM old.mart.measures
  UNION ALL
  SELECT area_id, year, series, value, source, false FROM old.mart.published
), gone AS (  -- what the sources had, and have no more
  SELECT before.name, count(*) AS cells, count(*) FILTER (new.value IS NULL) AS missing
  FROM before LEFT JOIN new USING (area, year, name, is_count)
  WHERE before.value IS NOT NULL AND list_contains($ids, before.source) GROUP BY before.name
), both_years AS (
  SELECT area, year, name, is_count, before.value AS prior, new.value FROM new JOIN before USING (area, year, name, is_count)
), factors AS (  -- a whole series times a constant: a change of unit
  SELECT name, count(*) AS cells, median(value / prior) AS factor FROM both_years
  WHERE value > 0 AND prior > 0 GROUP BY name
), revised AS (
  SELECT name, any_value(cells) AS cells, any_value(factor) AS factor,
         count(*) FILTER (abs(value / prior / factor - 1) < 0.001) AS exactly,
         count(*) FILTER (abs(value / prior / factor - 1) < 0.05) AS nearly
  FROM both_years JOIN factors USING (name) WHERE value > 0 AND prior > 0 GROUP BY name
), steps AS (  -- the yearly steps a measure has taken, over all municipalities with at least a hundred
  SELECT name, max(abs(ln(value / prior))) AS widest, count(*) AS steps
  FROM (
    SELECT name, value, lag(value) OVER w AS prior, year - lag(year) OVER w AS gap FROM before WHERE is_count AND value > 0
    WINDOW w AS (PARTITION BY name, area ORDER BY year)
  ) WHERE gap = 1 AND prior >= 100 GROUP BY name
), latest AS (
  SELECT name, area, max(year) AS year FROM before WHERE is_count AND value IS NOT NULL GROUP BY ALL
), moves AS (  -- a new year against the one before, and a year we had against itself
  SELECT new.area, new.year, new.name, before.value AS prior, new.value
  FROM new JOIN latest ON latest.name = new.name AND latest.area = new.area AND new.year = latest.year + 1
  JOIN before ON before.is_count AND before.name = new.name AND before.area = new.area AND before.year = latest.year
  WHERE new.is_count
  UNION ALL
  SELECT area, year, name, prior, value FROM both_years WHERE is_count
)
SELECT message FROM (
  SELECT 1 AS place, format('{}: hela serien är {} gånger den förra ({} uppgifter)', name,
                           replace(format('{:.4g}', factor), '.', ','), cells) AS message
  FROM revised WHERE cells >= 50
   AND ((exactly >= 0.9 * cells AND abs(factor - 1) > 0.01) OR (nearly >= 0.9 * cells AND abs(ln(factor)) > ln(2)))
  UNION ALL
  SELECT 2, format('{}: {} av {} uppgifter finns inte längre', name, missing, cells)
  FROM gone WHERE cells >= 10 AND missing > 0.2 * cells
  UNION ALL
  SELECT 3, format('{} {} {}: från {:.0f} till {:.0f}, mer än uppgiften någonsin har rört sig på ett år',
                   area, year, name, prior, value)
  FROM moves JOIN steps USING (name)
  WHERE prior >= 100 AND steps >= 50
    AND (value <= 0 OR CASE WHEN value > 0 THEN abs(ln(value / prior)) END > greatest(1.5 * widest, ln(2)))
) ORDER BY place, message LIMIT 1
