import { MAX_GUARDIANS, PASS_MARK } from '../protocol/limits.ts'
import type { Check } from '../protocol/participant.ts'
import type { SubmitResult } from '../protocol/tender.ts'

type Values = Readonly<Record<string, unknown>>

const NOTHING = 'Nothing was recorded.'

const points = (hundredths: unknown): string => (Number(hundredths) / 100).toFixed(2)

/** A set of guardians, one bit each, by their places in it. */
const indicesOf = (bits: unknown): string =>
  Array.from({ length: MAX_GUARDIANS }, (_, place) => place)
    .filter(place => (Number(bits) >> place) & 1)
    .map(place => place + 1)
    .join(', ')

const time = (seconds: unknown): string => new Date(Number(seconds) * 1000).toISOString()

/** Why the author of a statement may not make it, and what to do. */
export const CHECK_SENTENCES: Readonly<Record<Exclude<Check, 'Ok'>, string>> = {
  UnknownParticipant: `The author is not a registered participant. ${NOTHING} Register with the registrar first.`,
  MissingRole: `The author does not have the role that this act needs. ${NOTHING} Ask the registrar for the role.`,
  Suspended: `The author is suspended at this time and may not act. ${NOTHING}`,
  UnknownSigner: `The signing key does not belong to the author. ${NOTHING} Sign with a key that is registered for it.`,
  BadSignature: `The signature does not fit the statement and the signer. ${NOTHING} Sign exactly this statement, for this chain and contract.`,
}

/** Why a bid was not accepted. All of these leave the bidder free to correct the bid and send it again, as far as time allows. */
export const SUBMIT_SENTENCES: Readonly<Record<Exclude<SubmitResult, 'Accepted' | 'Unauthorized'>, string>> =
  {
    UnknownTender: `There is no such tender on this ledger. ${NOTHING} Check the tender's id.`,
    NotYetOpen: `Bidding for this tender has not begun. ${NOTHING} Send the bid again after the bidding time begins.`,
    TooLate: `Bidding for this tender has closed; the bid came too late. ${NOTHING}`,
    NotBidding: `This tender takes no bids any more. ${NOTHING}`,
    WrongTermsVersion: `The bid names another version of the terms. ${NOTHING} Read the current terms and sign for their version.`,
    Expired: `The bid's own time limit (validUntil) has passed. ${NOTHING} Sign it again with a later limit.`,
    AlreadyBid:
      'This bidder has already bid in this tender; its first bid stands, and this one was not recorded.',
    WrongSequence: `The bid's sequence number is not the number of bids that this bidder has placed here before. ${NOTHING} Correct it and sign again.`,
    BadPoint: `The sealed price does not hold a usable point of the curve. ${NOTHING} Seal the price again with a new secret number.`,
    WrongKey: `The bid is sealed to another key than that of the tender: whoever named that key may be able to read it. ${NOTHING} Read the key from a node that you trust and seal anew.`,
    OwnTender: `An agency does not bid in its own tender. ${NOTHING}`,
    Barred: `This bidder withdrew its bid and may not bid in this tender again. ${NOTHING} It may bid in a re-tender.`,
    TenderFull: `This tender already holds as many bids as the ledger allows. ${NOTHING}`,
  }

