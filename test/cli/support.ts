import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { AGENCY, type Author, REGISTRAR, SUPPLIERS } from '../support/ledger/author.ts'
import {
  bongin,
  type Ended,
  MEMBERS,
  type Place,
  type Running,
  readyKey,
  register,
  startRunning,
  THRESHOLD,
  writeKey,
} from '../support/running.ts'

export const HOUR = 3_600
export const DAY = 24 * HOUR

/** The bidders of every tender here. */
export const BIDDERS = SUPPLIERS.slice(0, 2)

/** A ledger with guardians at work and a key in stock, an agency, and two suppliers. */
export async function openTown(): Promise<Running> {
  const town = await startRunning()
  for (const author of [REGISTRAR, AGENCY, ...BIDDERS]) await writeKey(town, author)
  await Promise.all([
    register(town, AGENCY, 'agency'),
    ...MEMBERS.map(author => register(town, author, 'guardian')),
    ...BIDDERS.map(author => register(town, author, 'supplier')),
  ])
  const numbers = MEMBERS.map(({ participant }) => participant)
  // In any order: the command line knows which one the ledger wants.
  await done(town, `guardians form --guardians ${numbers.toReversed()} --threshold ${THRESHOLD} --key 1.key`)
  await town.startGuardians()
  return town
}

export type Json = Record<string, unknown>

/** Runs a command with `--json`, expects that it was done, and reads the one line that it printed. */
export async function done(place: Place, line: string): Promise<Json> {
  const { code, stdout, stderr } = await bongin(place, `${line} --json`)
  expect(code, stderr).to.equal(0)
  expect(stdout).to.match(/^\{.*\}\n$/)
  return JSON.parse(stdout)
}

/** Runs a command with `--json`, and expects that it ends with this exit code and error code, and without a result. */
export async function failed(
  place: Place,
  line: string,
  exit: number,
  code: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const ended = await bongin(place, `${line} --json`, environment)
  expect(ended.stdout, line).to.equal('')
  expect(ended.stderr, line).to.match(/^\{.*\}\n$/)
  const { error } = JSON.parse(ended.stderr)
  expect({ exit: ended.code, code: error.code }, `${line}: ${ended.stderr}`).to.deep.equal({ exit, code })
  expect(error.message).to.match(/^.*\.$/)
  return ended
}

const SCHEDULE = {
  biddingAt: 'now',
  closingAt: '+48h',
  openingAt: '+49h',
  fallbackAt: '+55h',
  fallbackEndAt: '+79h',
}

/** Writes a terms file of the given kind of reserve price. @returns its name */
export async function writeTerms(
  { directory }: Running,
  notice: string,
  kind: 'None' | 'Single' | 'Multiple',
  changes: object = {},
): Promise<string> {
  await writeFile(join(directory, 'documents.txt'), 'documents')
  const award = { rule: 'ReserveFloor', baseAmount: '100,000,000', floorRate: '87.745%' }
  const terms = {
    notice,
    document: 'documents.txt',
    schedule: SCHEDULE,
    objectionPeriod: '24h',
    minimumBids: 2,
    bidPolicy: 'OneShot',
    reserve: kind === 'Multiple' ? { kind, spread: '2%' } : { kind },
    award: kind === 'None' ? { rule: 'LowestPrice', baseAmount: '100,000,000' } : award,
    ...changes,
  }
  await writeFile(join(directory, `${notice}.json`), JSON.stringify(terms))
  return `${notice}.json`
}

/** Announces a tender, as soon as the guardians have a key for it. @returns its id */
export async function announce(town: Running, terms: string, options = ''): Promise<string> {
  await readyKey(town)
  const { tender } = await done(town, `tender announce ${terms} --agency 2 --key 2.key${options}`)
  return String(tender)
}

/** Seals and submits a bid. @returns the name of its file */
export async function bid(
  town: Running,
  tender: string,
  { participant }: Author,
  options: string,
): Promise<string> {
  const out = `${tender.slice(0, 10)}-${participant}`
  await done(
    town,
    `bid seal ${tender} --bidder ${participant} --key ${participant}.key --out ${out} ${options}`,
  )
  await done(town, `bid submit ${out}`)
  return out
}
