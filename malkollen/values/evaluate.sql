-- One indicator for all areas and years. evaluate.py fills in its columns, sums and formula and binds the rest.
-- Sums have an order: those of parallel threads come as they come, and the last digit would be that of the moment.
WITH members AS (
  SELECT area_id, municipality_code FROM area_members
  WHERE len($areas) = 0 AND NOT list_contains($left_out, municipality_code)
  UNION ALL
  SELECT unnest($areas), unnest($codes)
), wide AS (
  SELECT municipality_code, year, {columns},
         count(value) = len($measures) AS is_complete,
         bit_or(1::BIGINT << (list_position($statuses, status) - 1)) AS marks,
         bit_or(1::BIGINT << (list_position($sources, source) - 1)) AS sources,
         bit_or(1::BIGINT << (list_position($measures, measure) - 1))
           FILTER (list_contains(string_split(status, '+'), 'preliminary')) AS preliminary
  FROM mart.measures
  WHERE list_contains($measures, measure) AND (len($years) = 0 OR list_contains($years, year))
  GROUP BY municipality_code, year
), years AS (SELECT DISTINCT year FROM wide WHERE is_complete
), population AS (SELECT municipality_code, year, value AS inhabitants FROM mart.measures WHERE measure = 'population'
), cells AS (
  SELECT members.area_id, members.municipality_code, years.year, coalesce(is_complete, false) AS is_complete, inhabitants,
         wide.* EXCLUDE (municipality_code, year, is_complete)
  FROM members CROSS JOIN years
  LEFT JOIN wide ON wide.municipality_code = members.municipality_code AND wide.year = years.year
  LEFT JOIN population ON population.municipality_code = members.municipality_code AND population.year = years.year
), sums AS (
  SELECT area_id, year, {sums},
         count_if(is_complete) AS members_used,
         count(*) AS members_of,
         count(inhabitants) = count(*) AS is_population_known,
         fsum(inhabitants ORDER BY municipality_code) FILTER (is_complete) AS covered,
         fsum(inhabitants ORDER BY municipality_code) AS total,
         bit_or(marks) FILTER (is_complete) AS complete_marks,
         bit_or(marks) AS all_marks,
         bit_or(sources) FILTER (is_complete) AS used_sources,
         bit_or(preliminary) FILTER (is_complete) AS used_preliminary
  FROM cells GROUP BY area_id, year
), judged AS (
  SELECT *, members_used > 0 AND ($is_additive OR members_of = 1) AND (
      members_used = members_of
      OR ($is_ratio AND is_population_known AND coalesce(covered, 0) >= $coverage * total)) AS is_enough
  FROM sums
)
SELECT area_id, year, is_enough, CASE WHEN is_enough THEN {formula} END, members_used, members_of,
       CASE WHEN is_enough THEN complete_marks ELSE all_marks END, used_sources, used_preliminary, {names}
FROM judged
ORDER BY area_id, year
