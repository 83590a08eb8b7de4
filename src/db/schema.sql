-- Generated from src/db/migrations by scripts/schema.ts, for readers. Do not edit.

CREATE DOMAIN amount AS numeric(29,0);
CREATE DOMAIN bytes32 AS text COLLATE "C" CHECK ((length(VALUE) = 66));
CREATE DOMAIN hex AS text COLLATE "C";
CREATE DOMAIN uint64 AS numeric(20,0);

CREATE TABLE accusations (
  ceremony bigint NOT NULL,
  guardian uint64 NOT NULL,
  accused uint64 NOT NULL,
  key bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (ceremony, guardian, accused)
);

CREATE TABLE acts (
  tender bytes32 NOT NULL,
  act bigint NOT NULL,
  name text NOT NULL,
  bidder uint64,
  reason integer,
  document bytes32,
  amount amount,
  next uint64,
  statement bytes32 NOT NULL,
  record bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  terms_version integer,
  schedule jsonb,
  objection bigint,
  upheld boolean,
  other_score integer,
  price_score integer,
  sequence integer,
  author uint64,
  PRIMARY KEY (tender, act)
);
CREATE INDEX acts_by_objection ON acts USING btree (tender, objection);
CREATE INDEX acts_by_statement ON acts USING btree (statement);

CREATE TABLE bid_confirmations (
  tender bytes32 NOT NULL,
  bidder uint64 NOT NULL,
  terms_version integer NOT NULL,
  sequence integer NOT NULL,
  statement bytes32 NOT NULL,
  record bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (tender, bidder, terms_version)
);
CREATE INDEX bid_confirmations_by_statement ON bid_confirmations USING btree (statement);

CREATE TABLE bid_refusals (
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  tender bytes32 NOT NULL,
  bidder uint64 NOT NULL,
  result integer NOT NULL,
  registry_check integer NOT NULL,
  statement bytes32 NOT NULL,
  PRIMARY KEY (block, log_index)
);
CREATE INDEX bid_refusals_by_tender ON bid_refusals USING btree (tender, block, log_index);

CREATE TABLE bids (
  tender bytes32 NOT NULL,
  bidder uint64 NOT NULL,
  sequence integer NOT NULL,
  number bigint NOT NULL,
  terms_version integer NOT NULL,
  seal hex NOT NULL,
  attachments bytes32 NOT NULL,
  superseded boolean NOT NULL,
  statement bytes32 NOT NULL,
  record bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  confirmed_version integer,
  withdrawn boolean NOT NULL,
  PRIMARY KEY (tender, bidder, sequence),
  CHECK ((length((seal)::text) = 322))
);
CREATE INDEX bids_by_attachments ON bids USING btree (attachments) WHERE ((attachments)::text <> '0x0000000000000000000000000000000000000000000000000000000000000000'::text);
CREATE INDEX bids_by_number ON bids USING btree (tender, number);
CREATE INDEX bids_by_statement ON bids USING btree (statement);

CREATE TABLE blocks (
  number bigint NOT NULL,
  hash bytes32 NOT NULL,
  timestamp bigint NOT NULL,
  PRIMARY KEY (number)
);

CREATE TABLE carriers (
  owner text NOT NULL,
  lease_until bigint NOT NULL,
  PRIMARY KEY (owner)
);

CREATE TABLE ceremonies (
  ceremony bigint NOT NULL,
  guardian_set bigint NOT NULL,
  keys integer NOT NULL,
  guardian uint64 NOT NULL,
  packages bytes32 NOT NULL,
  transcript bytes32,
  posted_first integer NOT NULL,
  posted_second integer NOT NULL,
  confirmed integer NOT NULL,
  ready boolean NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  without integer NOT NULL,
  PRIMARY KEY (ceremony)
);
CREATE INDEX ceremonies_by_set ON ceremonies USING btree (guardian_set, ceremony);

CREATE TABLE confirmations (
  ceremony bigint NOT NULL,
  guardian uint64 NOT NULL,
  transcript bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (ceremony, guardian)
);

CREATE TABLE documents (
  root bytes32 NOT NULL,
  tender bytes32 NOT NULL,
  bidder uint64 NOT NULL,
  bytes bigint NOT NULL,
  PRIMARY KEY (root)
);
CREATE INDEX documents_by_bidder ON documents USING btree (bidder);
CREATE INDEX documents_by_tender ON documents USING btree (tender);

CREATE TABLE events (
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  name text NOT NULL,
  tender bytes32,
  participant uint64,
  arguments jsonb NOT NULL,
  PRIMARY KEY (block, log_index)
);

CREATE TABLE guardian_sets (
  guardian_set bigint NOT NULL,
  threshold integer NOT NULL,
  guardians jsonb NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  retired_at bigint,
  PRIMARY KEY (guardian_set)
);

