import type { EventNamed } from '../../chain/events.ts'
import type { Change, JointKeyJson } from '../../db/tables.ts'
import { word } from '../../protocol/bytes.ts'
import { splitKeyId } from '../../protocol/openingKey.ts'
import { KEY_STATES } from '../../protocol/tender.ts'
import { setOf } from '../known.ts'
import { originOf, type Projections, ZERO_HASH } from './projection.ts'

type KeysEvent =
  | 'LedgerBound'
  | 'GuardianSetFormed'
  | 'GuardianSetRetired'
  | 'GuardianAlive'
  | 'GuardianAccused'
  | 'CeremonyStarted'
  | 'PackagePosted'
  | 'KeysConfirmed'
  | 'KeysProposed'
  | 'KeysReady'
  | 'KeyAssigned'
  | 'KeyRehearsed'
  | 'ShareReleased'
  | 'ShareRefused'
  | 'KeyOpened'

type JointKey = EventNamed<'KeysProposed'>['args']['keys'][number]
type Point = JointKey['publicKey']

const PROPOSED = KEY_STATES.indexOf('None')
const READY = KEY_STATES.indexOf('Ready')
const ASSIGNED = KEY_STATES.indexOf('Assigned')
const OPEN = KEY_STATES.indexOf('Open')
const REHEARSING = KEY_STATES.indexOf('Rehearsing')

/** The key at a place of a ceremony, as the contract numbers them. */
const keyAt = (ceremony: number, position: number): bigint => (BigInt(ceremony) << 16n) | BigInt(position)

const pointJson = ({ x, y }: Point) => ({ x: word(x), y: word(y) })

const jointJson = ({ publicKey, shares }: JointKey): JointKeyJson => ({
  publicKey: pointJson(publicKey),
  shares: shares.map(pointJson),
})

const shareOf = (event: EventNamed<'ShareReleased' | 'ShareRefused'>) => {
  const { key, guardian, tender, share } = event.args
  return { key, guardian, tender, share: word(share), ...originOf(event) }
}

type Sign = EventNamed<'GuardianAlive' | 'PackagePosted' | 'KeysConfirmed' | 'ShareReleased'>

/** That a guardian was there for a set when this happened. */
const signOfLife = (event: Sign, guardianSet: number): Change => {
  const { guardian } = event.args
  return { table: 'signsOfLife', put: { guardianSet, guardian, name: event.name, ...originOf(event) } }
}

export const KEY_PROJECTIONS: Projections<KeysEvent> = {
  // The ledger of a deployment is known before its events are read.
  LedgerBound: () => [],
  GuardianSetFormed: event => {
    const { set, guardians, threshold } = event.args
    const members = guardians.map(String)
    const facts = { guardianSet: set, threshold, guardians: members, retiredAt: null }
    return [{ table: 'guardianSets', put: { ...facts, ...originOf(event) } }]
  },
  GuardianSetRetired: ({ args: { set }, timestamp }) => [
    { table: 'guardianSets', key: { guardianSet: set }, set: { retiredAt: timestamp } },
  ],
  GuardianAlive: event => [signOfLife(event, event.args.set)],
  GuardianAccused: event => [{ table: 'accusations', put: { ...event.args, ...originOf(event) } }],
  CeremonyStarted: event => {
    const { ceremony, set, keys, without, guardian } = event.args
    const start = { ceremony, guardianSet: set, keys, without, guardian }
    const facts = { ...start, packages: ZERO_HASH, transcript: null }
    const nothingYet = { postedFirst: 0, postedSecond: 0, confirmed: 0, ready: false }
    return [{ table: 'ceremonies', put: { ...facts, ...nothingYet, ...originOf(event) } }]
  },
  PackagePosted: (event, known) => {
    const { ceremony, round, packages } = event.args
    const add = round === 1 ? { postedFirst: 1 } : { postedSecond: 1 }
    return [
      { table: 'packages', put: { ...event.args, ...originOf(event) } },
      { table: 'ceremonies', key: { ceremony }, set: { packages }, add },
      signOfLife(event, setOf(known, ceremony)),
    ]
  },
  KeysConfirmed: (event, known) => {
    const { ceremony, transcript } = event.args
    return [
      { table: 'confirmations', put: { ...event.args, ...originOf(event) } },
      { table: 'ceremonies', key: { ceremony }, set: { transcript }, add: { confirmed: 1 } },
      signOfLife(event, setOf(known, ceremony)),
    ]
  },
  KeysProposed: event => {
    const { ceremony, keys } = event.args
    return keys.map((joint, position): Change => {
      const key = { key: keyAt(ceremony, position), ceremony, position, guardianSet: null, state: PROPOSED }
      return { table: 'keys', put: { ...key, joint: jointJson(joint), tender: null, ...originOf(event) } }
    })
  },
  KeysReady: ({ args: { ceremony, set, keys } }) => [
    { table: 'ceremonies', key: { ceremony }, set: { ready: true } },
    ...Array.from({ length: keys }, (_, position): Change => {
      return {
        table: 'keys',
        key: { key: keyAt(ceremony, position) },
        set: { state: READY, guardianSet: set },
      }
    }),
  ],
  KeyAssigned: ({ args: { key, tender } }) => [
    { table: 'keys', key: { key }, set: { state: ASSIGNED, tender } },
  ],
  KeyRehearsed: event => {
    const { key, participant } = event.args
    return [
      { table: 'rehearsals', put: { key, participant, ...originOf(event) } },
      { table: 'keys', key: { key }, set: { state: REHEARSING } },
    ]
  },
  ShareReleased: (event, known) => {
    const { ceremony } = splitKeyId(event.args.key)
    return [{ table: 'shares', put: shareOf(event) }, signOfLife(event, setOf(known, ceremony))]
  },
  ShareRefused: event => [{ table: 'shareRefusals', put: shareOf(event) }],
  KeyOpened: event => {
    const { key, tender, secret } = event.args
    const opened: Change[] = [
      { table: 'secrets', put: { key, tender, secret: word(secret), ...originOf(event) } },
      { table: 'keys', key: { key }, set: { state: OPEN } },
    ]
    // A rehearsal opens a key for nobody.
    if (tender === ZERO_HASH) return opened
    return [...opened, { table: 'tenders', key: { tender }, set: { secretAt: event.timestamp } }]
  },
}
