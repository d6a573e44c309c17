CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.batches (
    endpoint text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    model text NOT NULL COLLATE pg_catalog."C",
    prompt text NOT NULL COLLATE pg_catalog."C",
    input_file text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    asked text NOT NULL COLLATE pg_catalog."C",
    submitted_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);
CREATE TABLE public.classifications (
    id integer NOT NULL,
    definition_id integer NOT NULL,
    context_digest text NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL COLLATE pg_catalog."C",
    category text NOT NULL COLLATE pg_catalog."C",
    baseline text NOT NULL COLLATE pg_catalog."C",
    risk text NOT NULL COLLATE pg_catalog."C",
    decided_by text NOT NULL COLLATE pg_catalog."C",
    confidence double precision NOT NULL,
    abstained boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    content_hash text NOT NULL COLLATE pg_catalog."C",
    effects text NOT NULL COLLATE pg_catalog."C",
    traits text NOT NULL COLLATE pg_catalog."C",
    rationale text NOT NULL COLLATE pg_catalog."C",
    findings text NOT NULL COLLATE pg_catalog."C",
    warnings text NOT NULL COLLATE pg_catalog."C",
    actions text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.classifications_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.classifications_id_seq OWNED BY public.classifications.id;
CREATE TABLE public.crawl_states (
    source text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL COLLATE pg_catalog."C",
    seen_at timestamp with time zone NOT NULL
);
CREATE TABLE public.definitions (
    id integer NOT NULL,
    digest text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    definition text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.definitions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.definitions_id_seq OWNED BY public.definitions.id;
CREATE TABLE public.identity_decisions (
    id integer NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    one text NOT NULL COLLATE pg_catalog."C",
    other text NOT NULL COLLATE pg_catalog."C",
    who text NOT NULL COLLATE pg_catalog."C",
    why text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.identity_decisions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.identity_decisions_id_seq OWNED BY public.identity_decisions.id;
CREATE TABLE public.judgements (
    id integer NOT NULL,
    definition_id integer NOT NULL,
    context_digest text NOT NULL COLLATE pg_catalog."C",
    model text NOT NULL COLLATE pg_catalog."C",
    prompt text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    answer text COLLATE pg_catalog."C",
    whole boolean NOT NULL,
    trusted boolean NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.judgements_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.judgements_id_seq OWNED BY public.judgements.id;
CREATE TABLE public.listings (
    id integer NOT NULL,
    source text NOT NULL COLLATE pg_catalog."C",
    source_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL COLLATE pg_catalog."C",
    content_hash text NOT NULL COLLATE pg_catalog."C",
    is_latest boolean NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone,
    gone_at timestamp with time zone
);
CREATE SEQUENCE public.listings_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.listings_id_seq OWNED BY public.listings.id;
CREATE TABLE public.opinions (
    classification_id integer NOT NULL,
    "position" integer NOT NULL,
    by text NOT NULL COLLATE pg_catalog."C",
    category text NOT NULL COLLATE pg_catalog."C",
    risk text NOT NULL COLLATE pg_catalog."C",
    rationale text NOT NULL COLLATE pg_catalog."C",
    confidence double precision NOT NULL,
    abstained boolean NOT NULL,
    model text COLLATE pg_catalog."C",
    prompt text COLLATE pg_catalog."C"
);
CREATE TABLE public.overrides (
    id integer NOT NULL,
    tool_digest text NOT NULL COLLATE pg_catalog."C",
    category text NOT NULL COLLATE pg_catalog."C",
    risk text NOT NULL COLLATE pg_catalog."C",
    why text NOT NULL COLLATE pg_catalog."C",
    who text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL,
    server_id integer
);
CREATE SEQUENCE public.overrides_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.overrides_id_seq OWNED BY public.overrides.id;
CREATE TABLE public.pages (
    id integer NOT NULL,
    server_id integer NOT NULL,
    address text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    content_hash text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone,
    content text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.pages_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.pages_id_seq OWNED BY public.pages.id;
CREATE TABLE public.policies (
    server_id integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    document text NOT NULL COLLATE pg_catalog."C",
    content_hash text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.rejected (
    id integer NOT NULL,
    source text NOT NULL COLLATE pg_catalog."C",
    source_id text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    excerpt text NOT NULL COLLATE pg_catalog."C",
    seen_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone
);
CREATE SEQUENCE public.rejected_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.rejected_id_seq OWNED BY public.rejected.id;
CREATE TABLE public.server_aliases (
    alias text NOT NULL COLLATE pg_catalog."C",
    server_id integer NOT NULL
);
CREATE TABLE public.server_listings (
    server_id integer NOT NULL,
    "position" integer NOT NULL,
    listing_id integer NOT NULL
);
CREATE TABLE public.servers (
    id integer NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    slug text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    evidence text NOT NULL COLLATE pg_catalog."C",
    content_hash text NOT NULL COLLATE pg_catalog."C",
    description text COLLATE pg_catalog."C",
    superseded_at timestamp with time zone,
    apart text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    doubts text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    since timestamp with time zone
);
CREATE SEQUENCE public.servers_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.servers_id_seq OWNED BY public.servers.id;
CREATE TABLE public.sightings (
    id integer NOT NULL,
    source text NOT NULL COLLATE pg_catalog."C",
    started_at timestamp with time zone NOT NULL,
    ids text NOT NULL
);
CREATE SEQUENCE public.sightings_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sightings_id_seq OWNED BY public.sightings.id;
CREATE TABLE public.snapshot_tools (
    snapshot_id integer NOT NULL,
    "position" integer NOT NULL,
    definition_id integer NOT NULL
);
CREATE TABLE public.snapshots (
    id integer NOT NULL,
    server_id integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome text NOT NULL COLLATE pg_catalog."C",
    launch text NOT NULL COLLATE pg_catalog."C",
    sandbox text NOT NULL COLLATE pg_catalog."C",
    seconds text NOT NULL COLLATE pg_catalog."C",
    capabilities text NOT NULL COLLATE pg_catalog."C",
    malformed text NOT NULL COLLATE pg_catalog."C",
    warnings text NOT NULL COLLATE pg_catalog."C",
    stderr text NOT NULL COLLATE pg_catalog."C",
    content_hash text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    detail text COLLATE pg_catalog."C",
    phase text COLLATE pg_catalog."C",
    package text COLLATE pg_catalog."C",
    protocol_version text COLLATE pg_catalog."C",
    instructions text COLLATE pg_catalog."C",
    resource_metadata text COLLATE pg_catalog."C",
    server_info text DEFAULT '{}'::text NOT NULL COLLATE pg_catalog."C",
    prompts text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    resources text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    resource_templates text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.snapshots_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.snapshots_id_seq OWNED BY public.snapshots.id;
CREATE TABLE public.standing (
    server_id integer NOT NULL,
    definition_id integer NOT NULL,
    classification_id integer NOT NULL
);
CREATE TABLE public.tool_rules (
    server_id integer NOT NULL,
    definition_id integer NOT NULL,
    "position" integer NOT NULL,
    action text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL COLLATE pg_catalog."C",
    document text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone
);
CREATE TABLE public.validators (
    source text NOT NULL COLLATE pg_catalog."C",
    url text NOT NULL COLLATE pg_catalog."C",
    etag text COLLATE pg_catalog."C",
    modified text COLLATE pg_catalog."C",
    digest text,
    ids text NOT NULL
);
CREATE VIEW public.verdicts AS
 SELECT servers.slug AS server,
    definitions.name AS tool,
    classifications.category,
    classifications.baseline,
    classifications.risk,
    classifications.confidence,
    classifications.abstained,
    classifications.decided_by,
    classifications.rationale,
    classifications.effects,
    classifications.traits,
    classifications.findings AS evidence,
    classifications.warnings,
    tool_rules.action,
    tool_rules.reason,
    tool_rules.document AS policy,
    definitions.digest,
    classifications.context_digest,
    classifications.version,
    classifications.at,
    servers.id AS server_id,
    definitions.id AS definition_id,
    standing.classification_id,
    snapshot_tools."position"
   FROM ((((((public.servers
     JOIN public.snapshots ON ((snapshots.id = ( SELECT max(latest.id) AS max
           FROM public.snapshots latest
          WHERE (latest.server_id = servers.id)))))
     JOIN public.snapshot_tools ON ((snapshot_tools.snapshot_id = snapshots.id)))
     JOIN public.definitions ON ((definitions.id = snapshot_tools.definition_id)))
     LEFT JOIN public.standing ON (((standing.server_id = servers.id) AND (standing.definition_id = definitions.id))))
     LEFT JOIN public.classifications ON ((classifications.id = standing.classification_id)))
     LEFT JOIN public.tool_rules ON (((tool_rules.server_id = servers.id) AND (tool_rules.definition_id = definitions.id) AND (tool_rules.superseded_at IS NULL))))
  WHERE (servers.superseded_at IS NULL);
ALTER TABLE ONLY public.classifications ALTER COLUMN id SET DEFAULT nextval('public.classifications_id_seq'::regclass);
ALTER TABLE ONLY public.definitions ALTER COLUMN id SET DEFAULT nextval('public.definitions_id_seq'::regclass);
ALTER TABLE ONLY public.identity_decisions ALTER COLUMN id SET DEFAULT nextval('public.identity_decisions_id_seq'::regclass);
ALTER TABLE ONLY public.judgements ALTER COLUMN id SET DEFAULT nextval('public.judgements_id_seq'::regclass);
ALTER TABLE ONLY public.listings ALTER COLUMN id SET DEFAULT nextval('public.listings_id_seq'::regclass);
ALTER TABLE ONLY public.overrides ALTER COLUMN id SET DEFAULT nextval('public.overrides_id_seq'::regclass);
ALTER TABLE ONLY public.pages ALTER COLUMN id SET DEFAULT nextval('public.pages_id_seq'::regclass);
ALTER TABLE ONLY public.rejected ALTER COLUMN id SET DEFAULT nextval('public.rejected_id_seq'::regclass);
ALTER TABLE ONLY public.servers ALTER COLUMN id SET DEFAULT nextval('public.servers_id_seq'::regclass);
ALTER TABLE ONLY public.sightings ALTER COLUMN id SET DEFAULT nextval('public.sightings_id_seq'::regclass);
ALTER TABLE ONLY public.snapshots ALTER COLUMN id SET DEFAULT nextval('public.snapshots_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('v0005_judgements');
INSERT INTO public.classifications VALUES (1, 1, 'sha256:c', '1', 'Destructive', 'critical', 'high', 'rules', 0.9, false, '2026-11-21 12:00:00+00', '421a44f588381b7d0f6d2a892ef9081d8095e6c45d052992bedda487a5cb3d8a', '["deletes"]', '[]', 'It says that it deletes.', '[{"rule":"word-delete","says":"deletes","confidence":0.9,"field":"description","quote":"Delete","start":0,"end":6}]', '[]', '[]');
INSERT INTO public.classifications VALUES (2, 1, 'sha256:c', '2', 'Destructive', 'critical', 'high', 'rules', 0.9, false, '2026-11-21 12:00:00+00', '11652af643a5bdcbda933451047911c5394ed6be21bf824cefee1336720ca45b', '["deletes"]', '[]', 'It says that it deletes.', '[{"rule":"word-delete","says":"deletes","confidence":0.9,"field":"description","quote":"Delete","start":0,"end":6}]', '[]', '[]');
INSERT INTO public.crawl_states VALUES ('starter', '{"source":"starter","address":null,"cursor":"2","started":null,"newest":"2026-11-21T12:00:00Z","watermark":null,"full":true,"full_at":null,"complete":false}', '2026-11-21 13:00:00+00');
INSERT INTO public.definitions VALUES (1, 'sha256:7239deaf9a8bbc2c834d32469fb9ff852b6e024a8d9bdf5c51324ddb7e58404e', 'delete_note', '{"name":"delete_note","description":"Delete a note for good."}');
INSERT INTO public.definitions VALUES (2, 'sha256-raw:98033d34dfbfe37cc138008fff262c6db1c74eb224fad27e5bec1f3068d3ec69', 'rename_note', '{"name":"rename_note","description":"Delete a note for good.","odd":["\u0000","\ud800",1000000000000000000000000000000,Infinity,-0.0],"title":"\"quoted"}');
INSERT INTO public.definitions VALUES (3, 'sha256:b1b0c70eb773196b5303fd953d8fae6c130bf2051fc0fb31fba2dd125cad378a', 'add_note', '{"name":"add_note","description":"Delete a note for good."}');
INSERT INTO public.listings VALUES (2, 'starter', 'io.example/gone', 'io.example/gone', '1.0.0', '{"source":"starter","source_id":"io.example/gone","name":"io.example/gone","version":"1.0.0","title":null,"description":null,"status":"active","is_latest":true,"published_at":null,"updated_at":null,"repository":null,"website":null,"packages":[{"registry":"npm","identifier":"gone","version":"1.0.0","transport":"stdio","runtime_hint":null,"runtime_arguments":[],"arguments":[],"environment":[],"sha256":null}],"remotes":[],"origin":null,"tools":[],"page":null,"attribution":null}', 'a874091dfb87739456e7baf7b4f3e053bc45fc0af8b63805c731ff0ecc58c74b', true, '2026-11-21 12:00:00+00', NULL, NULL);
INSERT INTO public.listings VALUES (1, 'starter', 'io.example/notes', 'io.example/notes', '1.0.0', '{"source":"starter","source_id":"io.example/notes","name":"io.example/notes","version":"1.0.0","title":null,"description":null,"status":"active","is_latest":true,"published_at":null,"updated_at":null,"repository":null,"website":null,"packages":[{"registry":"npm","identifier":"notes","version":"1.0.0","transport":"stdio","runtime_hint":null,"runtime_arguments":[],"arguments":[],"environment":[],"sha256":null}],"remotes":[],"origin":null,"tools":[],"page":null,"attribution":null}', 'e93f798f599705782d790bce3074200b9ec92de373d5d07f01142217c5718d18', true, '2026-11-21 12:00:00+00', '2026-11-21 13:00:00+00', NULL);
INSERT INTO public.listings VALUES (3, 'starter', 'io.example/notes', 'io.example/notes', '1.0.0', '{"source":"starter","source_id":"io.example/notes","name":"io.example/notes","version":"1.0.0","title":"Notes, reworded","description":null,"status":"active","is_latest":true,"published_at":null,"updated_at":null,"repository":null,"website":null,"packages":[{"registry":"npm","identifier":"notes","version":"1.0.0","transport":"stdio","runtime_hint":null,"runtime_arguments":[],"arguments":[],"environment":[],"sha256":null}],"remotes":[],"origin":null,"tools":[],"page":null,"attribution":null}', '9042d3c58daef746e191b59dce76387fa9efc1a07c8a9b79b5527b6602f1e22d', true, '2026-11-21 13:00:00+00', NULL, NULL);
INSERT INTO public.opinions VALUES (1, 0, 'rules', 'Destructive', 'high', 'It deletes.', 0.9, false, NULL, NULL);
INSERT INTO public.opinions VALUES (2, 0, 'rules', 'Destructive', 'high', 'It deletes.', 0.9, false, NULL, NULL);
INSERT INTO public.overrides VALUES (1, 'sha256:7239deaf9a8bbc2c834d32469fb9ff852b6e024a8d9bdf5c51324ddb7e58404e', 'Read', 'low', '''', 'a', '2026-11-21 12:00:00+00', NULL);
INSERT INTO public.pages VALUES (1, 1, 'servers/notes/delete_note.html', 'tool', '72f53f2a9c3d53e60cdf23941747ec63928bfefcb3d0a326b83213e86c1f283d', '2026-11-21 12:00:00+00', NULL, '{"kind":"tool","schema_version":1,"address":"servers/notes/delete_note.html","tool":"","title":"","label":"","server":"","server_title":"","server_address":"servers/0/0.html","summary":"","description":"","category":"Read","meaning":"","baseline":"low","risk":"low","risk_meaning":"","confidence":0.0,"abstained":false,"rationale":"","effects":[],"traits":[],"evidence":[],"warnings":[],"actions":[],"parameters":[],"notes":[],"action":"allow","rule":"","reason":"","advice":"","policy":"","losses":[],"questions":[],"decided_by":"rules","decided":"","version":"","digest":"","context_digest":"","unverified":false}');
INSERT INTO public.pages VALUES (2, 1, 'servers/notes/index.html', 'server', 'f0b5346f0678ee55d2f33f68e9462653b9766f8b16ece6993c4c4982607effaa', '2026-11-21 12:00:00+00', NULL, '{"kind":"server","schema_version":1,"address":"servers/notes/index.html","server":"","title":"","summary":"","description":"","skipped":"unsupported","outcome":"","facts":[],"notes":[],"tools":[],"by_category":{},"abstained":1,"by_risk":{},"policy":"","losses":[],"questions":[]}');
INSERT INTO public.policies VALUES (1, 'notes', '{}', '09c99fe0806e9f5f23eca1f5e605cd8fe4ad68a578154c5d712caccb0940d862', '2026-11-21 12:00:00+00');
INSERT INTO public.rejected VALUES (1, 'starter', '"\u00e9\ud800"', 'has no name', '"{\u0000"', '2026-11-21 13:00:00+00', NULL);
INSERT INTO public.server_aliases VALUES ('gone', 1);
INSERT INTO public.server_aliases VALUES ('io.example/gone', 1);
INSERT INTO public.server_listings VALUES (2, 0, 2);
INSERT INTO public.server_listings VALUES (1, 0, 1);
INSERT INTO public.server_listings VALUES (1, 1, 2);
INSERT INTO public.servers VALUES (1, 'io.example/notes', 'notes', 'Notes', '[]', '9def5eceb8139a2e957d533319fcb932288cb23ca52458c2f0c2cddc6115fce2', NULL, NULL, '[]', '[]', '2026-11-21 12:00:00+00');
INSERT INTO public.servers VALUES (2, 'io.example/gone', 'gone', 'Gone', '[]', '2a07a5160b86544417a1786780dac645586a0487cf6ffe8b3b50da82dc413f99', NULL, '2026-11-21 13:00:00+00', '[]', '[]', '2026-11-21 12:00:00+00');
INSERT INTO public.snapshot_tools VALUES (1, 0, 1);
INSERT INTO public.snapshot_tools VALUES (1, 1, 2);
INSERT INTO public.snapshot_tools VALUES (3, 0, 1);
INSERT INTO public.snapshot_tools VALUES (3, 1, 3);
INSERT INTO public.snapshots VALUES (1, 1, '2026-11-21 12:00:00+00', '2026-11-21 12:00:00+00', 'introspected', 'sha256:1', 'bubblewrap', '{}', '{}', '[]', '[]', '', 'dae1b535de5fa97a6bf3831ba1b9b873b2b17c0b2f82d9fb7b4685f85ebedbbd', NULL, NULL, NULL, NULL, '2025-11-25', NULL, NULL, '{}', '[]', '[]', '[]');
INSERT INTO public.snapshots VALUES (2, 2, '2026-11-21 12:00:00+00', '2026-11-21 12:00:00+00', 'skipped', 'sha256:1', 'bubblewrap', '{}', '{}', '[]', '[]', '', '01bfe822d63348cc3b205886fd5a8186ee4ffc8a350af34bec975fa82021ead5', 'crashed', 'why', NULL, NULL, NULL, NULL, NULL, '{}', '[]', '[]', '[]');
INSERT INTO public.snapshots VALUES (3, 1, '2026-11-21 13:00:00+00', '2026-11-21 13:00:00+00', 'introspected', 'sha256:1', 'bubblewrap', '{}', '{}', '[]', '[]', '', 'bd75ebb4a61c35de5a85fc60c0a882e81e597a1fb687ece34ab83c389c827fee', NULL, NULL, NULL, NULL, '2025-11-25', NULL, NULL, '{}', '[]', '[]', '[]');
INSERT INTO public.standing VALUES (1, 1, 2);
INSERT INTO public.tool_rules VALUES (1, 1, 0, 'hide', 'It deletes for good.', '{"action":"hide","limit":null,"tool":"delete_note","cases":[],"digest":"sha256:7239deaf9a8bbc2c834d32469fb9ff852b6e024a8d9bdf5c51324ddb7e58404e","reason":"It deletes for good.","category":"Destructive","risk":"high"}', '{}', '2026-11-21 12:00:00+00', NULL);
SELECT pg_catalog.setval('public.classifications_id_seq', 2, true);
SELECT pg_catalog.setval('public.definitions_id_seq', 3, true);
SELECT pg_catalog.setval('public.identity_decisions_id_seq', 1, false);
SELECT pg_catalog.setval('public.judgements_id_seq', 1, false);
SELECT pg_catalog.setval('public.listings_id_seq', 3, true);
SELECT pg_catalog.setval('public.overrides_id_seq', 1, true);
SELECT pg_catalog.setval('public.pages_id_seq', 2, true);
SELECT pg_catalog.setval('public.rejected_id_seq', 1, true);
SELECT pg_catalog.setval('public.servers_id_seq', 2, true);
SELECT pg_catalog.setval('public.sightings_id_seq', 1, false);
SELECT pg_catalog.setval('public.snapshots_id_seq', 3, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_pkey PRIMARY KEY (endpoint, id);
ALTER TABLE ONLY public.classifications
    ADD CONSTRAINT classifications_definition_id_context_digest_version_key UNIQUE (definition_id, context_digest, version);
ALTER TABLE ONLY public.classifications
    ADD CONSTRAINT classifications_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.crawl_states
    ADD CONSTRAINT crawl_states_pkey PRIMARY KEY (source);
ALTER TABLE ONLY public.definitions
    ADD CONSTRAINT definitions_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.definitions
    ADD CONSTRAINT definitions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_decisions
    ADD CONSTRAINT identity_decisions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.judgements
    ADD CONSTRAINT judgements_definition_id_context_digest_model_prompt_key UNIQUE (definition_id, context_digest, model, prompt);
ALTER TABLE ONLY public.judgements
    ADD CONSTRAINT judgements_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listings
    ADD CONSTRAINT listings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.opinions
    ADD CONSTRAINT opinions_pkey PRIMARY KEY (classification_id, "position");
ALTER TABLE ONLY public.overrides
    ADD CONSTRAINT overrides_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT pages_address_key UNIQUE (address);
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT pages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.policies
    ADD CONSTRAINT policies_pkey PRIMARY KEY (server_id);
ALTER TABLE ONLY public.rejected
    ADD CONSTRAINT rejected_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.server_aliases
    ADD CONSTRAINT server_aliases_pkey EXCLUDE USING hash (alias WITH =);
ALTER TABLE ONLY public.server_listings
    ADD CONSTRAINT server_listings_pkey PRIMARY KEY (server_id, "position");
ALTER TABLE ONLY public.servers
    ADD CONSTRAINT servers_key_key EXCLUDE USING hash (key WITH =);
ALTER TABLE ONLY public.servers
    ADD CONSTRAINT servers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.servers
    ADD CONSTRAINT servers_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT sightings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.snapshot_tools
    ADD CONSTRAINT snapshot_tools_pkey PRIMARY KEY (snapshot_id, "position");
ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT snapshots_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT standing_pkey PRIMARY KEY (server_id, definition_id);
ALTER TABLE ONLY public.tool_rules
    ADD CONSTRAINT tool_rules_pkey PRIMARY KEY (server_id, definition_id);
ALTER TABLE ONLY public.validators
    ADD CONSTRAINT validators_pkey PRIMARY KEY (source, url);
CREATE INDEX ix_listings_content_hash ON public.listings USING btree (content_hash);
CREATE INDEX ix_listings_name ON public.listings USING hash (name);
CREATE INDEX ix_listings_source ON public.listings USING btree (source);
CREATE INDEX ix_listings_source_id ON public.listings USING hash (source_id);
CREATE INDEX ix_overrides_tool_digest ON public.overrides USING btree (tool_digest);
CREATE INDEX ix_pages_server_id ON public.pages USING btree (server_id);
CREATE INDEX ix_rejected_source_id ON public.rejected USING hash (source_id);
CREATE INDEX ix_server_aliases_server_id ON public.server_aliases USING btree (server_id);
CREATE INDEX ix_server_listings_listing_id ON public.server_listings USING btree (listing_id);
CREATE INDEX ix_sightings_source ON public.sightings USING btree (source);
CREATE INDEX ix_snapshot_tools_definition_id ON public.snapshot_tools USING btree (definition_id);
CREATE INDEX ix_snapshots_server_id ON public.snapshots USING btree (server_id);
CREATE INDEX ix_standing_classification_id ON public.standing USING btree (classification_id);
CREATE INDEX ix_standing_definition_id ON public.standing USING btree (definition_id);
CREATE INDEX ix_tool_rules_definition_id ON public.tool_rules USING btree (definition_id);
ALTER TABLE ONLY public.classifications
    ADD CONSTRAINT classifications_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES public.definitions(id);
ALTER TABLE ONLY public.judgements
    ADD CONSTRAINT judgements_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES public.definitions(id);
ALTER TABLE ONLY public.opinions
    ADD CONSTRAINT opinions_classification_id_fkey FOREIGN KEY (classification_id) REFERENCES public.classifications(id);
ALTER TABLE ONLY public.overrides
    ADD CONSTRAINT overrides_server_id_fkey FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT pages_server_id_fkey FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.policies
    ADD CONSTRAINT policies_server_id_fkey FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.server_aliases
    ADD CONSTRAINT server_aliases_server_id_fkey FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.server_listings
    ADD CONSTRAINT server_listings_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES public.listings(id);
ALTER TABLE ONLY public.server_listings
    ADD CONSTRAINT server_listings_server_id_fkey FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.snapshot_tools
    ADD CONSTRAINT snapshot_tools_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES public.definitions(id);
ALTER TABLE ONLY public.snapshot_tools
    ADD CONSTRAINT snapshot_tools_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES public.snapshots(id);
ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT snapshots_server_id_fkey FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT standing_classification_id_fkey FOREIGN KEY (classification_id) REFERENCES public.classifications(id);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT standing_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES public.definitions(id);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT standing_server_id_fkey FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.tool_rules
    ADD CONSTRAINT tool_rules_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES public.definitions(id);
ALTER TABLE ONLY public.tool_rules
    ADD CONSTRAINT tool_rules_server_id_fkey FOREIGN KEY (server_id) REFERENCES public.servers(id);
