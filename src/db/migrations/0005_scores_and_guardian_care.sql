-- Scores of the review, the winner apart from the head of the line, results without a winner; rehearsals, retired guardian sets,
-- ceremonies without somebody, accusations, and each guardian's last sign of life.
--
-- The index is emptied and makes itself anew from block 0: the events have other values than those that an older index has read.

TRUNCATE progress, blocks, participants, signers, participant_events, guardian_sets, ceremonies, packages, confirmations, keys, shares,
  share_refusals, secrets, tenders, terms_versions, bids, bid_confirmations, withdrawal_requests, bid_refusals, openings,
  reserve_openings, settlements, orders, acts, objections;

-- `winner`: who holds the award, 0 nobody. `awards` counts the results: awards, and lines that ended with nobody left; `awarded_at`
-- is the time of either, 0 while there is none.
ALTER TABLE tenders ADD COLUMN winner uint64 NOT NULL;
ALTER TABLE tenders ADD COLUMN awards int4 NOT NULL;
ALTER TABLE tenders ADD COLUMN objection_period int8 NOT NULL;
-- What is still to be opened, among all that was ever announced: whose keys the guardians must be there for.
CREATE INDEX tenders_to_open ON tenders (fallback_end_at) WHERE secret_at = 0 AND cancelled_at = 0;

-- In hundredths of a point. `score` is the total of a bid that was found qualified under a scale.
ALTER TABLE orders ADD COLUMN score int4;
ALTER TABLE acts ADD COLUMN other_score int4;
ALTER TABLE acts ADD COLUMN price_score int4;
-- Of a withdrawal that was granted: the bid's, and who granted it, the agency or the registrar.
ALTER TABLE acts ADD COLUMN sequence int4;
ALTER TABLE acts ADD COLUMN author uint64;

-- `award`: number of the result that is objected to.
ALTER TABLE objections ADD COLUMN award int4 NOT NULL;

-- A request is void once the terms are amended; its bidder may then ask again.
ALTER TABLE withdrawal_requests ADD COLUMN terms_version int4 NOT NULL;
ALTER TABLE withdrawal_requests DROP CONSTRAINT withdrawal_requests_pkey;
ALTER TABLE withdrawal_requests ADD PRIMARY KEY (tender, bidder, sequence, terms_version);

ALTER TABLE guardian_sets ADD COLUMN retired_at int8;

-- `without`: places in the set that take no part, as bits, the first lowest.
ALTER TABLE ceremonies ADD COLUMN without int4 NOT NULL;

-- `key`: the disclosed key of the accuser for this ceremony, with which anybody repeats its check.
CREATE TABLE accusations (
  ceremony int8,
  guardian uint64,
  accused uint64,
  key bytes32 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (ceremony, guardian, accused)
);

-- Keys that are opened for no tender. The shares name the tender zero.
CREATE TABLE rehearsals (
  key uint64 PRIMARY KEY,
  participant uint64 NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL
);

-- The last sign that a guardian gave to a set. `name` is the event.
CREATE TABLE signs_of_life (
  guardian_set int8,
  guardian uint64,
  name text NOT NULL,
  block int8 NOT NULL,
  log_index int4 NOT NULL,
  transaction bytes32 NOT NULL,
  PRIMARY KEY (guardian_set, guardian)
);
