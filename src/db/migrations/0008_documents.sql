-- Which sealed documents suppliers have told a gateway of, to be uploaded: what they may take up until a bid on the ledger names them, and what is removed if
-- none does. Not part of the index: it cannot be rebuilt from block 0, and without it documents that no bid names only stay longer than they need.

CREATE TABLE documents (
  root bytes32 PRIMARY KEY,
  tender bytes32 NOT NULL,
  bidder uint64 NOT NULL,
  bytes int8 NOT NULL
);
CREATE INDEX documents_by_bidder ON documents (bidder);
CREATE INDEX documents_by_tender ON documents (tender);

CREATE INDEX bids_by_attachments ON bids (attachments)
  WHERE attachments <> '0x0000000000000000000000000000000000000000000000000000000000000000';
