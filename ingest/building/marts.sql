-- From staged rows to the marts. A published share becomes a count by its denominator and says derived.

INSERT INTO mart.measures
SELECT municipality_code, year, measure, value, status, source FROM staged.measures;

INSERT INTO mart.measures
SELECT
  rate.area_id,
  rate.year,
  conversion.measure,
  rate.value * conversion.factor * denominator.value,
  concat_ws('+', 'derived', nullif(rate.status, ''), nullif(denominator.status, '')),
  rate.source
FROM staged.published AS rate
JOIN staged.conversions AS conversion USING (source, series)
JOIN staged.measures AS denominator
  ON denominator.municipality_code = rate.area_id AND denominator.year = rate.year AND denominator.measure = conversion.times;

INSERT INTO mart.published
SELECT area_id, year, series, value, low, high, status, source FROM staged.published;

INSERT INTO mart.commuting
SELECT home, work, year, commuters, status, source FROM staged.commuting;

CREATE VIEW mart.coverage AS
SELECT source, measure, year, count(value) AS municipalities FROM mart.measures GROUP BY ALL;
COMMENT ON VIEW mart.coverage IS 'Hur många kommuner som har varje grunduppgift varje år.';

INSERT INTO mart.build
SELECT
  substr(md5(concat(
    (SELECT string_agg(concat_ws('|', municipality_code, year, measure, value, status, source), chr(10) ORDER BY municipality_code, year, measure) FROM mart.measures),
    (SELECT string_agg(concat_ws('|', area_id, year, series, value, low, high, status, source), chr(10) ORDER BY area_id, year, series) FROM mart.published),
    (SELECT bit_xor(md5_number(concat_ws('|', home, work, year, commuters, status, source))) FROM mart.commuting)
  )), 1, 8),
  now() AT TIME ZONE 'UTC';
