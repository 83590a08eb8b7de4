-- Which transactions a gateway has sent for a statement that leaves no digest on the ledger (of the registry and of the guardians).
-- Written before the transaction is sent, so that after a crash the same statement gets the answer that the ledger gave. Not part
-- of the index: it cannot be rebuilt from block 0, and without it a repeated statement is only refused, never done twice.

CREATE TABLE relayed (
  digest bytes32,
  transaction bytes32,
  PRIMARY KEY (digest, transaction)
);
