import { expect } from 'chai'
import { FIRST_REGISTRAR, REGISTRAR } from '../../../scripts/vectors/evidence/cast.ts'
import { exchangeKeys, remove, setTime, timeOf } from '../../../scripts/vectors/tampering/edit.ts'
import {
  blockOf,
  type EvidenceJson,
  logBy,
  logOf,
  logsOf,
  readValid,
  readValidText,
} from '../../../scripts/vectors/tampering/file.ts'
import { forge } from '../../../scripts/vectors/tampering/forge.ts'
import { replay } from '../../../scripts/vectors/tampering/replay.ts'
import { type Evidence, parseEvidence } from '../../../src/verify/evidence.ts'
import { checkBlock, checkCheckpoint } from '../../../src/verify/finality/witness.ts'
import { parseTrust, type Trust } from '../../../src/verify/trust.ts'
import { verify } from '../../../src/verify/verifier.ts'
import { failuresOf, fastCurve } from './cases.ts'

/*
 * What remains possible for those whom the evidence has to trust: the chain's operator together with all of its witnesses (or more than
 * two thirds of its validators), here also with the agency. Of what is altered or forged everything else is found: tampering.test.ts. They can
 *  - drop a bid wholly, as if it had never come: its bidder alone can show it, with the receipt that it left with;
 *  - date blocks otherwise than they were made, as long as time does not fall: witnesses give a time of their own, which is not compared;
 *  - leave out what was refused: refusals change nothing, so nothing misses them;
 *  - with the registrar, exchange the keys of all others and act for them: each participant sees that the register does not have its
 *    key. Without the registrar they cannot, since the auditor knows the first registrar's signer.
 * These tests would fail if one of these became impossible: then this text must change.
 */
describe('a coalition of operator, witnesses and agency', function () {
  this.timeout(60_000)
  let trust: Trust

  before(() => {
    trust = parseTrust(JSON.parse(readValidText('trust')))
  })

  async function failures(file: EvidenceJson): Promise<unknown[]> {
    return failuresOf(await verify(parseEvidence(file), trust, { curve: await fastCurve() }))
  }

  async function forged(alter: (file: EvidenceJson) => void): Promise<EvidenceJson> {
    const file = readValid('multiple')
    alter(file)
    await forge(readValid('multiple'), file)
    return file
  }

  describe('that drops a bid as if it had never come', () => {
    let file: EvidenceJson

    before(async () => {
      file = await forged(json => {
        for (const event of ['BidAccepted', 'BidOpened', 'BidRanked'] as const)
          remove(json, logBy(json, event, 1002))
        for (const [number, log] of logsOf(json, 'BidAccepted').entries()) log.number = number
        replay(json)
      })
    })

    it('makes evidence that verifies', async () => {
      expect(logsOf(file, 'BidAccepted')).to.have.length(6)
      expect(await failures(file)).to.deep.equal([])
    })

    it('does not reach the receipt that the bidder left with', async () => {
      const receipt = readValid('receipt')
      expect(receipt.bidder).to.equal('1002')
      expect(await failures(receipt)).to.deep.equal([])
    })

    it('is convicted by receipt and evidence together: the witness vouched for two blocks of one number', () => {
      const [shown, kept] = [parseEvidence(file), parseEvidence(readValid('receipt'))]
      const number = kept.blocks.at(-1)?.header.number ?? -1
      const [one, other] = [vouchedHash(shown, number, trust), vouchedHash(kept, number, trust)]
      expect(one).to.be.a('string')
      expect(other).to.be.a('string')
      expect(one).to.not.equal(other)
    })
  })

  it('can date a block otherwise', async () => {
    const file = await forged(json => {
      const block = blockOf(json, logOf(json, 'BidAccepted'))
      setTime(block, timeOf(block) + 3_600)
    })
    expect(await failures(file)).to.deep.equal([])
  })

  it('can leave out that bids were refused', async () => {
    const file = await forged(json =>
      remove(json, ...logsOf(json, 'BidRefused'), ...logsOf(json, 'OpeningRefused')),
    )
    expect(await failures(file)).to.deep.equal([])
  })

  it('can act for all others if the registrars are with it, and otherwise not', async () => {
    const registrars = [FIRST_REGISTRAR, REGISTRAR]
    expect(await failures(await forged(file => exchangeKeys(file, registrars)))).to.deep.equal([])
    expect(await failures(await forged(file => exchangeKeys(file)))).to.deep.equal([
      { check: 'P8.5', status: 'fail', codes: ['OTHER_REGISTRAR'] },
    ])
  })
})

/** The hash of a block for which the evidence's checkpoint vouches. */
function vouchedHash({ blocks, finality }: Evidence, number: number, trust: Trust): string | undefined {
  if (finality.kind !== 'witness' || trust.finality.kind !== 'witness') return undefined
  const block = blocks.find(({ header }) => header.number === number)
  const witnessed = checkCheckpoint(finality.checkpoint, trust.finality)
  if (block === undefined || witnessed.status !== 'proven') return undefined
  const proof = checkBlock(block.header, block.path, witnessed.value)
  return proof.status === 'proven' ? proof.value.hash : undefined
}
