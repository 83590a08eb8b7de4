import { expect } from 'chai'
import fc from 'fast-check'
import { word } from '../../src/protocol/bytes.ts'
import { isSuspendedAt, type Suspension } from '../../src/protocol/participant.ts'
import { act, deployLedger, loadFixture, nextBlockAt, REGISTRAR, supplier, time } from '../support/ledger.ts'
import { runs, TIMEOUT } from './support.ts'

/** Acts of the registrar, each some seconds after the one before; an end before its act lifts the suspension. */
const acts = fc.array(
  fc.record({ after: fc.integer({ min: 1, max: 20 }), length: fc.integer({ min: -5, max: 40 }) }),
  {
    maxLength: 6,
  },
)

describe('twins > participant', function () {
  this.timeout(TIMEOUT)

  it('was suspended at the same seconds, whatever the registrar did later', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async steps => {
        const world = await loadFixture(deployLedger)
        const { participant } = supplier(0)
        const start = await time.latest()
        const suspensions: Suspension[] = []
        let now = start
        for (const [step, { after, length }] of steps.entries()) {
          now += after
          await nextBlockAt(now)
          const until = now + length
          const fields = { participant, until, reason: word(1n), revision: 1 + step }
          await act(world, REGISTRAR, { type: 'SuspendParticipant', ...fields })
          suspensions.push({ at: now, until })
        }
        for (let second = start - 1; second <= now + 45; second++) {
          const expected = isSuspendedAt(suspensions, second)
          expect(await world.registry.isSuspendedAt(participant, second)).to.equal(expected)
        }
      }),
      runs(10),
    )
  })
})
