-- How each source's figures came: what the page Data och källor says of fetches.
CREATE TABLE staged.fed (module VARCHAR, source VARCHAR);

CREATE TABLE mart.fetches (module VARCHAR, publisher VARCHAR, sources VARCHAR[], state VARCHAR, reason VARCHAR, is_shown BOOLEAN, fetched_at TIMESTAMP, checked_at TIMESTAMP, files INTEGER, bytes BIGINT, sha256 VARCHAR, help VARCHAR, failure VARCHAR, needs VARCHAR, is_from_file BOOLEAN);
COMMENT ON TABLE mart.fetches IS 'Hur varje källas siffror kom: hämtning, läge (good, held, refused, none, carried) och vad som behövs (help i ord, needs: key eller file; is_from_file: om någon gav siffrorna i en fil).';

-- Small areas with borders are files beside the database: which, of which year. A new fetch gives files of new names.
CREATE TABLE mart.area_files (layer VARCHAR PRIMARY KEY, year INTEGER NOT NULL, features INTEGER NOT NULL, population BIGINT, file VARCHAR NOT NULL, source VARCHAR NOT NULL);
COMMENT ON TABLE mart.area_files IS 'Ytor som GeoParquet (EPSG:3006): deso, regso, municipalities, grid_1km, och deso_population utan ytor. file räknas från datamappen.';
