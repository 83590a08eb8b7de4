-- Signed statements that gateways have taken and not yet answered for, and for some time those that they have: the only table whose
-- loss would lose something (a statement that was acknowledged as queued and never came to the ledger). Not part of the index.
--
-- `sending` names a statement together with its signatures: a stranger who signs the same words makes another row. `state`: 0 queued,
-- 1 sent, 2 included, 3 refused. Times ending in `_at` are milliseconds since 1970 by the gateway's clock, but `closing_at` is the
-- tender's, in seconds, as the index had it when a bid came. `owner` is the gateway that carries the statement; `body` is the signed
-- statement in JSON, forgotten when it is answered for.
CREATE TABLE queue (
  sending bytes32 PRIMARY KEY,
  place int8 GENERATED ALWAYS AS IDENTITY,
  digest bytes32 NOT NULL,
  type text NOT NULL,
  closing_at int8,
  state int4 NOT NULL,
  owner text NOT NULL,
  received_at int8 NOT NULL,
  sent_at int8,
  done_at int8,
  transaction bytes32,
  block int8,
  refusal json,
  body text
);
CREATE INDEX queue_by_digest ON queue (digest);
CREATE INDEX queue_open ON queue (owner, place) WHERE state < 2;
CREATE INDEX queue_done ON queue (done_at) WHERE state >= 2;

-- Gateways that are alive, until when by the database's own clock (milliseconds since 1970). Whatever a dead one carried, another takes.
CREATE TABLE carriers (
  owner text PRIMARY KEY,
  lease_until int8 NOT NULL
);
