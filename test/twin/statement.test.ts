import { expect } from 'chai'
import fc from 'fast-check'
import { callOf } from '../../src/chain/calls.ts'
import { IParticipantRegistry__factory, ITenderLedger__factory } from '../../src/generated/contracts/index.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import { CHECKS } from '../../src/protocol/participant.ts'
import {
  type Deployment,
  digest,
  type SignedStatement,
  STATEMENTS,
  type Statement,
  type StatementType,
} from '../../src/protocol/statement.ts'
import { nameAt, SUBMIT_RESULTS } from '../../src/protocol/tender.ts'
import { ethers, sign } from '../support/ledger.ts'
import type { Draft, Stage, Stages } from './draft.ts'
import { KEY_STAGES } from './keyStages.ts'
import { REGISTRY_STAGES } from './registryStages.ts'
import { refusalOf, runs, TIMEOUT } from './support.ts'
import { TENDER_STAGES } from './tenderStages.ts'

const registryErrors = IParticipantRegistry__factory.createInterface()
const ledger = ITenderLedger__factory.createInterface()
const STAGES: Stages<StatementType> = { ...REGISTRY_STAGES, ...KEY_STAGES, ...TENDER_STAGES }
const TAKEN = 'taken'

describe('twins > statement', function () {
  this.timeout(TIMEOUT)

  for (const type of Object.keys(STATEMENTS) as StatementType[]) {
    describe(type, () => {
      let stage: Stage

      beforeEach(async () => {
        stage = await STAGES[type]()
      })

      it("the contract accepts TypeScript's signature", async () => {
        await fc.assert(
          fc.asyncProperty(stage.drafts, async draft => {
            expect(await answerTo(signed(draft, stage.world.deployment), stage.world.deployment)).to.equal(
              TAKEN,
            )
          }),
          runs(5),
        )
      })

      it('one changed field, whichever, and the signature is refused', async () => {
        await fc.assert(
          fc.asyncProperty(stage.drafts, async draft => {
            const { deployment } = stage.world
            const honest = signed(draft, deployment)
            for (const field of leavesOf(draft.statement)) {
              const statement = change(draft.statement, field) as Statement
              const { signature } = signed({ ...draft, statement }, deployment)
              expect(await answerTo({ ...honest, signature }, deployment), field.join('.')).to.equal(
                'BadSignature',
              )
            }
          }),
          runs(25),
        )
      })

      it('a signature for another chain or contract is refused', async () => {
        await fc.assert(
          fc.asyncProperty(stage.drafts, fc.boolean(), async (draft, otherChain) => {
            const { deployment } = stage.world
            const room = STATEMENTS[type].room
            const other = otherChain
              ? { ...deployment, chainId: deployment.chainId + 1n }
              : { ...deployment, [room]: `0x${'1'.repeat(40)}` }
            const { signature } = signed(draft, other)
            expect(await answerTo({ ...signed(draft, deployment), signature }, deployment)).to.equal(
              'BadSignature',
            )
          }),
          runs(20),
        )
      })

      it('takes effect, and its event names the same digest', async () => {
        const { deployment } = stage.world
        const [draft] = fc.sample(stage.drafts, 1)
        if (draft === undefined) throw new Error('no draft')
        const [relay] = await ethers.getSigners()
        const receipt = await (
          await relay?.sendTransaction(callOf(signed(draft, deployment), deployment))
        )?.wait()
        expect(receipt?.logs).to.have.length.greaterThan(0)
        if (STATEMENTS[type].room !== 'ledger') return
        const named = receipt?.logs.map(log => ledger.parseLog(log)?.args.toObject().statement)
        expect(named).to.include(digest(draft.statement, deployment))
      })
    })
  }
})

function signed({ author, statement, points }: Draft, deployment: Deployment): SignedStatement {
  return sign({ deployment }, author, statement, points)
}

/** What the contract says to a signed statement without recording it: taken, or the registry's check. */
async function answerTo(statement: SignedStatement, deployment: Deployment): Promise<string> {
  const call = ethers.provider.call(callOf(statement, deployment))
  const refusal = await refusalOf(call, registryErrors)
  if (refusal !== undefined) {
    expect(refusal.name).to.equal('Unauthorized')
    return nameAt(CHECKS, Number(refusal.values[1]))
  }
  if (statement.statement.type !== 'SubmitBid') return TAKEN
  const [[result]] = ledger.decodeFunctionResult('submitBids', await call) as unknown as [[bigint]]
  const name = nameAt(SUBMIT_RESULTS, result)
  // A batch answers with its own code; the registry's word stands in the event.
  if (name === 'Unauthorized') return 'BadSignature'
  return name === 'Accepted' ? TAKEN : name
}

type Path = readonly string[]

/** Where the fields of a statement stand, in whatever depth. */
function leavesOf(value: object, path: Path = []): Path[] {
  return Object.entries(value).flatMap(([name, inner]): Path[] => {
    if (name === 'type' && path.length === 0) return []
    const here = [...path, name]
    return typeof inner === 'object' && inner !== null ? leavesOf(inner, here) : [here]
  })
}

/** The same with another value in one field. */
function change(value: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return another(value)
  if (Array.isArray(value))
    return value.map((item, place) => (String(place) === name ? change(item, rest) : item))
  const fields = value as Record<string, unknown>
  return { ...fields, [name]: change(fields[name], rest) }
}

/** Another value of the same type. */
function another(value: unknown): unknown {
  if (typeof value === 'bigint') return value ^ 1n
  if (typeof value === 'number') return value === 0 ? 1 : value - 1
  if (typeof value === 'boolean') return !value
  const text = String(value)
  if (!text.startsWith('0x')) return `${text}.`
  const last = Number.parseInt(text.at(-1) ?? '0', 16)
  return (text === '0x' ? '0x00' : `${text.slice(0, -1)}${(last ^ 1).toString(16)}`) as Hex
}
