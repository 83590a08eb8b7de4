// Every size, count and duration stands here once; SPEC.md's table is checked against this file by a test.

/** Bids that one tender accepts. The largest real tender had 9,675. */
export const MAX_BIDS = 10_000

/** Guardians of a set, and the smallest threshold `k`. */
export const MIN_GUARDIANS = 2
export const MAX_GUARDIANS = 9
export const MIN_THRESHOLD = 2

/** Keys that one ceremony makes. */
export const MAX_CEREMONY_KEYS = 64

/** Bytes of a guardian's random seed for one ceremony. */
export const DKG_SEED_BYTES = 32

/** Bytes of one ceremony package: 64 keys of 9 guardians need 23,201 in round 1 and 16,787 in round 2. */
export const MAX_PACKAGE_BYTES = 32_768

/** Bytes of a notice number in UTF-8. */
export const MIN_NOTICE_BYTES = 1
export const MAX_NOTICE_BYTES = 64

/** Prices and amounts are whole won from 1 to `PRICE_LIMIT - 1`. */
export const PRICE_LIMIT = 1n << 96n

/** Base amounts leave room for the preliminary prices above them. */
export const MAX_BASE_AMOUNT = (1n << 95n) - 1n

/** Seconds between award and conclusion in which suppliers may object. */
export const MIN_OBJECTION_PERIOD = 24 * 60 * 60
export const MAX_OBJECTION_PERIOD = 365 * 24 * 60 * 60

/** Seconds that an amendment leaves the bidders before the closing, at the least. */
export const MIN_AMENDMENT_TIME = 24 * 60 * 60

/** Seconds that guardians have from the opening to the fallback, and bidders from its beginning to its end, at the least. */
export const MIN_RELEASE_TIME = 60 * 60
export const MIN_FALLBACK_TIME = 24 * 60 * 60

/** Seconds from the announcement to the end of the fallback, at the most: so long guardians keep their shares. */
export const MAX_LIFE = 400 * 24 * 60 * 60

/** Seconds from the recovery to the closing after an outage, and the same after one that itself was longer than `OUTAGE_TIME`; then
 * from the closing to the opening. */
export const OUTAGE_TIME = 2 * 60 * 60
export const LONG_OUTAGE_TIME = 24 * 60 * 60
export const OUTAGE_OPENING_TIME = 60 * 60

/** Seconds after which a guardian set may begin a new ceremony although its last one is not ready. */
export const CEREMONY_TIME = 60

/** Seconds after its last sign of life in which a guardian counts as alive, and between two heartbeats of its daemon. */
export const ALIVE_TIME = 60 * 60
export const HEARTBEAT_TIME = 15 * 60

/** Seconds between two rehearsals that the same guardian begins: each takes a key from the stock. */
export const REHEARSAL_TIME = 24 * 60 * 60

/** Bids that one placement may pass over from its hint. */
export const MAX_PLACEMENT_STEPS = 64

/** Bids in one `submitBids`, openings in one `openBids`, placements in one `rankBids`. */
export const SUBMIT_BATCH = 50
export const OPEN_BATCH = 100
export const RANK_BATCH = 200

/** Spread of the fifteen preliminary prices, in ten-thousandths of the base amount. */
export const MAX_SPREAD = 1_000

/** Numbers that a bidder picks from, and how many of them are drawn. */
export const PRELIMINARY_PRICES = 15
export const DRAWN_PRICES = 4

/** Preliminary prices are multiples of this many won; each cell is at least two steps wide. */
export const PRICE_GRID = 100n
export const MIN_CELL_WIDTH = 200n

/** Rates are in 1/100,000: three decimals of a per cent. */
export const RATE_SCALE = 100_000

/** What a bid needs to pass the qualification review, and what no bid can have more than, in hundredths of a point. */
export const PASS_MARK = 9_500
export const MAX_SCORE = 10_000

/** Bytes of an ERC-7913 signer, signers of one participant, bytes of a signature: room for an RSA-4096 key and for a passkey. */
export const MIN_SIGNER_BYTES = 20
export const MAX_SIGNER_BYTES = 1_024
export const MAX_SIGNERS = 16
export const MAX_SIGNATURE_BYTES = 4_096

/** Bytes of one signed statement in JSON, and of one batch of openings or placements in JSON. */
export const MAX_STATEMENT_JSON_BYTES = 262_144
export const MAX_BATCH_JSON_BYTES = 524_288