/** What each custom error of the contracts means for the person who sent the statement. */
export const REFUSAL_SENTENCES: Readonly<Record<string, (values: Values) => string>> = {
  InvalidParticipant: ({ participant }) =>
    `Participant ${participant} cannot be the object of this act: it is zero, unknown or the registrar itself. ${NOTHING}`,
  AlreadyRegistered: ({ participant }) =>
    `Participant ${participant} is registered already. ${NOTHING} Choose another number.`,
  InvalidRoles: ({ roles }) =>
    `The roles ${roles} cannot be given this way. ${NOTHING} Name at least one role, never the registrar's.`,
  InvalidSigner: () =>
    `This signer cannot be added or removed: wrong length, known already, or not there. ${NOTHING}`,
  WrongRevision: ({ participant, current, named }) =>
    `Participant ${participant} is at revision ${current}; the statement names ${named}. ${NOTHING} Read it again and sign for its revision.`,
  NoReason: () => `A suspension needs the hash of its reasoned decision. ${NOTHING}`,
  LastSigner: ({ participant }) =>
    `This is the last signer of participant ${participant} and cannot be removed. Add another first.`,
  TooManySigners: ({ participant }) =>
    `Participant ${participant} has as many signers as the ledger allows. Remove one first.`,
  NotOffered: ({ successor }) =>
    `The registrar's power was not offered to participant ${successor}. ${NOTHING}`,

  InvalidGuardianSet: () =>
    `The guardian set needs 2 to 9 participants in the guardian role, in ascending order, and a threshold from 2 to their number. ${NOTHING}`,
  UnknownGuardianSet: ({ set }) => `There is no guardian set ${set}.`,
  WrongNumber: ({ expected, named }) =>
    `The next number is ${expected}; the statement names ${named}. ${NOTHING} Sign for ${expected}.`,
  InvalidKeyCount: ({ keys }) =>
    `A ceremony makes 1 to 64 keys, as many as were asked for; ${keys} is not possible here. ${NOTHING}`,
  UnknownCeremony: ({ ceremony }) => `There is no ceremony ${ceremony}.`,
  NotInSet: ({ set, guardian }) => `Participant ${guardian} is not a guardian of set ${set}. ${NOTHING}`,
  AlreadyPosted: ({ ceremony, round, guardian }) =>
    `Guardian ${guardian} has already posted for round ${round} of ceremony ${ceremony}; what it posted first stands.`,
  RoundNotOpen: ({ ceremony, round }) => `Round ${round} of ceremony ${ceremony} is not open now. ${NOTHING}`,
  PackageTooLarge: ({ size }) => `The package of ${size} bytes is larger than the ledger takes. ${NOTHING}`,
  InvalidPoint: () => `A point of these keys cannot be used. ${NOTHING}`,
  TranscriptMismatch: ({ ceremony }) =>
    `The keys of ceremony ${ceremony} differ from those that were confirmed before. ${NOTHING}`,
  UnknownKey: ({ key }) => `There is no key ${key}.`,
  CeremonyRunning: ({ set, ceremony }) =>
    `Ceremony ${ceremony} of guardian set ${set}, begun by the same guardian, is under way. ${NOTHING} Begin another when it is over, or after a minute.`,
  WrongKeyState: ({ key, current, expected }) =>
    `Key ${key} is ${current}, and has to be ${expected} for this. ${NOTHING}`,
  WrongKey: ({ key }) => `The points named are not those of key ${key}. ${NOTHING}`,
  TooEarly: ({ tender }) =>
    `The opening of tender ${tender} has not begun; no share may be released yet. ${NOTHING}`,
  InvalidMembers: ({ set, without }) =>
    `Guardian set ${set} cannot hold a ceremony without ${indicesOf(without)}: at least the threshold of its guardians must take part, the one that begins it among them. ${NOTHING}`,
  NotInCeremony: ({ ceremony, guardian }) =>
    `Guardian ${guardian} has no part in ceremony ${ceremony}. ${NOTHING}`,
  CeremonyAccused: ({ ceremony }) =>
    `A guardian of ceremony ${ceremony} stands accused; its keys are never confirmed. ${NOTHING} Begin another ceremony without the one at fault.`,
  AlreadyAccused: ({ ceremony, accused, guardian }) =>
    `Guardian ${guardian} has already accused guardian ${accused} in ceremony ${ceremony}. ${NOTHING}`,
  NothingToAccuse: ({ ceremony, accused }) =>
    `Guardian ${accused} has sent nothing in round 2 of ceremony ${ceremony} of which it could be accused. ${NOTHING}`,
  CeremonyReady: ({ ceremony }) => `Ceremony ${ceremony} is over: its keys are ready. ${NOTHING}`,
  RehearsedLately: ({ guardian, next }) =>
    `Guardian ${guardian} has begun a rehearsal lately. ${NOTHING} Begin the next after ${time(next)}, or let the registrar begin it.`,
  SetRetired: ({ set }) =>
    `Guardian set ${set} is retired: it makes no new keys, and none of its keys is used for a new tender. ${NOTHING} Use another set.`,
  StaleHeartbeat: ({ height }) =>
    `The heartbeat names block ${height}, which is not among the last 256, has another hash, or is not above that of the last heartbeat. ${NOTHING} Sign for the block before the newest.`,
  AlreadyReleased: ({ key, guardian }) =>
    `Guardian ${guardian} has already released its share of key ${key}.`,
  NotLedger: () => 'Only the ledger itself may do this.',
  AlreadyBound: () => 'The keys are bound to a ledger already.',
  NotDeployer: () => 'Only the account that deployed the contracts may do this, once.',

  UnknownTender: () => SUBMIT_SENTENCES.UnknownTender,
  AlreadyAnnounced: () =>
    `This agency has already announced a tender with this notice number. ${NOTHING} Use another number.`,
  InvalidTerms: ({ field }) =>
    `The terms break a rule; look at "${field}". ${NOTHING} Correct it and sign again.`,
  InvalidChange: ({ field }) =>
    `This may not change in this way; look at "${field}". ${NOTHING} Correct it and sign again.`,
  ClosingTooSoon: ({ earliest }) =>
    `After an amendment the bidders must have the announced time. ${NOTHING} Close at ${time(earliest)} or later.`,
  NotOwnTender: ({ agency }) => `The tender that is to be repeated belongs to agency ${agency}. ${NOTHING}`,
  AlreadyRepeated: ({ successor }) =>
    `This tender was repeated already, by ${successor}. ${NOTHING} Name that one as predecessor when it has ended.`,
  InvalidReserveSeal: () =>
    `A sealed reserve price belongs to a tender with a single reserve price, and only there; its point must be usable. ${NOTHING}`,
  WrongPhase: ({ current, expected }) =>
    expected === ''
      ? `The statement names a phase in which this is never possible; the tender is in phase ${current}. ${NOTHING}`
      : `The tender is in phase ${current}; this is possible in phase ${expected} only. ${NOTHING}`,
  WrongTermsVersion: () => SUBMIT_SENTENCES.WrongTermsVersion,
  WrongSequence: () => SUBMIT_SENTENCES.WrongSequence,
  NoSealedBid: ({ bidder }) => `Participant ${bidder} has no sealed bid in this tender. ${NOTHING}`,
  BidStands: ({ bidder }) =>
    `The bid of participant ${bidder} counts under the present terms; it needs no confirmation. ${NOTHING}`,
  AlreadyRequested: ({ bidder }) =>
    `Participant ${bidder} has already asked to withdraw this bid; the agency decides. ${NOTHING}`,
  NotRequested: ({ bidder }) =>
    `Participant ${bidder} has not asked to withdraw the bid that stands now. ${NOTHING} Only its bidder can begin a withdrawal.`,
  WrongAct: ({ current, named }) =>
    `The agency's next act in this tender is number ${current}; the statement names ${named}. ${NOTHING}`,
  NotFirstInLine: ({ first, named }) => `First in line is participant ${first}, not ${named}. ${NOTHING}`,
  InvalidScore: ({ otherScore }) =>
    `The other parts of the score cannot be ${points(otherScore)} points here: without a scale, or for another reason than a low score, they are 0, otherwise at most what the price part leaves of 100. ${NOTHING}`,
  ScoreTooLow: ({ bidder, total }) =>
    `With ${points(total)} points participant ${bidder} does not reach the pass mark of ${points(PASS_MARK)}. ${NOTHING} Correct the score, or disqualify the bid with reason 2.`,
  ScoreSuffices: ({ bidder, total }) =>
    `With ${points(total)} points participant ${bidder} reaches the pass mark of ${points(PASS_MARK)}; a low score is no reason to disqualify it. ${NOTHING}`,
  ReviewIncomplete: ({ bidder }) =>
    `The bid of participant ${bidder} has the same price and is not reviewed yet. ${NOTHING} Qualify or disqualify it first.`,
  NotWinner: ({ winner, named }) =>
    winner === 0n
      ? `Nobody holds the award of this tender, so participant ${named} can neither conclude nor forfeit. ${NOTHING}`
      : `The award is that of participant ${winner}, not of ${named}. ${NOTHING}`,
  NotQualified: ({ bidder }) => `Participant ${bidder} has not been found qualified yet. ${NOTHING}`,
  WrongAmount: ({ expected, named }) =>
    `The amount is ${expected} won on the ledger; the statement names ${named}. ${NOTHING}`,
  ReasonMissing: () => `The act needs a reason code and the hash of its document. ${NOTHING}`,
  ObjectionPeriodRunning: ({ until }) =>
    `The objection period runs until ${time(until)}. ${NOTHING} Conclude or forfeit after that.`,
  ObjectionPeriodOver: ({ until }) =>
    `The objection period ended at ${time(until)}; nobody can object any more. ${NOTHING}`,
  ObjectionsOpen: ({ open }) =>
    `Objections that wait for the agency's decision: ${open}. ${NOTHING} Decide them first.`,
  NoBid: ({ bidder }) => `Participant ${bidder} has not bid in this tender. ${NOTHING}`,
  WrongAward: ({ current, named }) =>
    `The result that stands is number ${current} of this tender; the objection names ${named}. ${NOTHING} Read the result and sign for its number.`,
  AlreadyObjected: ({ bidder }) =>
    `Participant ${bidder} has already objected to this result. ${NOTHING} The agency decides on that objection.`,
  NoOpenObjection: ({ objection, state }) =>
    `Objection ${objection} waits for no decision; it is ${state}. ${NOTHING}`,
  KeyNotOpen: () =>
    `The guardians have not opened this tender's key yet. ${NOTHING} Try again when they have.`,
  ReserveStillSealed: () =>
    `The agency's sealed reserve price has to be revealed before the bids. ${NOTHING}`,
  ReserveAlreadyOpened: () => 'The reserve price of this tender is open already.',
  NoReserveSeal: () => 'This tender has no sealed reserve price.',
  WrongOpening: ({ result }) => `The opening does not fit what was sealed (${result}). ${NOTHING}`,
  NotRankable: ({ bidder, bidStatus }) =>
    `The bid of participant ${bidder} is ${bidStatus} and cannot be put in line. ${NOTHING}`,
  WrongPlacement: ({ bidder, behind }) =>
    `Participant ${bidder} does not stand behind ${behind} in the order. ${NOTHING}`,
  EmptyBatch: () => `The list is empty. ${NOTHING}`,
  TooLittleGas: () =>
    `The transaction had too little gas to check every signature. ${NOTHING} Send it again with more.`,
}
