-- events.sql — a million made-up events into a store that holds one article
-- at least: what questions cost on a large store.
--
--   dateline add --db big.db samples/briefs.jsonl
--   sqlite3 big.db < bench/events.sql
--
-- 100,000 articles of ten events, 6,000 days, 200 countries of unlike
-- weight, 5,000 names, 2,000 places. Numbers come from the row's own, so
-- that the store is the same each time.
PRAGMA synchronous = OFF;
BEGIN;
CREATE TEMP TABLE seq (i INTEGER PRIMARY KEY);
INSERT INTO seq WITH RECURSIVE n(i) AS
  (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT i FROM n;
CREATE TEMP TABLE land (i INTEGER PRIMARY KEY, code TEXT);
INSERT INTO land SELECT i, char(65 + i % 26) || char(65 + i / 26 % 26)
  || char(65 + i * 7 % 26) FROM seq WHERE i <= 200;
CREATE TEMP TABLE kind (i INTEGER PRIMARY KEY, type TEXT, quad INTEGER,
  score REAL);
INSERT INTO kind VALUES (0,'AGREE',1,3),(1,'CONSULT',1,1.5),
  (2,'SUPPORT',1,2.5),(3,'COOPERATE',2,6),(4,'AID',2,7),(5,'REQUEST',3,-1),
  (6,'ACCUSE',3,-2),(7,'REJECT',3,-4),(8,'THREATEN',3,-5),
  (9,'PROTEST',4,-6),(10,'SANCTION',4,-6.5),(11,'MOBILIZE',4,-7),
  (12,'COERCE',4,-7.2),(13,'ASSAULT',4,-9),(14,'ASSAULT',4,-10),
  (15,'CONCEDE',1,1);
INSERT INTO documents (doc, published, title, source, text, text_hash,
  input_hash, added)
SELECT 'made-' || i, date('2005-01-01', (i * 7919 % 6000) || ' days'),
  'Report ' || i, 'source ' || (i % 40),
  'Words of report ' || i || '. Talks on topic' || (i * 31 % 3000)
  || ' went on in town' || (i * 17 % 2000) || '.', i, i, '2025-01-01'
FROM seq WHERE i <= 100000;
INSERT INTO places (key, name, country, lat, lon, precision)
SELECT 'made-' || s.i, 'town' || s.i, l.code, (s.i * 53 % 1400) / 10.0 - 60,
  (s.i * 101 % 3500) / 10.0 - 175, 'city'
FROM seq s JOIN land l ON l.i = 1 + s.i % 200 WHERE s.i <= 2000;
CREATE TEMP TABLE base AS SELECT
  (SELECT min(id) FROM documents WHERE doc LIKE 'made-%') AS doc,
  (SELECT min(id) FROM places WHERE key LIKE 'made-%') AS place,
  (SELECT max(id) FROM events) AS event;
INSERT INTO events (id, event, document, number, type, mode, cameo, quad,
  goldstein, intensity, date_from, date_to, date_precision, place, status,
  confidence)
SELECT b.event + s.i, printf('%016x', s.i), b.doc + s.i % 100000,
  s.i / 100000, k.type, '', '010', k.quad, k.score, k.score,
  date('2005-01-01', (s.i % 100000 * 7919 % 6000) || ' days'),
  date('2005-01-01', (s.i % 100000 * 7919 % 6000) || ' days'), 'day',
  b.place + s.i * 13 % 2000, CASE s.i % 9 WHEN 0 THEN 'planned'
  ELSE 'actual' END, (s.i * 37 % 100) / 100.0
FROM seq s JOIN base b JOIN kind k ON k.i = s.i * 11 % 16;
INSERT INTO records SELECT b.event + s.i, '{"id":"' || printf('%016x', s.i)
  || '","doc":"made-' || (s.i % 100000) || '","event":"CONSULT","actors":[],'
  || '"recipients":[],"date":{"from":"2020-01-01"},"status":"actual"}'
FROM seq s JOIN base b;
-- Squares of even numbers: low ones are frequent, as great powers are.
INSERT INTO actors (event, role, number, day, text, name, country, sectors,
  code)
SELECT b.event + s.i, r.role, 0, e.date_from, 'x', 'Name ' ||
  (s.i * r.salt % 5000), l.code, 'GOV', l.code || 'GOV'
FROM seq s JOIN base b JOIN (SELECT 'actor' AS role, 7 AS salt UNION ALL
  SELECT 'recipient', 13) r JOIN events e ON e.id = b.event + s.i
JOIN land l ON l.i = 1 + (s.i * r.salt % 1009) * (s.i * r.salt % 1009)
  * 199 / (1008 * 1008);
INSERT INTO names (name) SELECT 'Name ' || i FROM seq WHERE i < 5000
  ON CONFLICT DO NOTHING;
INSERT INTO sectors (event, role, number, sector, day)
SELECT event, role, number, CASE event % 5 WHEN 0 THEN 'MIL' ELSE 'GOV' END,
  day FROM actors WHERE name LIKE 'Name %';
INSERT INTO mentions SELECT b.event + s.i, 0, 0, 0, 5, 'met', 'made'
FROM seq s JOIN base b;
INSERT INTO sentences SELECT id, 0, 0, 15 FROM documents
WHERE doc LIKE 'made-%';
COMMIT;
