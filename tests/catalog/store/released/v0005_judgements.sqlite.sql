BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('v0005_judgements');
CREATE TABLE batches (
	endpoint TEXT NOT NULL, 
	id TEXT NOT NULL, 
	model TEXT NOT NULL, 
	prompt TEXT NOT NULL, 
	input_file TEXT NOT NULL, 
	status TEXT NOT NULL, 
	asked TEXT NOT NULL, 
	submitted_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	PRIMARY KEY (endpoint, id)
);
CREATE TABLE classifications (
	id INTEGER NOT NULL, 
	definition_id INTEGER NOT NULL, 
	context_digest TEXT NOT NULL, 
	version TEXT NOT NULL, 
	category TEXT NOT NULL, 
	baseline TEXT NOT NULL, 
	risk TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	abstained BOOLEAN NOT NULL, 
	at DATETIME NOT NULL, 
	content_hash TEXT NOT NULL, 
	effects TEXT NOT NULL, 
	traits TEXT NOT NULL, 
	rationale TEXT NOT NULL, 
	findings TEXT NOT NULL, 
	warnings TEXT NOT NULL, 
	actions TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (definition_id, context_digest, version), 
	FOREIGN KEY(definition_id) REFERENCES definitions (id)
);
INSERT INTO "classifications" VALUES(1,1,'sha256:c','1','Destructive','critical','high','rules',0.9,0,'2026-11-21 12:00:00.000000','421a44f588381b7d0f6d2a892ef9081d8095e6c45d052992bedda487a5cb3d8a','["deletes"]','[]','It says that it deletes.','[{"rule":"word-delete","says":"deletes","confidence":0.9,"field":"description","quote":"Delete","start":0,"end":6}]','[]','[]');
INSERT INTO "classifications" VALUES(2,1,'sha256:c','2','Destructive','critical','high','rules',0.9,0,'2026-11-21 12:00:00.000000','11652af643a5bdcbda933451047911c5394ed6be21bf824cefee1336720ca45b','["deletes"]','[]','It says that it deletes.','[{"rule":"word-delete","says":"deletes","confidence":0.9,"field":"description","quote":"Delete","start":0,"end":6}]','[]','[]');
CREATE TABLE crawl_states (
	source TEXT NOT NULL, 
	content TEXT NOT NULL, 
	seen_at DATETIME NOT NULL, 
	PRIMARY KEY (source)
);
INSERT INTO "crawl_states" VALUES('starter','{"source":"starter","address":null,"cursor":"2","started":null,"newest":"2026-11-21T12:00:00Z","watermark":null,"full":true,"full_at":null,"complete":false}','2026-11-21 13:00:00.000000');
CREATE TABLE definitions (
	id INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	name TEXT NOT NULL, 
	definition TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (digest)
);
INSERT INTO "definitions" VALUES(1,'sha256:7239deaf9a8bbc2c834d32469fb9ff852b6e024a8d9bdf5c51324ddb7e58404e','delete_note','{"name":"delete_note","description":"Delete a note for good."}');
INSERT INTO "definitions" VALUES(2,'sha256-raw:98033d34dfbfe37cc138008fff262c6db1c74eb224fad27e5bec1f3068d3ec69','rename_note','{"name":"rename_note","description":"Delete a note for good.","odd":["\u0000","\ud800",1000000000000000000000000000000,Infinity,-0.0],"title":"\"quoted"}');
INSERT INTO "definitions" VALUES(3,'sha256:b1b0c70eb773196b5303fd953d8fae6c130bf2051fc0fb31fba2dd125cad378a','add_note','{"name":"add_note","description":"Delete a note for good."}');
CREATE TABLE identity_decisions (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	one TEXT NOT NULL, 
	other TEXT NOT NULL, 
	who TEXT NOT NULL, 
	why TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE judgements (
	id INTEGER NOT NULL, 
	definition_id INTEGER NOT NULL, 
	context_digest TEXT NOT NULL, 
	model TEXT NOT NULL, 
	prompt TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	answer TEXT, 
	whole BOOLEAN NOT NULL, 
	trusted BOOLEAN NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (definition_id, context_digest, model, prompt), 
	FOREIGN KEY(definition_id) REFERENCES definitions (id)
);
CREATE TABLE listings (
	id INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	source_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	version TEXT NOT NULL, 
	content TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	is_latest BOOLEAN NOT NULL, 
	seen_at DATETIME NOT NULL, 
	superseded_at DATETIME, gone_at DATETIME, 
	PRIMARY KEY (id)
);
INSERT INTO "listings" VALUES(1,'starter','io.example/notes','io.example/notes','1.0.0','{"source":"starter","source_id":"io.example/notes","name":"io.example/notes","version":"1.0.0","title":null,"description":null,"status":"active","is_latest":true,"published_at":null,"updated_at":null,"repository":null,"website":null,"packages":[{"registry":"npm","identifier":"notes","version":"1.0.0","transport":"stdio","runtime_hint":null,"runtime_arguments":[],"arguments":[],"environment":[],"sha256":null}],"remotes":[],"origin":null,"tools":[],"page":null,"attribution":null}','e93f798f599705782d790bce3074200b9ec92de373d5d07f01142217c5718d18',1,'2026-11-21 12:00:00.000000','2026-11-21 13:00:00.000000',NULL);
INSERT INTO "listings" VALUES(2,'starter','io.example/gone','io.example/gone','1.0.0','{"source":"starter","source_id":"io.example/gone","name":"io.example/gone","version":"1.0.0","title":null,"description":null,"status":"active","is_latest":true,"published_at":null,"updated_at":null,"repository":null,"website":null,"packages":[{"registry":"npm","identifier":"gone","version":"1.0.0","transport":"stdio","runtime_hint":null,"runtime_arguments":[],"arguments":[],"environment":[],"sha256":null}],"remotes":[],"origin":null,"tools":[],"page":null,"attribution":null}','a874091dfb87739456e7baf7b4f3e053bc45fc0af8b63805c731ff0ecc58c74b',1,'2026-11-21 12:00:00.000000',NULL,NULL);
INSERT INTO "listings" VALUES(3,'starter','io.example/notes','io.example/notes','1.0.0','{"source":"starter","source_id":"io.example/notes","name":"io.example/notes","version":"1.0.0","title":"Notes, reworded","description":null,"status":"active","is_latest":true,"published_at":null,"updated_at":null,"repository":null,"website":null,"packages":[{"registry":"npm","identifier":"notes","version":"1.0.0","transport":"stdio","runtime_hint":null,"runtime_arguments":[],"arguments":[],"environment":[],"sha256":null}],"remotes":[],"origin":null,"tools":[],"page":null,"attribution":null}','9042d3c58daef746e191b59dce76387fa9efc1a07c8a9b79b5527b6602f1e22d',1,'2026-11-21 13:00:00.000000',NULL,NULL);
CREATE TABLE opinions (
	classification_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"by" TEXT NOT NULL, 
	category TEXT NOT NULL, 
	risk TEXT NOT NULL, 
	rationale TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	abstained BOOLEAN NOT NULL, 
	model TEXT, 
	prompt TEXT, 
	PRIMARY KEY (classification_id, position), 
	FOREIGN KEY(classification_id) REFERENCES classifications (id)
);
INSERT INTO "opinions" VALUES(1,0,'rules','Destructive','high','It deletes.',0.9,0,NULL,NULL);
INSERT INTO "opinions" VALUES(2,0,'rules','Destructive','high','It deletes.',0.9,0,NULL,NULL);
CREATE TABLE overrides (
	id INTEGER NOT NULL, 
	tool_digest TEXT NOT NULL, 
	category TEXT NOT NULL, 
	risk TEXT NOT NULL, 
	why TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at DATETIME NOT NULL, server_id integer references servers (id), 
	PRIMARY KEY (id)
);
INSERT INTO "overrides" VALUES(1,'sha256:7239deaf9a8bbc2c834d32469fb9ff852b6e024a8d9bdf5c51324ddb7e58404e','Read','low','''','a','2026-11-21 12:00:00.000000',NULL);
CREATE TABLE pages (
	id INTEGER NOT NULL, 
	server_id INTEGER NOT NULL, 
	address TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	content TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (address), 
	FOREIGN KEY(server_id) REFERENCES servers (id)
);
INSERT INTO "pages" VALUES(1,1,'servers/notes/delete_note.html','tool','72f53f2a9c3d53e60cdf23941747ec63928bfefcb3d0a326b83213e86c1f283d','2026-11-21 12:00:00.000000',NULL,'{"kind":"tool","schema_version":1,"address":"servers/notes/delete_note.html","tool":"","title":"","label":"","server":"","server_title":"","server_address":"servers/0/0.html","summary":"","description":"","category":"Read","meaning":"","baseline":"low","risk":"low","risk_meaning":"","confidence":0.0,"abstained":false,"rationale":"","effects":[],"traits":[],"evidence":[],"warnings":[],"actions":[],"parameters":[],"notes":[],"action":"allow","rule":"","reason":"","advice":"","policy":"","losses":[],"questions":[],"decided_by":"rules","decided":"","version":"","digest":"","context_digest":"","unverified":false}');
INSERT INTO "pages" VALUES(2,1,'servers/notes/index.html','server','f0b5346f0678ee55d2f33f68e9462653b9766f8b16ece6993c4c4982607effaa','2026-11-21 12:00:00.000000',NULL,'{"kind":"server","schema_version":1,"address":"servers/notes/index.html","server":"","title":"","summary":"","description":"","skipped":"unsupported","outcome":"","facts":[],"notes":[],"tools":[],"by_category":{},"abstained":1,"by_risk":{},"policy":"","losses":[],"questions":[]}');
CREATE TABLE policies (
	server_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	document TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (server_id), 
	FOREIGN KEY(server_id) REFERENCES servers (id)
);
INSERT INTO "policies" VALUES(1,'notes','{}','09c99fe0806e9f5f23eca1f5e605cd8fe4ad68a578154c5d712caccb0940d862','2026-11-21 12:00:00.000000');
CREATE TABLE rejected (
	id INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	source_id TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	excerpt TEXT NOT NULL, 
	seen_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	PRIMARY KEY (id)
);
INSERT INTO "rejected" VALUES(1,'starter','"\u00e9\ud800"','has no name','"{\u0000"','2026-11-21 13:00:00.000000',NULL);
CREATE TABLE server_aliases (
	alias TEXT NOT NULL, 
	server_id INTEGER NOT NULL, 
	PRIMARY KEY (alias), 
	FOREIGN KEY(server_id) REFERENCES servers (id)
)
 WITHOUT ROWID

;
INSERT INTO "server_aliases" VALUES('gone',1);
INSERT INTO "server_aliases" VALUES('io.example/gone',1);
CREATE TABLE server_listings (
	server_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	listing_id INTEGER NOT NULL, 
	PRIMARY KEY (server_id, position), 
	FOREIGN KEY(server_id) REFERENCES servers (id), 
	FOREIGN KEY(listing_id) REFERENCES listings (id)
)
 WITHOUT ROWID

;
INSERT INTO "server_listings" VALUES(1,0,1);
INSERT INTO "server_listings" VALUES(1,1,2);
INSERT INTO "server_listings" VALUES(2,0,2);
CREATE TABLE servers (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	slug TEXT NOT NULL, 
	title TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	description TEXT, 
	superseded_at DATETIME, apart TEXT DEFAULT '[]' NOT NULL, doubts TEXT DEFAULT '[]' NOT NULL, since DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE ("key"), 
	UNIQUE (slug)
);
INSERT INTO "servers" VALUES(1,'io.example/notes','notes','Notes','[]','9def5eceb8139a2e957d533319fcb932288cb23ca52458c2f0c2cddc6115fce2',NULL,NULL,'[]','[]','2026-11-21 12:00:00.000000');
INSERT INTO "servers" VALUES(2,'io.example/gone','gone','Gone','[]','2a07a5160b86544417a1786780dac645586a0487cf6ffe8b3b50da82dc413f99',NULL,'2026-11-21 13:00:00.000000','[]','[]','2026-11-21 12:00:00.000000');
CREATE TABLE sightings (
	id INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	started_at DATETIME NOT NULL, 
	ids TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE snapshot_tools (
	snapshot_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	definition_id INTEGER NOT NULL, 
	PRIMARY KEY (snapshot_id, position), 
	FOREIGN KEY(snapshot_id) REFERENCES snapshots (id), 
	FOREIGN KEY(definition_id) REFERENCES definitions (id)
)
 WITHOUT ROWID

;
INSERT INTO "snapshot_tools" VALUES(1,0,1);
INSERT INTO "snapshot_tools" VALUES(3,0,1);
INSERT INTO "snapshot_tools" VALUES(1,1,2);
INSERT INTO "snapshot_tools" VALUES(3,1,3);
CREATE TABLE snapshots (
	id INTEGER NOT NULL, 
	server_id INTEGER NOT NULL, 
	first_at DATETIME NOT NULL, 
	at DATETIME NOT NULL, 
	outcome TEXT NOT NULL, 
	launch TEXT NOT NULL, 
	sandbox TEXT NOT NULL, 
	seconds TEXT NOT NULL, 
	capabilities TEXT NOT NULL, 
	malformed TEXT NOT NULL, 
	warnings TEXT NOT NULL, 
	stderr TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	reason TEXT, 
	detail TEXT, 
	phase TEXT, 
	package TEXT, 
	protocol_version TEXT, 
	instructions TEXT, resource_metadata TEXT, server_info TEXT DEFAULT '{}' NOT NULL, prompts TEXT DEFAULT '[]' NOT NULL, resources TEXT DEFAULT '[]' NOT NULL, resource_templates TEXT DEFAULT '[]' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(server_id) REFERENCES servers (id)
);
INSERT INTO "snapshots" VALUES(1,1,'2026-11-21 12:00:00.000000','2026-11-21 12:00:00.000000','introspected','sha256:1','bubblewrap','{}','{}','[]','[]','','dae1b535de5fa97a6bf3831ba1b9b873b2b17c0b2f82d9fb7b4685f85ebedbbd',NULL,NULL,NULL,NULL,'2025-11-25',NULL,NULL,'{}','[]','[]','[]');
INSERT INTO "snapshots" VALUES(2,2,'2026-11-21 12:00:00.000000','2026-11-21 12:00:00.000000','skipped','sha256:1','bubblewrap','{}','{}','[]','[]','','01bfe822d63348cc3b205886fd5a8186ee4ffc8a350af34bec975fa82021ead5','crashed','why',NULL,NULL,NULL,NULL,NULL,'{}','[]','[]','[]');
INSERT INTO "snapshots" VALUES(3,1,'2026-11-21 13:00:00.000000','2026-11-21 13:00:00.000000','introspected','sha256:1','bubblewrap','{}','{}','[]','[]','','bd75ebb4a61c35de5a85fc60c0a882e81e597a1fb687ece34ab83c389c827fee',NULL,NULL,NULL,NULL,'2025-11-25',NULL,NULL,'{}','[]','[]','[]');
CREATE TABLE standing (
	server_id INTEGER NOT NULL, 
	definition_id INTEGER NOT NULL, 
	classification_id INTEGER NOT NULL, 
	PRIMARY KEY (server_id, definition_id), 
	FOREIGN KEY(server_id) REFERENCES servers (id), 
	FOREIGN KEY(definition_id) REFERENCES definitions (id), 
	FOREIGN KEY(classification_id) REFERENCES classifications (id)
)
 WITHOUT ROWID

;
INSERT INTO "standing" VALUES(1,1,2);
CREATE TABLE tool_rules (
	server_id INTEGER NOT NULL, 
	definition_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	action TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	content TEXT NOT NULL, 
	document TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	PRIMARY KEY (server_id, definition_id), 
	FOREIGN KEY(server_id) REFERENCES servers (id), 
	FOREIGN KEY(definition_id) REFERENCES definitions (id)
);
INSERT INTO "tool_rules" VALUES(1,1,0,'hide','It deletes for good.','{"action":"hide","limit":null,"tool":"delete_note","cases":[],"digest":"sha256:7239deaf9a8bbc2c834d32469fb9ff852b6e024a8d9bdf5c51324ddb7e58404e","reason":"It deletes for good.","category":"Destructive","risk":"high"}','{}','2026-11-21 12:00:00.000000',NULL);
CREATE TABLE validators (
	source TEXT NOT NULL, 
	url TEXT NOT NULL, 
	etag TEXT, 
	modified TEXT, 
	digest TEXT, 
	ids TEXT NOT NULL, 
	PRIMARY KEY (source, url)
);
CREATE INDEX ix_listings_source ON listings (source);
CREATE INDEX ix_listings_source_id ON listings (source_id);
CREATE INDEX ix_listings_name ON listings (name);
CREATE INDEX ix_listings_content_hash ON listings (content_hash);
CREATE INDEX ix_rejected_source_id ON rejected (source_id);
CREATE INDEX ix_server_listings_listing_id ON server_listings (listing_id);
CREATE INDEX ix_server_aliases_server_id ON server_aliases (server_id);
CREATE INDEX ix_snapshots_server_id ON snapshots (server_id);
CREATE INDEX ix_overrides_tool_digest ON overrides (tool_digest);
CREATE INDEX ix_pages_server_id ON pages (server_id);
CREATE VIEW verdicts as
select servers.slug as server, definitions.name as tool,
    category, baseline, risk, confidence, abstained, decided_by, rationale, effects, traits,
    classifications.findings as evidence, classifications.warnings as warnings,
    tool_rules.action, tool_rules.reason, tool_rules.document as policy,
    definitions.digest, context_digest, version, classifications.at as at,
    servers.id as server_id, definitions.id as definition_id, classification_id,
    snapshot_tools.position as position
from servers
join snapshots on snapshots.id =
    (select max(latest.id) from snapshots as latest where latest.server_id = servers.id)
join snapshot_tools on snapshot_tools.snapshot_id = snapshots.id
join definitions on definitions.id = snapshot_tools.definition_id
left join standing on standing.server_id = servers.id
    and standing.definition_id = definitions.id
left join classifications on classifications.id = standing.classification_id
left join tool_rules on tool_rules.server_id = servers.id
    and tool_rules.definition_id = definitions.id and tool_rules.superseded_at is null
where servers.superseded_at is null;
CREATE INDEX ix_snapshot_tools_definition_id ON snapshot_tools (definition_id);
CREATE INDEX ix_standing_definition_id ON standing (definition_id);
CREATE INDEX ix_tool_rules_definition_id ON tool_rules (definition_id);
CREATE INDEX ix_standing_classification_id ON standing (classification_id);
CREATE INDEX ix_sightings_source ON sightings (source);
COMMIT;
