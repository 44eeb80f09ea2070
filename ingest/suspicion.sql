-- The first thing that looks wrong in what some sources ($ids) have staged, held against the old database.
WITH new AS (
  SELECT municipality_code, year, measure, value FROM staged.measures WHERE list_contains($ids, source) AND value > 0
), before AS (
  SELECT municipality_code, year, measure, value FROM old.mart.measures WHERE value > 0
), revised AS (  -- a whole series times a constant: a change of unit
  SELECT new.measure, count(*) AS cells, median(new.value / before.value) AS factor,
         count(*) FILTER (abs(new.value / before.value - 1) > 0.001) AS moved,
         stddev_pop(ln(new.value / before.value)) AS spread
  FROM new JOIN before USING (municipality_code, year, measure) GROUP BY new.measure
), steps AS (  -- the yearly steps a measure has taken, over all municipalities with at least a hundred
  SELECT measure, max(abs(ln(value / prior))) AS widest, count(*) AS steps
  FROM (
    SELECT measure, value, lag(value) OVER w AS prior, year - lag(year) OVER w AS gap FROM before
    WINDOW w AS (PARTITION BY measure, municipality_code ORDER BY year)
  ) WHERE gap = 1 AND prior >= 100 GROUP BY measure
), latest AS (
  SELECT measure, municipality_code, max(year) AS year FROM before GROUP BY ALL
), jumps AS (
  SELECT new.municipality_code, new.year, new.measure, before.value AS prior, new.value,
         abs(ln(new.value / before.value)) AS step
  FROM new JOIN latest ON latest.measure = new.measure AND latest.municipality_code = new.municipality_code
                      AND new.year = latest.year + 1
  JOIN before ON before.measure = new.measure AND before.municipality_code = new.municipality_code
             AND before.year = latest.year
  WHERE before.value >= 100
)
SELECT message FROM (
  SELECT 1 AS place, format('{}: hela serien är {:.4g} gånger den förra ({} uppgifter)', measure, factor, cells) AS message
  FROM revised WHERE cells >= 50 AND moved >= 0.9 * cells AND abs(factor - 1) > 0.01 AND spread < 0.001
  UNION ALL
  SELECT 2, format('{} {} {}: från {:.0f} till {:.0f}, mer än uppgiften någonsin har rört sig på ett år',
                   municipality_code, year, measure, prior, value)
  FROM jumps JOIN steps USING (measure)
  WHERE steps >= 50 AND step > greatest(1.5 * widest, ln(2))
) ORDER BY place, message LIMIT 1
