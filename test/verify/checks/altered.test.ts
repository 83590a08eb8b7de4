import { expect } from 'chai'
import fc from 'fast-check'
import { z } from 'zod'
import { Notes } from '../../../src/verify/check.ts'
import { nobleCurve } from '../../../src/verify/curve.ts'
import { EVENTS, type EventForm, type EventName } from '../../../src/verify/event.ts'
import { parseEvidence } from '../../../src/verify/evidence.ts'
import { factsOf } from '../../../src/verify/facts.ts'
import { registryOf } from '../../../src/verify/registry.ts'
import { tenderOf } from '../../../src/verify/tender.ts'
import { NO_POLICY } from '../../../src/verify/trust.ts'
import { CHECKS } from '../../../src/verify/verifier.ts'
import { type EvidenceJson, logOf, logsOf, readTrust, readVector, remove } from '../support/evidence.ts'
import { isEvidence, leavesOf, nonsense, steps } from '../support/nonsense.ts'

/** Whatever is altered, some rule is broken: also where nobody looks into the proofs of the chain, which find it all the same. */
const RULES = CHECKS.filter(({ id }) => !id.startsWith('P8') && id !== 'P4.7')
/** The guardians' ceremony takes the most time and says the least about bids. */
const BY_TIME = RULES.toSorted((a, b) => Number(a.id.startsWith('P1')) - Number(b.id.startsWith('P1')))

/** The first check that an altered file does not pass, or that it cannot be read at all; undefined if it passes all. */
async function firstFailure(json: EvidenceJson): Promise<string | undefined> {
  if (!isEvidence(json)) return 'MALFORMED_EVIDENCE'
  for await (const [id, status] of run(json)) if (status === 'fail' || status === 'missing') return id
  return undefined
}

async function* run(json: EvidenceJson): AsyncGenerator<[id: string, status: string]> {
  const facts = factsOf(parseEvidence(json))
  const [registry, tender] = [registryOf(facts), tenderOf(facts)]
  const context = { facts, registry, tender, trust: readTrust(), policy: NO_POLICY, curve: nobleCurve }
  for (const check of BY_TIME) {
    const notes = new Notes()
    if (!check.applies(context)) continue
    await check.examine(context, notes)
    yield [check.id, notes.result(check.id).status]
  }
}

// ---------------------------------------------------------------------------------------------------------- every field

/** An attempt that was refused changes nothing: for that it was made, only the chain vouches. */
const WITHOUT_EFFECT: readonly string[] = ['BidRefused', 'OpeningRefused']
const LEDGER_EVENTS = (Object.keys(EVENTS) as EventName[]).filter(
  name => EVENTS[name].room === 'ledger' && !WITHOUT_EFFECT.includes(name),
)

/** Another value of the same type. */
function another(value: unknown, event: EventName, key: string): unknown {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value === 0 ? 1 : value - 1
  const text = String(value)
  if (/^0x/.test(text)) return text.replace(/.$/, last => (last === '1' ? '2' : '1'))
  if (/^[0-9]+$/.test(text)) return String(BigInt(text) + 1n)
  const schema = (EVENTS[event] as EventForm).shape[key]
  if (schema instanceof z.ZodEnum) return schema.options.find(option => option !== text)
  return `${text}!`
}

/** The fields of one event of which nobody notices that they are altered. */
async function unnoticedFields(file: string, event: EventName): Promise<string[]> {
  const unnoticed: string[] = []
  const [original] = logsOf(readVector(file), event)
  for (const place of leavesOf(original ?? {}, event).keys()) {
    const json = readVector(file)
    const leaf = leavesOf(logsOf(json, event)[0] ?? {}, event)[place] ?? expect.fail()
    leaf.container[leaf.key] = another(leaf.container[leaf.key], event, leaf.key)
    if ((await firstFailure(json)) === undefined) unnoticed.push(leaf.path)
  }
  return unnoticed
}

/** A good file in which the event is. */
function fileWith(event: EventName): string {
  const found = ['multiple', 'single', 'cancelled', 'life'].find(
    file => logsOf(readVector(file), event).length > 0,
  )
  return found ?? expect.fail(`No good file has ${event}`)
}

describe('every field of the ledger', function () {
  this.timeout(120_000)

  it('shows when it is altered', async () => {
    const unnoticed: string[] = []
    for (const event of LEDGER_EVENTS) unnoticed.push(...(await unnoticedFields(fileWith(event), event)))
    expect(unnoticed).to.deep.equal([])
  })

  it('shows when it is altered where the reserve price is sealed', async () => {
    expect(await unnoticedFields('single', 'ReserveOpened')).to.deep.equal([])
  })

  it('shows when it is altered in the fallback', async () => {
    const fields = [
      await unnoticedFields('fallback', 'BidOpened'),
      await unnoticedFields('fallback', 'ReserveSettled'),
    ]
    expect(fields).to.deep.equal([[], []])
  })

  it('shows when its event is left out', async () => {
    const unnoticed: string[] = []
    for (const event of LEDGER_EVENTS) {
      const json = readVector(fileWith(event))
      remove(json, logOf(json, event))
      if ((await firstFailure(json)) === undefined) unnoticed.push(event)
    }
    expect(unnoticed).to.deep.equal(['Cancelled', 'Concluded'])
  })
})

// -------------------------------------------------------------------------------------------------------------- no crash

describe('evidence that is well-typed and nonsense', function () {
  this.timeout(120_000)

  for (const file of ['multiple', 'single', 'fallback', 'failed', 'receipt', 'life', 'cancelled']) {
    it(`is examined to the end: ${file}.json`, async () => {
      let examined = 0
      await fc.assert(
        fc.asyncProperty(steps, async list => {
          const json = nonsense(file, list)
          for await (const [id, status] of run(json)) {
            expect(['pass', 'fail', 'missing'], id).to.include(status)
            examined++
          }
        }),
        { numRuns: 30 },
      )
      expect(examined).to.be.greaterThan(0)
    })
  }
})
