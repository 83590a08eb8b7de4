-- The index of the ledger: what its events say, and nothing else. Every row can be rebuilt from block 0; nothing here is trusted
-- (whoever can change it can show wrong answers, and nothing more). Hence no foreign keys: the contracts hold the rules, and an
-- index that refuses an event would stand still.
--
-- `block`, `log_index` and `transaction` of a row are those of the event that made it. Times are seconds since 1970.
-- Bytes are text: 0x and lower-case hex digits. Enumerations are their numbers in the ABI.

CREATE DOMAIN uint64 AS numeric(20);
CREATE DOMAIN amount AS numeric(29);
CREATE DOMAIN hex AS text COLLATE "C";
CREATE DOMAIN bytes32 AS text COLLATE "C" CHECK (length(VALUE) = 66);

-- How far the index has come, and of which chain and contracts: one row.
CREATE TABLE progress (
  only_row bool PRIMARY KEY DEFAULT true CHECK (only_row),
  chain_id numeric NOT NULL,
  registry hex NOT NULL,
  keys hex NOT NULL,
  ledger hex NOT NULL,
  genesis bytes32 NOT NULL,
  block int8 NOT NULL,
  hash bytes32 NOT NULL,
  timestamp int8 NOT NULL
);

-- Blocks that hold at least one event.
CREATE TABLE blocks (
  number int8 PRIMARY KEY,
  hash bytes32 NOT NULL,
  timestamp int8 NOT NULL
);

-- ParticipantRegistry ---------------------------------------------------------------------------------------------------------

-- `roles` without the registrar's bit, which moves by hand-over and stands in `registrar`.
CREATE TABLE participants (
  participant uint64 PRIMARY KEY,
  roles int8 NOT NULL,
  registrar bool NOT NULL,
  revision int8 NOT NULL,
  profile bytes32 NOT NULL,
  suspended_from int8 NOT NULL,
  suspended_until int8 NOT NULL,
  suspension_reason bytes32,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL
);

-- A signer that was removed and added again has the event of its last addition.
CREATE TABLE signers (
  participant uint64,
  signer hex,
  removed_at int8,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (participant, signer)
);

-- Every event of the registry, so that the state at any earlier moment can be shown.
CREATE TABLE participant_events (
  block int8,
  log_index int4,
  transaction bytes32 NOT NULL,
  participant uint64 NOT NULL,
  name text NOT NULL,
  arguments jsonb NOT NULL,
  PRIMARY KEY (block, log_index)
);
CREATE INDEX participant_events_by_participant ON participant_events (participant, block, log_index);

-- OpeningKeys -----------------------------------------------------------------------------------------------------------------

-- `guardians`: participants in the set's order, decimal strings.
CREATE TABLE guardian_sets (
  guardian_set int8 PRIMARY KEY,
  threshold int4 NOT NULL,
  guardians jsonb NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL
);

-- `packages` is the running hash of all packages posted; the rounds and `confirmed` count guardians.
CREATE TABLE ceremonies (
  ceremony int8 PRIMARY KEY,
  guardian_set int8 NOT NULL,
  keys int4 NOT NULL,
  guardian uint64 NOT NULL,
  packages bytes32 NOT NULL,
  transcript bytes32,
  posted_first int4 NOT NULL,
  posted_second int4 NOT NULL,
  confirmed int4 NOT NULL,
  ready bool NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL
);
CREATE INDEX ceremonies_by_set ON ceremonies (guardian_set, ceremony);

CREATE TABLE packages (
  ceremony int8,
  round int4,
  guardian uint64,
  package hex NOT NULL,
  packages bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (ceremony, round, guardian)
);

CREATE TABLE confirmations (
  ceremony int8,
  guardian uint64,
  transcript bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (ceremony, guardian)
);

-- `joint`: {publicKey: {x, y}, shares: [{x, y}, ...]}. `state` is 0 from the proposal until the last guardian has confirmed.
CREATE TABLE keys (
  key uint64 PRIMARY KEY,
  ceremony int8 NOT NULL,
  position int4 NOT NULL,
  guardian_set int8,
  state int4 NOT NULL,
  joint jsonb NOT NULL,
  tender bytes32,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL
);
CREATE INDEX keys_by_state ON keys (state, guardian_set, key);

CREATE TABLE shares (
  key uint64,
  guardian uint64,
  tender bytes32 NOT NULL,
  share bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (key, guardian)
);

-- Shares that a guardian signed and the contract found false.
CREATE TABLE share_refusals (
  block int8,
  log_index int4,
  transaction bytes32 NOT NULL,
  key uint64 NOT NULL,
  guardian uint64 NOT NULL,
  tender bytes32 NOT NULL,
  share bytes32 NOT NULL,
  PRIMARY KEY (block, log_index)
);
CREATE INDEX share_refusals_by_key ON share_refusals (key, block, log_index);