CREATE TABLE keys (
  key uint64 NOT NULL,
  ceremony bigint NOT NULL,
  position integer NOT NULL,
  guardian_set bigint,
  state integer NOT NULL,
  joint jsonb NOT NULL,
  tender bytes32,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (key)
);
CREATE INDEX keys_by_state ON keys USING btree (state, guardian_set, key);

CREATE TABLE migrations (
  number integer NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  PRIMARY KEY (number)
);

CREATE TABLE objections (
  tender bytes32 NOT NULL,
  objection bigint NOT NULL,
  bidder uint64 NOT NULL,
  document bytes32 NOT NULL,
  statement bytes32 NOT NULL,
  record bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  award integer NOT NULL,
  PRIMARY KEY (tender, objection)
);
CREATE INDEX objections_by_statement ON objections USING btree (statement);

CREATE TABLE openings (
  tender bytes32 NOT NULL,
  bidder uint64 NOT NULL,
  invalidity integer NOT NULL,
  price amount NOT NULL,
  choices integer NOT NULL,
  dx bytes32 NOT NULL,
  dy bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  note bytes32,
  PRIMARY KEY (tender, bidder)
);
CREATE INDEX openings_by_event ON openings USING btree (tender, block, log_index);

CREATE TABLE orders (
  tender bytes32 NOT NULL,
  bidder uint64 NOT NULL,
  verdict integer NOT NULL,
  status integer NOT NULL,
  price amount NOT NULL,
  tie bytes32 NOT NULL,
  behind uint64 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  score integer,
  PRIMARY KEY (tender, bidder)
);
CREATE INDEX orders_by_rank ON orders USING btree (tender, ((verdict <> 0)), price, tie);

CREATE TABLE packages (
  ceremony bigint NOT NULL,
  round integer NOT NULL,
  guardian uint64 NOT NULL,
  package hex NOT NULL,
  packages bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (ceremony, round, guardian)
);

CREATE TABLE participant_events (
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  participant uint64 NOT NULL,
  name text NOT NULL,
  arguments jsonb NOT NULL,
  PRIMARY KEY (block, log_index)
);
CREATE INDEX participant_events_by_participant ON participant_events USING btree (participant, block, log_index);

CREATE TABLE participants (
  participant uint64 NOT NULL,
  roles bigint NOT NULL,
  registrar boolean NOT NULL,
  revision bigint NOT NULL,
  profile bytes32 NOT NULL,
  suspended_from bigint NOT NULL,
  suspended_until bigint NOT NULL,
  suspension_reason bytes32,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (participant)
);

CREATE TABLE progress (
  only_row boolean NOT NULL DEFAULT true,
  chain_id numeric NOT NULL,
  registry hex NOT NULL,
  keys hex NOT NULL,
  ledger hex NOT NULL,
  genesis bytes32 NOT NULL,
  block bigint NOT NULL,
  hash bytes32 NOT NULL,
  timestamp bigint NOT NULL,
  PRIMARY KEY (only_row),
  CHECK (only_row)
);

CREATE TABLE queue (
  sending bytes32 NOT NULL,
  place bigint NOT NULL,
  digest bytes32 NOT NULL,
  type text NOT NULL,
  closing_at bigint,
  state integer NOT NULL,
  owner text NOT NULL,
  received_at bigint NOT NULL,
  sent_at bigint,
  done_at bigint,
  transaction bytes32,
  block bigint,
  refusal json,
  body text,
  PRIMARY KEY (sending)
);
CREATE INDEX queue_by_digest ON queue USING btree (digest);
CREATE INDEX queue_done ON queue USING btree (done_at) WHERE (state >= 2);
CREATE INDEX queue_open ON queue USING btree (owner, place) WHERE (state < 2);

CREATE TABLE rehearsals (
  key uint64 NOT NULL,
  participant uint64 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (key)
);

CREATE TABLE relayed (
  digest bytes32 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (digest, transaction)
);

CREATE TABLE reserve_openings (
  tender bytes32 NOT NULL,
  reserve amount NOT NULL,
  dx bytes32 NOT NULL,
  dy bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  note bytes32,
  PRIMARY KEY (tender)
);

CREATE TABLE rollbacks (
  number bigint NOT NULL,
  from_block bigint NOT NULL,
  to_block bigint NOT NULL,
  PRIMARY KEY (number)
);

CREATE TABLE secrets (
  key uint64 NOT NULL,
  tender bytes32 NOT NULL,
  secret bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (key)
);

CREATE TABLE settlements (
  tender bytes32 NOT NULL,
  reserve amount NOT NULL,
  seed bytes32 NOT NULL,
  counts bytes32 NOT NULL,
  degraded boolean NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  released integer NOT NULL,
  closed bigint NOT NULL,
  PRIMARY KEY (tender)
);

