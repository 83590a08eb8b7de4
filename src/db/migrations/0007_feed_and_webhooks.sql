-- The change feed, what a re-organised chain takes back, and webhooks.
--
-- The index is emptied and makes itself anew from block 0: an older index has read the events already, and kept no list of them.

TRUNCATE progress, blocks, participants, signers, participant_events, guardian_sets, ceremonies, packages, confirmations, keys, shares,
  share_refusals, secrets, tenders, bids, bid_refusals, openings, reserve_openings, settlements, orders, acts, terms_versions,
  bid_confirmations, withdrawal_requests, objections;

-- Every event, in the order of the chain. `participant`: whom it concerns first; `arguments`: those of the event that are short.
CREATE TABLE events (
  block int8,
  log_index int4,
  transaction bytes32 NOT NULL,
  name text NOT NULL,
  tender bytes32,
  participant uint64,
  arguments jsonb NOT NULL,
  PRIMARY KEY (block, log_index)
);

-- Where the chain is not final at once: the ranges of blocks that were indexed last, each from the block where the index stood before,
-- and the rows that a range changed, as they were (null: not there). Newest first, they bring the index back.
CREATE TABLE undo_ranges (
  block int8 PRIMARY KEY,
  from_block int8 NOT NULL,
  from_hash bytes32 NOT NULL,
  from_timestamp int8 NOT NULL
);
CREATE TABLE undo_rows (
  range int8 NOT NULL,
  name text NOT NULL,
  key jsonb NOT NULL,
  old jsonb
);
CREATE INDEX undo_rows_by_range ON undo_rows (range, name);

CREATE INDEX tenders_by_closing ON tenders (closing_at, block, log_index);

-- What the index took back, ever: whoever has seen an event of it is told how far to go back. `to_block`: -1 for everything.
CREATE TABLE rollbacks (
  number int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  from_block int8 NOT NULL,
  to_block int8 NOT NULL
);

-- Webhooks and what waits to be delivered: not part of the index. `secret` is encrypted with a key from the configuration: who reads
-- this table alone cannot sign. The cursor is the event up to which messages were made; -1 before the first.
CREATE TABLE webhooks (
  webhook text COLLATE "C" PRIMARY KEY,
  url text NOT NULL,
  secret text NOT NULL,
  tender bytes32,
  participant uint64,
  types jsonb,
  cursor_block int8 NOT NULL,
  cursor_log int4 NOT NULL,
  cursor_hash text NOT NULL,
  created_at int8 NOT NULL
);

-- Delivered messages are deleted. `due_at` in milliseconds since 1970; whoever tries a message first moves it on, so that of several
-- gateways one tries it, and another after a crash. Dead ones wait for an operator.
CREATE TABLE webhook_messages (
  webhook text COLLATE "C",
  message text COLLATE "C",
  body text NOT NULL,
  attempts int4 NOT NULL,
  due_at int8 NOT NULL,
  dead bool NOT NULL,
  last_error text,
  PRIMARY KEY (webhook, message)
);
CREATE INDEX webhook_messages_due ON webhook_messages (webhook, due_at) WHERE NOT dead;
