-- Intervals of published shares that are of another width than the area's latest before: the first of each series.
WITH new AS (
  SELECT area_id AS area, year, series AS name, source, high - low AS width FROM staged.published
  WHERE list_contains($ids, source) AND (high > low OR (high = low AND low > 0 AND low < 100))
), before AS (
  SELECT area_id AS area, series AS name, arg_max(high - low, year) AS width FROM (FROM before_it)
  WHERE high > low GROUP BY ALL
), odd AS (
  SELECT new.*, before.width AS prior FROM new LEFT JOIN before USING (area, name)
  WHERE CASE WHEN new.width = 0 THEN true  -- as if all had been asked
             WHEN before.width IS NULL THEN new.width > $widest
             ELSE new.width > $times * before.width OR new.width < before.width / $times END
)
SELECT source, name, format('{} {} {}: intervallet är {} procentenheter brett{}{}', area, year, name,
         replace(format('{:.3g}', width), '.', ','),
         coalesce(format(' och var {}', replace(format('{:.3g}', prior), '.', ',')), ''),
         if(alike > 1, format(' (och {} till i serien)', alike - 1), ''))
FROM (SELECT *, count(*) OVER (PARTITION BY name) AS alike FROM odd)
QUALIFY row_number() OVER (PARTITION BY name ORDER BY round(width, 6) DESC, area, year) = 1 ORDER BY name
