-- The opening note that revealed a bid or a reserve price in the fallback, from which the seed of a degraded opening is made again;
-- null where the key opened it. An index older than this file knows only that something was revealed: it is of a ledger whose
-- events did not tell the note, and has to be made anew with the ledger.

ALTER TABLE openings DROP COLUMN revealed;
ALTER TABLE openings ADD COLUMN note bytes32;
ALTER TABLE reserve_openings DROP COLUMN revealed;
ALTER TABLE reserve_openings ADD COLUMN note bytes32;
