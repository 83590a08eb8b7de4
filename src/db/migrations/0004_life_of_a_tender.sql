-- The whole life of a tender: amendments, postponements, cancellation, withdrawals, objections, the forfeit and the re-tender.
--
-- The index is emptied and makes itself anew from block 0: what these columns say follows from events that an older index has read
-- already, and passed over.

TRUNCATE progress, blocks, participants, signers, participant_events, guardian_sets, ceremonies, packages, confirmations, keys, shares,
  share_refusals, secrets, tenders, bids, bid_refusals, openings, reserve_openings, settlements, orders, acts;

-- `standing`: bids that count for the present terms, not withdrawn. `terms` are those of the last version as signed; the columns of the
-- times are the ones that a postponement moves. `successor`: the tender that repeats this one.
ALTER TABLE tenders ADD COLUMN standing int8 NOT NULL;
ALTER TABLE tenders ADD COLUMN objections int8 NOT NULL;
ALTER TABLE tenders ADD COLUMN open_objections int8 NOT NULL;
ALTER TABLE tenders ADD COLUMN successor bytes32;

-- `confirmed_version`: the latest terms for which the bidder confirmed this bid.
ALTER TABLE bids ADD COLUMN confirmed_version int4;
ALTER TABLE bids ADD COLUMN withdrawn bool NOT NULL;

-- `released`: guardians that had released their shares, as bits, the first of the set lowest; `closed`: bids that stay closed.
ALTER TABLE settlements ADD COLUMN released int4 NOT NULL;
ALTER TABLE settlements ADD COLUMN closed int8 NOT NULL;

-- Not every act concerns one bidder. `schedule`: the times after a postponement.
ALTER TABLE acts ALTER COLUMN bidder DROP NOT NULL;
ALTER TABLE acts ADD COLUMN terms_version int4;
ALTER TABLE acts ADD COLUMN schedule jsonb;
ALTER TABLE acts ADD COLUMN objection int8;
ALTER TABLE acts ADD COLUMN upheld bool;
CREATE INDEX acts_by_objection ON acts (tender, objection);

-- Every version of the terms, the announced one first; their schedule as signed, before any postponement.
CREATE TABLE terms_versions (
  tender bytes32,
  terms_version int4,
  terms jsonb NOT NULL,
  reserve_seal hex,
  statement bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (tender, terms_version)
);

-- Bids of an older version that count for a later one, as they are sealed.
CREATE TABLE bid_confirmations (
  tender bytes32,
  bidder uint64,
  terms_version int4,
  sequence int4 NOT NULL,
  statement bytes32 NOT NULL,
  record bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (tender, bidder, terms_version)
);
CREATE INDEX bid_confirmations_by_statement ON bid_confirmations (statement);

-- Requests; a grant is an act of the agency.
CREATE TABLE withdrawal_requests (
  tender bytes32,
  bidder uint64,
  sequence int4,
  document bytes32 NOT NULL,
  statement bytes32 NOT NULL,
  record bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (tender, bidder, sequence)
);
CREATE INDEX withdrawal_requests_by_event ON withdrawal_requests (tender, block, log_index);
CREATE INDEX withdrawal_requests_by_statement ON withdrawal_requests (statement);

-- A decision is an act of the agency; an open objection lapses when another, raised to the same award, is upheld.
CREATE TABLE objections (
  tender bytes32,
  objection int8,
  bidder uint64 NOT NULL,
  document bytes32 NOT NULL,
  statement bytes32 NOT NULL,
  record bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (tender, objection)
);
CREATE INDEX objections_by_statement ON objections (statement);
