-- How each source's figures came: what the page Data och källor says of fetches.
CREATE TABLE staged.fed (module VARCHAR, source VARCHAR);

CREATE TABLE mart.fetches (module VARCHAR, publisher VARCHAR, sources VARCHAR[], state VARCHAR, reason VARCHAR, is_shown BOOLEAN, fetched_at TIMESTAMP, checked_at TIMESTAMP, files INTEGER, bytes BIGINT, sha256 VARCHAR, help VARCHAR, failure VARCHAR);
COMMENT ON TABLE mart.fetches IS 'Hur varje källas siffror kom: hämtning, läge (good, held, refused, none, carried) och vad som behövs.';
