import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as limits from '../../src/protocol/limits.ts'

const contracts = new URL('../../contracts/', import.meta.url)
const LIMITS = new Map(Object.entries(limits).map(([name, value]) => [name, BigInt(value)]))
const UNITS: Record<string, bigint> = { seconds: 1n, minutes: 60n, hours: 3_600n, days: 86_400n }

/** Where a constant of a contract has another name than the limit. */
const NAMES: Record<string, string> = {
  'awards/ReserveFloor WHOLE': 'RATE_SCALE',
  'keys/Ceremonies MAX_KEYS': 'MAX_CEREMONY_KEYS',
  'keys/Ceremonies MAX_PACKAGE_SIZE': 'MAX_PACKAGE_BYTES',
  'libraries/BidOrders MAX_STEPS': 'MAX_PLACEMENT_STEPS',
  'libraries/QualificationScores FULL_MARK': 'MAX_SCORE',
  'libraries/ReservePrices DRAWN': 'DRAWN_PRICES',
  'libraries/ReservePrices GRID': 'PRICE_GRID',
  'libraries/ReservePrices PRICES': 'PRELIMINARY_PRICES',
  'libraries/TenderTerms MAX_NOTICE_SIZE': 'MAX_NOTICE_BYTES',
  'ParticipantRegistry MAX_SIGNER_SIZE': 'MAX_SIGNER_BYTES',
  'ParticipantRegistry MIN_SIGNER_SIZE': 'MIN_SIGNER_BYTES',
}

/** Limits that no contract knows by a constant: of JSON, of clients' batches, of proposals that need no enforcing, and implied ones. */
const ELSEWHERE = [
  ...['ALIVE_TIME', 'DKG_SEED_BYTES', 'HEARTBEAT_TIME', 'MAX_BATCH_JSON_BYTES', 'MAX_SIGNATURE_BYTES'],
  ...['MAX_STATEMENT_JSON_BYTES', 'MIN_CELL_WIDTH', 'MIN_GUARDIANS', 'MIN_NOTICE_BYTES', 'OPEN_BATCH'],
  ...['LONG_OUTAGE_TIME', 'OUTAGE_OPENING_TIME', 'OUTAGE_TIME', 'RANK_BATCH', 'SUBMIT_BATCH'],
]

describe('limits', () => {
  it('are the same in the contracts', () => {
    const found = new Set<string>()
    for (const { room, name, value } of constants()) {
      const limit = NAMES[`${room} ${name}`] ?? name
      const expected = LIMITS.get(limit)
      if (expected === undefined) continue
      expect(value, `${room} ${name}`).to.equal(expected)
      found.add(limit)
    }
    expect([...found, ...ELSEWHERE]).to.have.members([...LIMITS.keys()])
  })
})

interface Constant {
  room: string
  name: string
  value: bigint
}

/** The numbers that stand in the contracts under a name. */
function constants(): Constant[] {
  const files = readdirSync(contracts, { recursive: true, encoding: 'utf8' })
  return files
    .filter(file => file.endsWith('.sol') && !file.startsWith('mocks'))
    .flatMap(file => {
      const source = readFileSync(new URL(file, contracts), 'utf8')
      const found = source.matchAll(/constant ([A-Z_]+) = ([^;]+);/g)
      return [...found].flatMap(([, name = '', text = '']) => {
        const value = numberOf(text)
        return value === undefined ? [] : [{ room: file.replace('.sol', ''), name, value }]
      })
    })
}

function numberOf(text: string): bigint | undefined {
  const [, type, divisor] = /^type\(uint(\d+)\)\.max \/ (\d+)$/.exec(text) ?? []
  if (type !== undefined && divisor !== undefined) return (2n ** BigInt(type) - 1n) / BigInt(divisor)
  const [, shift] = /^1 << (\d+)$/.exec(text) ?? []
  if (shift !== undefined) return 1n << BigInt(shift)
  const [, digits, unit] = /^([\d_]+)(?: (\w+))?$/.exec(text) ?? []
  if (digits === undefined) return undefined
  return BigInt(digits.replaceAll('_', '')) * (unit === undefined ? 1n : (UNITS[unit] ?? 0n))
}
