import type { EventNamed } from '../../chain/events.ts'
import type { Change, JointKeyJson } from '../../db/tables.ts'
import { word } from '../../protocol/bytes.ts'
import { KEY_STATES } from '../../protocol/tender.ts'
import { originOf, type Projections, ZERO_HASH } from './projection.ts'

type KeysEvent =
  | 'LedgerBound'
  | 'GuardianSetFormed'
  | 'CeremonyStarted'
  | 'PackagePosted'
  | 'KeysConfirmed'
  | 'KeysProposed'
  | 'KeysReady'
  | 'KeyAssigned'
  | 'ShareReleased'
  | 'ShareRefused'
  | 'KeyOpened'

type JointKey = EventNamed<'KeysProposed'>['args']['keys'][number]
type Point = JointKey['publicKey']

const PROPOSED = KEY_STATES.indexOf('None')
const READY = KEY_STATES.indexOf('Ready')
const ASSIGNED = KEY_STATES.indexOf('Assigned')
const OPEN = KEY_STATES.indexOf('Open')

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

export const KEY_PROJECTIONS: Projections<KeysEvent> = {
  // The ledger of a deployment is known before its events are read.
  LedgerBound: () => [],
  GuardianSetFormed: event => {
    const { set, guardians, threshold } = event.args
    const members = guardians.map(String)
    return [
      { table: 'guardianSets', put: { guardianSet: set, threshold, guardians: members, ...originOf(event) } },
    ]
  },
  CeremonyStarted: event => {
    const { ceremony, set, keys, guardian } = event.args
    const facts = { ceremony, guardianSet: set, keys, guardian, packages: ZERO_HASH, transcript: null }
    const nothingYet = { postedFirst: 0, postedSecond: 0, confirmed: 0, ready: false }
    return [{ table: 'ceremonies', put: { ...facts, ...nothingYet, ...originOf(event) } }]
  },
  PackagePosted: event => {
    const { ceremony, round, packages } = event.args
    const add = round === 1 ? { postedFirst: 1 } : { postedSecond: 1 }
    return [
      { table: 'packages', put: { ...event.args, ...originOf(event) } },
      { table: 'ceremonies', key: { ceremony }, set: { packages }, add },
    ]
  },
  KeysConfirmed: event => {
    const { ceremony, transcript } = event.args
    return [
      { table: 'confirmations', put: { ...event.args, ...originOf(event) } },
      { table: 'ceremonies', key: { ceremony }, set: { transcript }, add: { confirmed: 1 } },
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
  ShareReleased: event => [{ table: 'shares', put: shareOf(event) }],
  ShareRefused: event => [{ table: 'shareRefusals', put: shareOf(event) }],
  KeyOpened: event => {
    const { key, tender, secret } = event.args
    return [
      { table: 'secrets', put: { key, tender, secret: word(secret), ...originOf(event) } },
      { table: 'keys', key: { key }, set: { state: OPEN } },
      { table: 'tenders', key: { tender }, set: { secretAt: event.timestamp } },
    ]
  },
}