CREATE TABLE share_refusals (
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  key uint64 NOT NULL,
  guardian uint64 NOT NULL,
  tender bytes32 NOT NULL,
  share bytes32 NOT NULL,
  PRIMARY KEY (block, log_index)
);
CREATE INDEX share_refusals_by_key ON share_refusals USING btree (key, block, log_index);

CREATE TABLE shares (
  key uint64 NOT NULL,
  guardian uint64 NOT NULL,
  tender bytes32 NOT NULL,
  share bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (key, guardian)
);

CREATE TABLE signers (
  participant uint64 NOT NULL,
  signer hex NOT NULL,
  removed_at bigint,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (participant, signer)
);

CREATE TABLE signs_of_life (
  guardian_set bigint NOT NULL,
  guardian uint64 NOT NULL,
  name text NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (guardian_set, guardian)
);

CREATE TABLE tenders (
  tender bytes32 NOT NULL,
  agency uint64 NOT NULL,
  notice text NOT NULL,
  key uint64 NOT NULL,
  terms jsonb NOT NULL,
  terms_version integer NOT NULL,
  bidding_at bigint NOT NULL,
  closing_at bigint NOT NULL,
  opening_at bigint NOT NULL,
  fallback_at bigint NOT NULL,
  fallback_end_at bigint NOT NULL,
  minimum_bids integer NOT NULL,
  reserve_kind integer NOT NULL,
  reserve_seal hex,
  acts bigint NOT NULL,
  bids bigint NOT NULL,
  opened bigint NOT NULL,
  valid bigint NOT NULL,
  ranked bigint NOT NULL,
  acceptable bigint NOT NULL,
  reserve_opened boolean NOT NULL,
  reserve amount NOT NULL,
  seed bytes32,
  secret_at bigint NOT NULL,
  first uint64 NOT NULL,
  awarded_at bigint NOT NULL,
  concluded_at bigint NOT NULL,
  cancelled_at bigint NOT NULL,
  record bytes32 NOT NULL,
  statement bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  standing bigint NOT NULL,
  objections bigint NOT NULL,
  open_objections bigint NOT NULL,
  successor bytes32,
  winner uint64 NOT NULL,
  awards integer NOT NULL,
  objection_period bigint NOT NULL,
  PRIMARY KEY (tender)
);
CREATE INDEX tenders_by_agency ON tenders USING btree (agency, block, log_index);
CREATE INDEX tenders_by_announcement ON tenders USING btree (block, log_index);
CREATE INDEX tenders_by_closing ON tenders USING btree (closing_at, block, log_index);
CREATE INDEX tenders_by_statement ON tenders USING btree (statement);
CREATE INDEX tenders_to_open ON tenders USING btree (fallback_end_at) WHERE ((secret_at = 0) AND (cancelled_at = 0));

CREATE TABLE terms_versions (
  tender bytes32 NOT NULL,
  terms_version integer NOT NULL,
  terms jsonb NOT NULL,
  reserve_seal hex,
  statement bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (tender, terms_version)
);

CREATE TABLE undo_ranges (
  block bigint NOT NULL,
  from_block bigint NOT NULL,
  from_hash bytes32 NOT NULL,
  from_timestamp bigint NOT NULL,
  PRIMARY KEY (block)
);

CREATE TABLE undo_rows (
  range bigint NOT NULL,
  name text NOT NULL,
  key jsonb NOT NULL,
  old jsonb
);
CREATE INDEX undo_rows_by_range ON undo_rows USING btree (range, name);

CREATE TABLE webhook_messages (
  webhook text NOT NULL,
  message text NOT NULL,
  body text NOT NULL,
  attempts integer NOT NULL,
  due_at bigint NOT NULL,
  dead boolean NOT NULL,
  last_error text,
  PRIMARY KEY (webhook, message)
);
CREATE INDEX webhook_messages_due ON webhook_messages USING btree (webhook, due_at) WHERE (NOT dead);

CREATE TABLE webhooks (
  webhook text NOT NULL,
  url text NOT NULL,
  secret text NOT NULL,
  tender bytes32,
  participant uint64,
  types jsonb,
  cursor_block bigint NOT NULL,
  cursor_log integer NOT NULL,
  cursor_hash text NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (webhook)
);

CREATE TABLE withdrawal_requests (
  tender bytes32 NOT NULL,
  bidder uint64 NOT NULL,
  sequence integer NOT NULL,
  document bytes32 NOT NULL,
  statement bytes32 NOT NULL,
  record bytes32 NOT NULL,
  block bigint NOT NULL,
  log_index integer NOT NULL,
  transaction bytes32 NOT NULL,
  terms_version integer NOT NULL,
  PRIMARY KEY (tender, bidder, sequence, terms_version)
);
CREATE INDEX withdrawal_requests_by_event ON withdrawal_requests USING btree (tender, block, log_index);
CREATE INDEX withdrawal_requests_by_statement ON withdrawal_requests USING btree (statement);
