CREATE OR REPLACE TEMP MACRO shown(number) AS
  if(number < 1000, replace(format('{:.4g}', number), '.', ','), format('{:.0f}', number));
-- A share in per cent has a ceiling and moves in procentenheter; a count or another rate in logarithms.
CREATE OR REPLACE TEMP MACRO is_share(name, is_count) AS NOT is_count AND ends_with(name, '_pct');
CREATE OR REPLACE TEMP MACRO on_scale(number, name, is_count) AS
  CASE WHEN is_share(name, is_count) THEN number WHEN number > 0 THEN ln(number) END;
-- All that looks wrong in what some sources ($ids) have staged, held against the old database: the worst of each series.
WITH new AS (
  SELECT municipality_code AS area, year, measure AS name, value, source, true AS is_count FROM staged.measures
  WHERE list_contains($ids, source)
  UNION ALL
  SELECT area_id, year, series, value, source, false FROM staged.published WHERE list_contains($ids, source)
), known AS (
  SELECT municipality_code AS area, year, measure AS name, value, source, true AS is_count FROM old.mart.measures
  UNION ALL
  SELECT area_id, year, series, value, source, false FROM old.mart.published
), before AS (  -- carried figures are held against themselves alone: what a live source has replaced is another series
  FROM known WHERE (NOT $is_carried OR list_contains($ids, source))
    AND name NOT IN (SELECT measure FROM staged.conversions)  -- those are computed when all is staged
), gone AS (  -- what the sources had, and have no more
  SELECT before.name, any_value(before.source) AS source, count(*) AS cells,
         count(*) FILTER (new.value IS NULL) AS missing
  FROM before LEFT JOIN new USING (area, year, name, is_count)
  WHERE before.value IS NOT NULL AND list_contains($ids, before.source) GROUP BY before.name
), ours AS (  -- what an older or thinner edition would lose: the sources' own, and what is carried of series replaced whole
  SELECT * FROM before WHERE value IS NOT NULL AND (list_contains($ids, source)
    OR ($is_whole AND source IN (SELECT source FROM staged.carried)))
), spans AS (  -- the years and areas that each series has now
  SELECT name, is_count, min(year) AS first, max(year) AS last FROM new WHERE value IS NOT NULL GROUP BY ALL
), lost_years AS (  -- not the first ones: a publisher may leave its oldest years
  SELECT name, year, last, any_value(ours.source) AS source, count(*) AS cells FROM ours JOIN spans USING (name, is_count)
  WHERE year > first AND (year > last OR list_contains($ids, ours.source))
    AND (name, is_count, year) NOT IN (SELECT (name, is_count, year) FROM new WHERE value IS NOT NULL)
  GROUP BY ALL HAVING count(*) >= 10
), areas AS (
  SELECT *, count(*) OVER (PARTITION BY name, is_count) AS areas FROM (
    SELECT name, is_count, area, any_value(source) AS source FROM ours WHERE list_contains($ids, source) GROUP BY ALL)
), lost_areas AS (
  SELECT name, any_value(source) AS source, min(area) AS area, count(*) AS gone, any_value(areas) AS areas FROM areas
  SEMI JOIN spans USING (name, is_count) ANTI JOIN (FROM new WHERE value IS NOT NULL) AS new USING (name, is_count, area)
  WHERE areas >= 10 GROUP BY name
), vanished AS (  -- a municipality's figure that is no more, while nearly all others of its year still are there
  SELECT * FROM (
    SELECT before.*, new.value IS NULL AS is_gone, count(new.value) OVER w AS kept, count(*) OVER w AS cells,
           cells - kept = 1 AS is_only
    FROM before LEFT JOIN new USING (area, year, name, is_count)
    WHERE before.value IS NOT NULL AND list_contains($ids, before.source) WINDOW w AS (PARTITION BY name, is_count, year)
  ) WHERE is_gone AND cells >= 10 AND kept >= 0.9 * cells
), sizes AS (
  SELECT name, is_count, year, any_value(source) AS source, count(value) AS cells, count(*) FILTER (value > 0) AS positive
  FROM new GROUP BY ALL
), half AS (  -- a new year with fewer than half of the municipalities of the year before it; a handful is being filled in
  SELECT name, sizes.year, sizes.source, sizes.cells, arg_max(older.cells, older.year) AS prior FROM sizes
  JOIN (SELECT name, is_count, year, count(value) AS cells FROM before GROUP BY ALL) AS older USING (name, is_count)
  WHERE older.year < sizes.year
    AND (name, is_count, sizes.year) NOT IN (SELECT (name, is_count, year) FROM before WHERE value IS NOT NULL)
  GROUP BY ALL HAVING prior >= 20 AND sizes.cells >= 10 AND sizes.cells < 0.5 * prior
), changed AS (  -- figures that are new or another, of a series that we had
  SELECT new.* FROM new LEFT JOIN before USING (area, year, name, is_count)
  WHERE new.value > 0 AND new.value IS DISTINCT FROM before.value
    AND (name, is_count) IN (SELECT (name, is_count) FROM before)
), beside AS (
  SELECT area, year, name, is_count, value FROM new UNION SELECT area, year, name, is_count, value FROM before
), copied AS (  -- a year that has another's figures, in this edition or in the one before; no two true years are so alike
  SELECT name, is_count, changed.year, beside.year AS other, count(*) AS same, count(DISTINCT value) AS kinds
  FROM changed JOIN beside USING (area, name, is_count, value) WHERE changed.year <> beside.year GROUP BY ALL
), coarser AS (  -- a year we had that has another's figures, rounded: much oftener than its own
  SELECT name, is_count, changed.year, before.year AS other, count(DISTINCT changed.value) AS kinds,
         count(*) FILTER (abs(changed.value - before.value) <= 0.5) AS same,
         count(*) FILTER (abs(changed.value - own.value) <= 0.5) AS ours, any_value(changed.source) AS source
  FROM changed JOIN before USING (area, name, is_count)
  JOIN before AS own ON (own.area, own.name, own.is_count, own.year)
    = (changed.area, changed.name, changed.is_count, changed.year)
  WHERE changed.year <> before.year AND changed.value = round(changed.value) AND before.value <> round(before.value)
  GROUP BY ALL
), refactored AS (  -- a count that is made of a rate by another factor than the old ones were
  SELECT rule.measure AS name, rule.source, rule.factor, count(*) AS cells,
         median(made.value / rate.value / whole.value) AS was
  FROM staged.conversions AS rule
  JOIN old.mart.published AS rate USING (series)
  JOIN old.mart.measures AS made
    ON (made.measure, made.municipality_code, made.year) = (rule.measure, rate.area_id, rate.year)
  JOIN old.mart.measures AS whole
    ON (whole.measure, whole.municipality_code, whole.year) = (rule.times, rate.area_id, rate.year)
  WHERE list_contains($ids, rule.source) AND least(rate.value, made.value, whole.value) > 0
  GROUP BY ALL HAVING count(*) >= 10
), both_years AS (
  SELECT area, year, name, is_count, before.value AS prior, new.value, new.source
  FROM new JOIN before USING (area, year, name, is_count)
), factors AS (  -- a whole series times a constant: a change of unit
  SELECT name, count(*) AS cells, median(value / prior) AS factor FROM both_years
  WHERE value > 0 AND prior > 0 GROUP BY name
), revised AS (
  SELECT name, any_value(source) AS source, any_value(cells) AS cells, any_value(factor) AS factor,
         count(*) FILTER (abs(value / prior / factor - 1) < 0.001) AS exactly,
         count(*) FILTER (abs(value / prior / factor - 1) < 0.05) AS nearly
  FROM both_years JOIN factors USING (name) WHERE value > 0 AND prior > 0 GROUP BY name
), years_before AS (  -- each figure's step from the year before that has one, as a logarithm a year
  SELECT *, ln(value / prior) / gap AS step, on_scale(value, name, is_count) - on_scale(prior, name, is_count) AS moved
  FROM (
    SELECT *, lag(value) OVER w AS prior, year - lag(year) OVER w AS gap FROM known WHERE value > 0
    WINDOW w AS (PARTITION BY name, is_count, area ORDER BY year)
  ) WHERE prior >= if(is_count, 100, 0)
), steps AS (  -- the yearly steps a measure or rate has taken, over all municipalities (of a count: at least a hundred)
  SELECT name, is_count, quantile_cont(abs(moved), 0.999) AS wide, quantile_cont(abs(moved), 0.95) AS usual,
         count(*) >= 1000 AND wide < 2.5 * usual AND usual < ln(1.05) AS is_even  -- nobody leaps: inhabitants, not cars
  FROM years_before WHERE gap = 1 GROUP BY ALL HAVING count(*) >= 50
), country_steps AS (  -- how far the middle municipality has moved at most in a year
  SELECT name, is_count, max(abs(middle)) AS widest FROM (
    SELECT name, is_count, year, median(step) AS middle FROM years_before WHERE gap = 1
    GROUP BY ALL HAVING count(*) >= 10
  ) GROUP BY ALL
), added AS (  -- a new year against the one before
  SELECT * FROM (
    SELECT area, year, name, is_count, value, source, is_new, lag(value) OVER w AS prior, year - lag(year) OVER w AS gap
    FROM (
      SELECT area, year, name, is_count, coalesce(new.value, before.value) AS value, new.source,
             before.year IS NULL AND new.value IS NOT NULL AS is_new
      FROM (FROM new WHERE value IS NOT NULL) AS new
      FULL JOIN (FROM before WHERE value IS NOT NULL) AS before USING (area, year, name, is_count)
    ) WINDOW w AS (PARTITION BY name, is_count, area ORDER BY year)
  ) ANTI JOIN (FROM known WHERE value IS NOT NULL) AS shown USING (area, year, name, is_count)
  WHERE is_new AND prior IS NOT NULL  -- a carried year that a live source covers is not new
), moves AS (  -- and a year we had against itself
  SELECT area, year, name, is_count, prior, value, source, gap, false AS is_revised FROM added
  UNION ALL
  SELECT area, year, name, is_count, prior, value, source, 1, true FROM both_years WHERE value IS NOT NULL
), whole_years AS (
  SELECT name, is_count, year, is_revised, any_value(source) AS source, count(*) AS cells, median(prior) AS prior,
         median(value) AS value, median(ln(value / prior)) AS middle, max(gap) AS gap
  FROM moves WHERE value > 0 AND prior >= CASE WHEN NOT is_count THEN 1e-9 WHEN is_revised THEN 10 ELSE 100 END
  GROUP BY ALL HAVING count(*) >= 50
), kept AS (  -- how much of a year we had stands as it was
  SELECT name, year, is_count, count(*) FILTER (value = prior) / count(*) AS share,
         any_value(had) - count(*) FILTER (value = prior) = 1 AS is_only  -- all others, also of those that are gone
  FROM both_years
  JOIN (SELECT name, year, is_count, count(value) AS had FROM before GROUP BY ALL) USING (name, year, is_count)
  GROUP BY name, year, is_count HAVING count(*) >= 10
), single AS (  -- a municipality's move on the scale of its measure, and how far the measure has moved
  SELECT moves.*, abs(on_scale(value, name, is_count) - on_scale(prior, name, is_count)) AS moved, wide, usual, is_even,
         coalesce(is_only, false) AS is_only,
         is_revised AND coalesce(share >= 0.9, false) AS is_alone  -- revised while the others stand as they were
  FROM moves LEFT JOIN steps USING (name, is_count) LEFT JOIN kept USING (name, year, is_count)
  WHERE prior > 0
), country_falls AS (  -- how much of a count the country has lost at most in a year
  SELECT name, min(fall) AS deepest, count(*) AS years FROM (
    SELECT name, year, ln(sum(value) / sum(prior)) AS fall FROM years_before WHERE is_count AND gap = 1
    GROUP BY ALL HAVING count(*) >= 10
  ) GROUP BY ALL
), falls AS (  -- of what stands, though as much everywhere; what is new each year comes and goes
  SELECT name, year, is_revised, sum(prior) AS prior, sum(value) AS value, any_value(source) AS source
  FROM moves LEFT JOIN country_falls USING (name)
  WHERE is_count AND value IS NOT NULL AND prior > 0 AND gap = 1 AND NOT starts_with(name, 'new_') GROUP BY ALL
  HAVING count(*) >= 50 AND sum(prior) >= 1000
    AND ln(greatest(sum(value), 1) / sum(prior)) < least(ln(0.8), if(max(years) >= 3, 1.5 * min(deepest), 0))
), exchanged AS (  -- two municipalities that have each other's figures of the year before, or of the same
  SELECT a.area, b.area AS other, a.name, a.year, a.prior, a.value, b.prior AS other_prior, b.value AS other_value,
         a.source
  FROM single AS a JOIN single AS b USING (name, year, is_count, is_revised)
  WHERE a.area < b.area AND a.gap = 1 AND b.gap = 1
    AND least(a.prior, b.prior, a.value, b.value) >= if(is_count, 100, 1e-9)
    AND sign(a.value - a.prior) = -sign(b.value - b.prior) AND a.value <> a.prior
    AND CASE WHEN is_revised THEN a.is_alone AND abs(a.value / b.prior - 1) < 1e-9 AND abs(b.value / a.prior - 1) < 1e-9
             ELSE a.usual < CASE WHEN is_share(name, is_count) THEN 5 WHEN is_count THEN ln(1.05) ELSE ln(1.1) END
              AND least(a.moved, b.moved) > if(is_count, 2, 3) * a.usual  -- elsewhere two that really move may look so
              AND greatest(abs(on_scale(a.value, name, is_count) - on_scale(b.prior, name, is_count)),
                           abs(on_scale(b.value, name, is_count) - on_scale(a.prior, name, is_count)))
                  <= if(is_count, 1, 0.5) * a.usual END
), traded AS (  -- two series of a source that change places: a year we had to the digit, a new one by which is the greater
  SELECT a.name, b.name AS other, a.year, a.is_revised, any_value(a.source) AS source,
         count(*) FILTER (if(a.is_revised, abs(a.value / b.prior - 1) + abs(b.value / a.prior - 1) < 0.001,
                             (a.value - b.value) * (a.prior - b.prior) < 0)) AS cells, count(*) AS areas
  FROM moves AS a JOIN moves AS b USING (area, year, is_count, is_revised, source)
  WHERE a.name < b.name AND a.prior <> b.prior AND least(a.prior, b.prior, a.value, b.value) > 0
    AND NOT (a.is_revised AND a.value = a.prior)  -- two that are alike to the thousandth have not changed places by that
  GROUP BY ALL HAVING areas >= if(a.is_revised, 10, 50) AND cells >= if(a.is_revised, 0.9, 0.8) * areas
), swapped AS (  -- two figures of one municipality that have each other's value: a correction that has taken the wrong row
  SELECT a.area, a.year, a.name, b.name AS other, a.prior, a.value, a.source
  FROM single AS a JOIN single AS b USING (area, year, is_count)
  WHERE a.is_revised AND b.is_revised AND a.is_count AND a.name <> b.name AND least(a.prior, a.value) >= 100
    AND a.value <> a.prior AND a.value = b.prior AND b.value = a.prior
    AND (least(a.name, b.name), greatest(a.name, b.name), a.year) NOT IN (SELECT (name, other, year) FROM traded)
), nothing AS (  -- a count may become none from what the method calls few; a rate only where one has been none before
  FROM single WHERE if(is_count, value <= 0 AND prior >= 30,
                       value = 0 AND (name, is_count) NOT IN (SELECT (name, is_count) FROM known WHERE value <= 0))
), widest_moves AS (  -- how far one may move by what the measure has done; nothing is said of shares where all leap
  SELECT *, CASE WHEN wide IS NULL OR (is_share(name, is_count) AND usual >= 10) THEN NULL
                 WHEN is_share(name, is_count) THEN greatest(wide, least(gap * greatest(5, 3 * wide), 50))
                 WHEN is_even THEN least(gap * greatest(ln(1.15), 3 * wide), ln(8))
                 ELSE greatest(wide, least(gap * greatest(ln(2), 2.5 * wide), ln(8))) END AS widest
  FROM single WHERE value > 0
), corrections AS (  -- and by what a correction may be while the year stands: a quarter, twice of what is few, a twentieth
  SELECT *, CASE WHEN NOT is_alone THEN NULL WHEN is_share(name, is_count) THEN 5
                 WHEN is_count AND prior < 100 THEN ln(2) ELSE ln(1.25) END AS correction
  FROM widest_moves
), limits AS (  -- least of NULL and a number is the number
  SELECT *, least(widest, correction) AS bound FROM corrections
  WHERE NOT is_count OR prior >= if(is_alone, 30, 100)
)
SELECT source, name, message, count(*) OVER (PARTITION BY name, place) AS alike,
       if(place >= 5.5, list(message) OVER (PARTITION BY name ORDER BY place, size DESC, message
                                            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), []) AS others