CREATE TABLE secrets (
  key uint64 PRIMARY KEY,
  tender bytes32 NOT NULL,
  secret bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL
);

-- TenderLedger ----------------------------------------------------------------------------------------------------------------

-- One row holds every fact from which the phase follows. `first` is the head of the line once the order is complete.
-- `record` is the running hash after the last statement; `statement` and the event are those of the announcement.
CREATE TABLE tenders (
  tender bytes32 PRIMARY KEY,
  agency uint64 NOT NULL,
  notice text NOT NULL,
  key uint64 NOT NULL,
  terms jsonb NOT NULL,
  terms_version int4 NOT NULL,
  bidding_at int8 NOT NULL,
  closing_at int8 NOT NULL,
  opening_at int8 NOT NULL,
  fallback_at int8 NOT NULL,
  fallback_end_at int8 NOT NULL,
  minimum_bids int4 NOT NULL,
  reserve_kind int4 NOT NULL,
  reserve_seal hex,
  acts int8 NOT NULL,
  bids int8 NOT NULL,
  opened int8 NOT NULL,
  valid int8 NOT NULL,
  ranked int8 NOT NULL,
  acceptable int8 NOT NULL,
  reserve_opened bool NOT NULL,
  reserve amount NOT NULL,
  seed bytes32,
  secret_at int8 NOT NULL,
  first uint64 NOT NULL,
  awarded_at int8 NOT NULL,
  concluded_at int8 NOT NULL,
  cancelled_at int8 NOT NULL,
  record bytes32 NOT NULL,
  statement bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL
);
CREATE INDEX tenders_by_announcement ON tenders (block, log_index);
CREATE INDEX tenders_by_agency ON tenders (agency, block, log_index);
CREATE INDEX tenders_by_statement ON tenders (statement);

-- Every accepted bid. `number` counts a tender's accepted bids from 0, `sequence` one bidder's; `superseded` by its bidder's next.
-- `seal` is x, y, price, choices and tag, 32 bytes each.
CREATE TABLE bids (
  tender bytes32,
  bidder uint64,
  sequence int4,
  number int8 NOT NULL,
  terms_version int4 NOT NULL,
  seal hex NOT NULL CHECK (length(seal) = 322),
  attachments bytes32 NOT NULL,
  superseded bool NOT NULL,
  statement bytes32 NOT NULL,
  record bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (tender, bidder, sequence)
);
CREATE INDEX bids_by_number ON bids (tender, number);
CREATE INDEX bids_by_statement ON bids (statement);

-- Bids that the ledger refused. Their tender and bidder are as named by the sender and may not exist.
CREATE TABLE bid_refusals (
  block int8,
  log_index int4,
  transaction bytes32 NOT NULL,
  tender bytes32 NOT NULL,
  bidder uint64 NOT NULL,
  result int4 NOT NULL,
  registry_check int4 NOT NULL,
  statement bytes32 NOT NULL,
  PRIMARY KEY (block, log_index)
);
CREATE INDEX bid_refusals_by_tender ON bid_refusals (tender, block, log_index);

-- `choices` as in the seal: eight bits for each of two picks.
CREATE TABLE openings (
  tender bytes32,
  bidder uint64,
  invalidity int4 NOT NULL,
  price amount NOT NULL,
  choices int4 NOT NULL,
  revealed bool NOT NULL,
  dx bytes32 NOT NULL,
  dy bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (tender, bidder)
);
CREATE INDEX openings_by_event ON openings (tender, block, log_index);

CREATE TABLE reserve_openings (
  tender bytes32 PRIMARY KEY,
  reserve amount NOT NULL,
  revealed bool NOT NULL,
  dx bytes32 NOT NULL,
  dy bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL
);

-- `counts`: how often each number was picked, 16 bits each, number 1 lowest.
CREATE TABLE settlements (
  tender bytes32 PRIMARY KEY,
  reserve amount NOT NULL,
  seed bytes32 NOT NULL,
  counts bytes32 NOT NULL,
  degraded bool NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL
);

-- The line: acceptable bids by price, then tie. `status` is a BidStatus; `behind` the bid that stood before it when it was placed.
CREATE TABLE orders (
  tender bytes32,
  bidder uint64,
  verdict int4 NOT NULL,
  status int4 NOT NULL,
  price amount NOT NULL,
  tie bytes32 NOT NULL,
  behind uint64 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (tender, bidder)
);
CREATE INDEX orders_by_rank ON orders (tender, (verdict <> 0), price, tie);

-- Acts of the agency. `name` is the event; `document` the hash that it names (with Concluded the contract's).
CREATE TABLE acts (
  tender bytes32,
  act int8,
  name text NOT NULL,
  bidder uint64 NOT NULL,
  reason int4,
  document bytes32,
  amount amount,
  next uint64,
  statement bytes32 NOT NULL,
  record bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (tender, act)
);
CREATE INDEX acts_by_statement ON acts (statement);
