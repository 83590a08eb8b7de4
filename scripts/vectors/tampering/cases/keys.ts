import { z } from 'zod'
import { altered, type Drafts, forged } from '../case.ts'
import { bytesOfPackage, setPackage, settleCeremony } from '../ceremony.ts'
import { insertAfter, moveAfter, REGISTRAR, remove, repeat, setTime, signed } from '../edit.ts'
import { blockOf, type EvidenceJson, headerOf, logOf, statementOf } from '../file.ts'
import { termsOf } from '../replay.ts'

const [FIRST, THIRD] = [101, 103]

const pointsSchema = z.array(z.object({ publicKey: z.unknown(), shares: z.array(z.unknown()) }))

/** The joint keys of the ceremony as they were proposed. */
function proposedKeys(file: EvidenceJson) {
  return pointsSchema.parse(logOf(file, 'KeysProposed').keys)
}

/** Nobody knew the key before the opening time, and it serves one tender. */
export const KEY_CASES: Drafts = {
  // ------------------------------------------------------------------------------------------------------------- P1.3
  'a guardian that does not prove to know its part of the secret': forged(
    'multiple',
    file => {
      const bytes = bytesOfPackage(file, 1, THIRD)
      // Version, encryption key, two commitments; then T of the proof, and behind it the number that is altered here.
      const place = 1 + 32 + 2 * 33 + 33 + 31
      setPackage(file, 1, THIRD, bytes.with(place, (bytes[place] ?? 0) ^ 1))
      settleCeremony(file)
    },
    ['P1.3 fail BAD_PROOF'],
  ),
  'a package that is one byte too long': forged(
    'multiple',
    file => {
      setPackage(file, 2, THIRD, Uint8Array.of(...bytesOfPackage(file, 2, THIRD), 0))
      settleCeremony(file)
    },
    ['P1.3 fail BAD_PACKAGE'],
  ),
  'a public share that does not follow from the packages': forged(
    'multiple',
    file => {
      const keys = proposedKeys(file)
      const [first, second] = keys
      if (first !== undefined && second !== undefined) first.shares[0] = second.shares[0]
      logOf(file, 'KeysProposed').keys = keys
      settleCeremony(file)
    },
    ['P1.3 fail OTHER_KEY', 'P4.4 fail OTHER_KEY'],
  ),
  'a public key of which somebody alone knows the secret': forged(
    'failed',
    file => {
      const keys = proposedKeys(file)
      const [foreign, , , own] = keys
      if (foreign !== undefined && own !== undefined) own.publicKey = foreign.publicKey
      logOf(file, 'KeysProposed').keys = keys
      settleCeremony(file)
    },
    ['P1.3 fail OTHER_KEY', 'P4.4 fail OTHER_KEY'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P1.4
  'a key that was never assigned': forged('multiple', file => remove(file, logOf(file, 'KeyAssigned')), [
    'P1.4 missing NOT_THERE',
  ]),
  'another key assigned than announced': forged(
    'multiple',
    file => {
      const log = logOf(file, 'KeyAssigned')
      log.key = String(BigInt(String(log.key)) + 1n)
    },
    ['P1.4 fail OTHER_KEY'],
  ),
  'a key that serves a second tender': forged(
    'multiple',
    file => {
      const log = logOf(file, 'KeyAssigned')
      insertAfter(file, log, { ...log, tender: `0x${'7e'.repeat(32)}` })
    },
    ['P1.4 fail OTHER_TENDER'],
  ),
  'a key that was assigned only after the first bids': forged(
    'multiple',
    file => moveAfter(file, logOf(file, 'KeyAssigned'), logOf(file, 'BidAccepted', 2)),
    ['P1.4 fail TOO_LATE'],
  ),
  'a key that was assigned twice': forged('multiple', file => repeat(file, logOf(file, 'KeyAssigned')), [
    'P1.4 fail THERE_TWICE',
  ]),
  'a key of guardians that had been retired': forged(
    'multiple',
    file => {
      const statement = { type: 'RetireGuardianSet', set: 1 } as const
      const log = { event: 'GuardianSetRetired', signed: signed(file, statement, REGISTRAR) } as const
      insertAfter(file, logOf(file, 'KeysReady'), log)
    },
    ['P1.4 fail RETIRED_SET'],
  ),
  'a key that was rehearsed': forged(
    'multiple',
    file => {
      const { key } = statementOf(logOf(file, 'Announced'))
      const statement = { type: 'RehearseKey', key, participant: String(FIRST) } as const
      const log = { event: 'KeyRehearsed', signed: signed(file, statement, FIRST) } as const
      insertAfter(file, logOf(file, 'KeysReady'), log)
    },
    ['P1.4 fail OTHER_TENDER'],
  ),

  // ------------------------------------------------------------------------------------------------------------- P1.5
  'shares released before the opening time': forged(
    'multiple',
    file => setTime(blockOf(file, logOf(file, 'KeyOpened')), termsOf(file).schedule.openingAt - 1),
    ['P1.5 fail TOO_EARLY'],
  ),
  'bids opened before the opening time': forged(
    'multiple',
    file => {
      const { openingAt } = termsOf(file).schedule
      for (const event of ['KeyOpened', 'BidOpened'] as const) {
        setTime(blockOf(file, logOf(file, event)), openingAt - 1)
      }
    },
    ['P1.5 fail TOO_EARLY', 'P5.1 fail WRONG_PHASE'],
  ),
  'a share that was shown while bidding was open': forged(
    'multiple',
    file => moveAfter(file, logOf(file, 'ShareReleased'), logOf(file, 'BidAccepted', 6)),
    ['P1.5 fail TOO_EARLY'],
  ),
  'the opening time moved in the file': altered(
    'multiple',
    file => {
      const terms = statementOf(logOf(file, 'Announced')).terms as { schedule: { openingAt: number } }
      terms.schedule.openingAt = headerOf(blockOf(file, logOf(file, 'BidOpened'))).timestamp + 1
    },
    'P1.5 fail TOO_EARLY',
  ),
}