FROM (
  SELECT *, 0 AS size FROM (
  SELECT 1 AS place, source, name, format('{}: hela serien är {} gånger den förra ({} uppgifter)', name,
                           shown(factor), cells) AS message
  FROM revised WHERE cells >= 50
   AND ((exactly >= 0.9 * cells AND abs(factor - 1) > 0.01) OR (nearly >= 0.9 * cells AND abs(ln(factor)) > ln(2)))
  UNION ALL
  SELECT 1, source, name, format('{}: räknas med faktorn {} och inte {} som förut ({} uppgifter)', name,
                                 shown(factor), shown(was), cells)
  FROM refactored WHERE abs(factor / was - 1) > 0.001
  UNION ALL
  SELECT 1.5, source, name, format('{} och {} {}: har bytt plats med varandra i {} av {} kommuner', name, other, year,
                                   cells, areas)
  FROM traded
  UNION ALL
  SELECT 2, source, name, format('{} {}: samma siffror som {} i {} av {} kommuner', year, name, min(other),
                                 max(same), positive)
  FROM copied JOIN sizes USING (name, is_count, year)
  WHERE positive >= 10 AND kinds >= 10 AND same >= 0.9 * positive GROUP BY source, name, year, positive
  UNION ALL
  SELECT 2.5, source, name, format('{} {}: samma siffror som {}, avrundade, i {} av {} kommuner', year, name, min(other),
                                   max(same), positive)
  FROM coarser JOIN (SELECT name, is_count, year, positive FROM sizes) USING (name, is_count, year)
  WHERE positive >= 10 AND kinds >= 10 AND same >= 0.8 * positive AND same > 1.3 * ours
  GROUP BY source, name, year, positive
  UNION ALL
  SELECT 3, source, name, format('{} {}: {} uppgifter finns inte längre; {}', year, name, cells,
                                 if(year > last, 'den nya utgåvan slutar ' || last, 'åren omkring finns'))
  FROM lost_years
  UNION ALL
  SELECT 3, source, name, format('{}: {} av {} kommuner finns inte med längre, till exempel {}', name, gone, areas, area)
  FROM lost_areas
  UNION ALL
  SELECT 3, source, name, format('{} {}: bara {} kommuner har en uppgift, mot {} året före', year, name, cells, prior)
  FROM half
  UNION ALL
  SELECT 4.5, source, name, format('{} {}: hela landet gick från {} till {}{}', year, name, shown(prior), shown(value),
                                 if(is_revised, ' för samma år', ' sedan året före'))
  FROM falls
  UNION ALL
  SELECT 3, source, name, format('{}: {} av {} uppgifter finns inte längre', name, missing, cells)
  FROM gone WHERE cells >= 10 AND missing > 0.2 * cells
  UNION ALL  -- twice as far as the middle municipality ever has moved; it has never more than doubled in a year
  SELECT 4, source, name, format('{} {}: mitten av {} kommuner gick från {} till {}{}', year, name, cells,
                           shown(prior), shown(value), if(is_revised, ' för samma år', ' sedan uppgiften före'))
  FROM whole_years LEFT JOIN country_steps USING (name, is_count)
  WHERE abs(middle) > if(is_revised, ln(1.5), least(gap * greatest(ln(1.6), coalesce(2 * widest, ln(3))), ln(5)))
  UNION ALL
  SELECT 5, source, name, format('{} och {} {} {}: från {} och {} till {} och {}, som om de hade bytt plats',
                           area, other, year, name, shown(prior), shown(other_prior), shown(value), shown(other_value))
  FROM exchanged
  UNION ALL
  SELECT 5.5, source, name, format('{} {} {}: {} finns inte längre, medan {} andra kommuners siffror för året '
                                   'står kvar', area, year, name, shown(value), if(is_only, 'alla', 'nästan alla'))
  FROM vanished
  UNION ALL
  SELECT 6, source, name, format('{} {} {}: från {} till {}, och en uppgift som saknas är inte noll', area, year, name,
                           shown(prior), shown(value))
  FROM nothing
  ) UNION ALL
  SELECT 5.7, source, name, format('{} {} {}: från {} till {}, det tal som {} hade, som om de två hade bytt tal', area, year,
                             name, shown(prior), shown(value), other), abs(ln(value / prior))
  FROM swapped
  UNION ALL
  SELECT 7, source, name, format('{} {} {}: från {} till {}{}', area, year, name, shown(prior), shown(value),
                           if(is_alone, format(', medan {} andra kommuners siffror för året står kvar',
                                               if(is_only, 'alla', 'nästan alla')),
                              ', mer än uppgiften brukar röra sig på ett år')), abs(ln(value / prior))
  FROM limits ANTI JOIN swapped USING (area, year, name)
  WHERE moved > bound
    OR (is_share(name, is_count) AND widest > 0 AND greatest(prior, value) >= 10 AND abs(ln(value / prior)) > ln(8))
) QUALIFY row_number() OVER (PARTITION BY name ORDER BY place, size DESC, message) = 1 ORDER BY place, size DESC, message
