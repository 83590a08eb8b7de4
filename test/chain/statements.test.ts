import { rm } from 'node:fs/promises'
import { expect } from 'chai'
import { type ErrorFragment, encodeBytes32String, type Result, Wallet } from 'ethers'
import { relayBids } from '../../src/chain/bids.ts'
import { callOf } from '../../src/chain/calls.ts'
import { INTERFACES } from '../../src/chain/contracts.ts'
import { deployOnce } from '../../src/chain/deploy.ts'
import { readDeployment, writeDeployment } from '../../src/chain/deployment.ts'
import { callRefusal, codeFor, REFUSAL_CODES } from '../../src/chain/refusal.ts'
import { type Outcome, readOutcome, relayStatement } from '../../src/chain/statements.ts'
import { type Hex, word } from '../../src/protocol/bytes.ts'
import { BonginError } from '../../src/protocol/error.ts'
import { digest, type SignedStatement, STATEMENTS, type Statement } from '../../src/protocol/statement.ts'
import { SUBMIT_RESULTS } from '../../src/protocol/tender.ts'
import { act, type LedgerWorld, openLedger } from '../gateway/support/ledger.ts'
import {
  announce,
  announcement,
  bidStatement,
  jointOf,
  prepare,
  register,
  signedBid,
  supplier,
} from '../gateway/support/play.ts'
import { AGENCY, at, authorOf, REGISTRAR, STRANGER, sign } from '../support/ledger/author.ts'

const PRICE = 900_000n

describe('chain > statements', () => {
  let world: LedgerWorld
  before(async () => {
    world = await openLedger()
    // As many keys as a ceremony can make: their confirmation needs more gas than is first tried.
    await prepare(world, 60, 64)
  })
  after(() => world?.close())

  const failure = async (work: Promise<unknown>): Promise<BonginError> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (error instanceof BonginError) return error
    throw new Error(`no BonginError: ${String(error)}`)
  }

  describe('callOf', () => {
    const samples = (): Record<Statement['type'], Omit<Statement, 'type'>> => {
      const { statement } = announcement(world, 0)
      const bid = bidStatement(world, announcement(world, 0).tender, supplier(0), PRICE)
      const own = { tender: word(1n), act: 2 }
      const act = { ...own, bidder: 3n }
      return {
        RegisterParticipant: { participant: 5n, roles: 4, signer: STRANGER.signer, profile: word(6n) },
        SetRoles: { participant: 5n, roles: 4, revision: 2 },
        AddSigner: { participant: 5n, signer: STRANGER.signer, revision: 2 },
        RemoveSigner: { participant: 5n, signer: STRANGER.signer, revision: 2, author: 1n },
        SuspendParticipant: { participant: 5n, until: 7, reason: word(8n), revision: 2 },
        OfferRegistrar: { successor: 5n, revision: 2 },
        AcceptRegistrar: { successor: 5n, revision: 2 },
        FormGuardianSet: { guardians: [5n, 6n], threshold: 2, set: 1 },
        StartCeremony: { set: 1, keys: 4, without: 2, ceremony: 1, guardian: 5n },
        PostPackage: { ceremony: 1, round: 2, guardian: 5n, package: '0x0102' },
        ConfirmKeys: { ceremony: 1, guardian: 5n, transcript: word(9n) },
        AccuseGuardian: { ceremony: 1, accused: 6n, key: word(14n), guardian: 5n },
        RetireGuardianSet: { set: 1 },
        RehearseKey: { key: 65_536n, participant: 5n },
        Heartbeat: { set: 1, guardian: 5n, height: 7, blockHash: word(15n) },
        ReleaseShare: { key: 65_536n, tender: word(1n), guardian: 5n, share: 10n },
        Announce: statement,
        Amend: { ...own, terms: statement.terms, reserveSeal: statement.reserveSeal },
        Postpone: { ...own, schedule: statement.terms.schedule, reason: 1, document: word(11n) },
        Cancel: { ...own, phase: 6, reason: 1, document: word(11n) },
        SubmitBid: bid,
        ConfirmBid: { tender: word(1n), termsVersion: 2, bidder: 3n, sequence: 4 },
        RequestWithdrawal: {
          tender: word(1n),
          termsVersion: 2,
          bidder: 3n,
          sequence: 4,
          document: word(11n),
        },
        GrantWithdrawal: { ...act, sequence: 4, document: word(11n), author: 2n },
        Qualify: { ...act, otherScore: 16, document: word(11n) },
        Disqualify: { ...act, reason: 1, otherScore: 16, document: word(11n) },
        Award: { ...act, amount: 12n },
        Object: { tender: word(1n), bidder: 3n, award: 4, document: word(11n) },
        DecideObjection: { ...own, objection: 4, upheld: true, document: word(11n) },
        Conclude: { ...act, amount: 12n, contractHash: word(13n) },
        Forfeit: { ...act, reason: 1, document: word(11n) },
      }
    }
    /** What a contract learns from its own state and not from the call: it is signed all the same. */
    const FROM_STATE: Partial<Record<Statement['type'], string>> = {
      ConfirmKeys: 'transcript',
      ReleaseShare: 'tender',
    }

    const POINTS: Partial<Record<Statement['type'], Pick<SignedStatement, 'joint' | 'keys'>>> = {
      ConfirmKeys: { keys: [jointOf(1n)] },
      ReleaseShare: { joint: jointOf(1n) },
    }

    /** What the call hands over: the statement's fields by name, and who signed. */
    const handedOver = (room: keyof typeof INTERFACES, data: string) => {
      const args = INTERFACES[room].parseTransaction({ data })?.args as Result
      const [first] = args.toArray() as unknown[]
      const bid = Array.isArray(first) && args.length === 1 ? (first as Result[])[0] : undefined
      const authorization = (bid ?? args).getValue('authorization') as unknown
      return { fields: bid === undefined ? args : (bid.getValue('bid') as Result), authorization }
    }

    /** A parameter that is named like a function of its contract has `_` behind its name. */
    const carriedAs = (fields: Result, name: string): unknown =>
      fields.toObject()[name] ?? fields.getValue(`${name}_`)

    for (const type of Object.keys(STATEMENTS) as Statement['type'][]) {
      it(`puts every signed field of ${type} where the contract reads it`, () => {
        const { room } = STATEMENTS[type]
        const { type: _, ...fields }: Record<string, unknown> = { ...samples()[type] }
        const signed = sign(world, AGENCY, { type, ...fields } as Statement, POINTS[type])
        const { to, data } = callOf(signed, world.deployment)
        expect(to).to.equal(world.deployment[room])
        const sent = handedOver(room, data)
        const carried = Object.keys(fields).filter(name => name !== FROM_STATE[type])
        for (const name of carried)
          expect(flat(carriedAs(sent.fields, name)), name).to.deep.equal(flat(fields[name]))
        expect(flat(sent.authorization)).to.deep.equal(flat([signed.signer, signed.signature]))
      })
    }

    it('carries both signatures of a conclusion, and needs the second', () => {
      const statement = { type: 'Conclude', ...samples().Conclude } as Statement
      const { countersignature, ...half } = sign(world, AGENCY, statement)
      if (countersignature === undefined) throw new Error('it was not countersigned')
      const { data } = callOf({ ...half, countersignature }, world.deployment)
      const args = INTERFACES.ledger.parseTransaction({ data })?.args as Result
      const { signer, signature } = countersignature
      expect(flat(args.getValue('countersignature'))).to.deep.equal(flat([signer, signature]))
      expect(() => callOf(half, world.deployment))
        .to.throw(BonginError, 'countersignature')
        .with.property('code', 'INVALID_INPUT')
    })

    it('needs the points that a confirmation or a release commits to', () => {
      const statement = { type: 'ConfirmKeys', ceremony: 1, guardian: 5n, transcript: word(9n) } as const
      expect(() => callOf(sign(world, AGENCY, statement), world.deployment))
        .to.throw(BonginError)
        .with.property('code', 'INVALID_INPUT')
    })
  })

  describe('a refusal', () => {
    const fragments = Object.values(INTERFACES).flatMap(contract => {
      const errors: ErrorFragment[] = []
      contract.forEachError(fragment => errors.push(fragment))
      return errors.map(fragment => ({ contract, fragment }))
    })

    it('has a code and a sentence with its values for every custom error of the contracts', () => {
      for (const { contract, fragment } of fragments) {
        const values = fragment.inputs.map(({ type }) =>
          type.startsWith('uint') ? 1n : type === 'address' ? STRANGER.signer : word(1n),
        )
        const data = contract.encodeErrorResult(fragment, values)
        const refusal = callRefusal({ code: 'CALL_EXCEPTION', data })
        const expected = fragment.name === 'Unauthorized' ? 'UNKNOWN_PARTICIPANT' : codeFor(fragment.name)
        expect(refusal?.code, fragment.name).to.equal(expected)
        expect(refusal?.message, fragment.name)
          .to.match(/^[A-Z].*\.$/)
          .and.not.include('undefined')
        expect(REFUSAL_CODES).to.include(expected)
      }
    })

    it('names phases and fields in words', () => {
      const refuse = (name: string, values: unknown[]) => {
        const data = INTERFACES.ledger.encodeErrorResult(name, values)
        return callRefusal({ code: 'CALL_EXCEPTION', data })?.details
      }
      const expected = (bits: number) => refuse('WrongPhase', [word(1n), 3, bits])?.expected
      expect([0b10, 0b110, 0b111].map(expected)).to.deep.equal([
        'Bidding',
        'Bidding or Closed',
        'Scheduled, Bidding or Closed',
      ])
      expect(refuse('WrongPhase', [word(1n), 3, 0b10])?.current).to.equal('Opening')
      expect(expected(0)).to.equal('')
      const closing = encodeBytes32String('closingAt')
      expect(refuse('InvalidChange', [word(1n), closing])).to.deep.equal({
        tender: word(1n),
        field: 'closingAt',
      })
    })

    it('speaks of scores in points, and of guardians by their places', () => {
      const sentence = (room: keyof typeof INTERFACES, name: string, values: unknown[]) => {
        const data = INTERFACES[room].encodeErrorResult(name, values)
        return callRefusal({ code: 'CALL_EXCEPTION', data })?.message
      }
      expect(sentence('ledger', 'ScoreTooLow', [word(1n), 7n, 9_499])).to.include('94.99 points')
      expect(sentence('ledger', 'NotWinner', [word(1n), 0n, 7n])).to.include('Nobody holds the award')
      expect(sentence('ledger', 'NotWinner', [word(1n), 8n, 7n])).to.include('participant 8, not of 7')
      expect(sentence('ledger', 'WrongPhase', [word(1n), 3, 0])).to.include('in phase Opening')
      expect(sentence('keys', 'InvalidMembers', [1, 0b101])).to.include('without 1, 3:')
    })

    it('has a code for every result of a bid', () => {
      const refusals = SUBMIT_RESULTS.filter(result => result !== 'Accepted' && result !== 'Unauthorized')
      expect(REFUSAL_CODES).to.include.members(refusals.map(codeFor))
    })

    it('without a reason is LEDGER_REFUSED, and an error of another kind is none', () => {
      expect(callRefusal({ code: 'CALL_EXCEPTION', data: null })?.code).to.equal('LEDGER_REFUSED')
      expect(callRefusal(new Error('socket hang up'))).to.equal(undefined)
    })

    it('comes without a transaction', async () => {
      const before = await world.contracts.provider.getBlockNumber()
      const statement = { type: 'SetRoles', participant: 1_000n, roles: 4, revision: 9 } as const
      const error = await failure(act(world, REGISTRAR, statement))
      expect(error.code).to.equal('WRONG_REVISION')
      expect(error.details).to.deep.equal({ participant: 1_000n, current: 1, named: 9 })
      expect(error.message).to.include('is at revision 1; the statement names 9')
      expect(await world.contracts.provider.getBlockNumber()).to.equal(before)
    })
  })

  describe('relayStatement', () => {
    it('says where the statement stands and what it did, and so does reading it again', async () => {
      const { participant, signer } = authorOf(7_001)
      const statement = {
        type: 'RegisterParticipant',
        participant,
        roles: 4,
        signer,
        profile: word(1n),
      } as const
      const signed = sign(world, REGISTRAR, statement)
      const outcome = await relayStatement(signed, world.contracts, world.relay)
      expect(outcome).to.deep.include({
        type: 'RegisterParticipant',
        digest: digest(statement, world.deployment),
        timestamp: world.clock.time,
        result: { participant, roles: 4 },
      })
      expect(await readOutcome(signed, outcome.transaction, world.contracts)).to.deep.equal(outcome)
      expect(await readOutcome(signed, word(1n), world.contracts)).to.equal(undefined)
    })

    it('throws the refusal of a bid', async () => {
      const tender = await announce(world, 0)
      const bid = signedBid(world, tender, supplier(0), PRICE, { sequence: 3 })
      const error = await failure(relayStatement(bid, world.contracts, world.relay))
      expect(error.code).to.equal('WRONG_SEQUENCE')
      expect(error.details).to.include({ tender: tender.id, bidder: 1_000n })
    })
  })

  describe('relayBids', () => {
    const codes = (answers: readonly (Outcome | BonginError)[]) =>
      answers.map(answer => (answer instanceof BonginError ? answer.code : answer.result.number))

    it('answers each bid of a batch, in order, from one transaction', async () => {
      const tender = await announce(world, 1)
      const bids = [
        signedBid(world, tender, supplier(0), PRICE),
        signedBid(world, tender, supplier(1), PRICE, { tender: word(9n) }),
        signedBid(world, tender, STRANGER, PRICE),
        signedBid(world, tender, supplier(2), PRICE),
        signedBid(world, tender, supplier(0), PRICE + 1n),
        { ...signedBid(world, tender, supplier(3), PRICE), signer: supplier(4).signer },
      ]
      const before = await world.contracts.provider.getBlockNumber()
      const answers = await relayBids(bids, world.contracts, world.relay)
      expect(codes(answers)).to.deep.equal([
        0,
        'UNKNOWN_TENDER',
        'UNKNOWN_PARTICIPANT',
        1,
        'ALREADY_BID',
        'UNKNOWN_SIGNER',
      ])
      expect(await world.contracts.provider.getBlockNumber()).to.equal(before + 1)
    })

    it('gives a full batch gas to spare', async () => {
      const tender = await announce(world, 2)
      const bids = Array.from({ length: 50 }, (_, place) => signedBid(world, tender, supplier(place), PRICE))
      const answers = await relayBids(bids, world.contracts, world.relay)
      expect(codes(answers)).to.deep.equal(bids.map((_, place) => place))
      const { transaction } = answers[0] as Outcome
      const receipt = await world.contracts.provider.getTransactionReceipt(transaction)
      const sent = await world.contracts.provider.getTransaction(transaction)
      expect(receipt?.gasUsed).to.be.below((sent?.gasLimit ?? 0n) / 2n)
    })

    it('a signer that burns all gas takes no other bid down', async () => {
      const tender = await announce(world, 3)
      const burner = await deployBurner(world)
      const burners = Array.from({ length: 8 }, (_, place) => ({
        ...authorOf(8_000 + place),
        signer: burner,
      }))
      await register(world, burners, 4)
      const bids: SignedStatement[] = burners.map(author => ({
        ...signedBid(world, tender, author, PRICE),
        signer: burner,
      }))
      bids.push(signedBid(world, tender, supplier(0), PRICE), signedBid(world, tender, supplier(1), PRICE))
      const answers = await relayBids(bids, world.contracts, world.relay)
      expect(codes(answers).slice(0, 8)).to.deep.equal(burners.map(() => 'BAD_SIGNATURE'))
      expect(codes(answers).slice(8).toSorted()).to.deep.equal([0, 1])
    })
  })

  describe('deployOnce', () => {
    it('gives the same contracts again and sends nothing', async () => {
      const before = await world.contracts.provider.getBlockNumber()
      expect(await deployOnce(options())).to.deep.equal(world.deployment)
      expect(await world.contracts.provider.getBlockNumber()).to.equal(before)
      expect(await readDeployment(world.directory)).to.deep.equal(world.deployment)
    })

    it('goes on after a crash before the addresses were kept', async () => {
      await rm(`${world.directory}/deployment.json`)
      expect(await deployOnce(options())).to.deep.equal(world.deployment)
    })

    it('refuses addresses at which no contract stands', async () => {
      const elsewhere: Hex = `0x${'11'.repeat(20)}`
      await writeDeployment(world.directory, { ...world.deployment, keys: elsewhere })
      const error = await failure(deployOnce(options()))
      expect(error.code).to.equal('DEPLOYMENT_MISMATCH')
      expect(error.message).to.include(elsewhere)
      await writeDeployment(world.directory, world.deployment)
    })

    const options = () => ({
      url: world.node.url,
      chainId: BigInt(world.node.chainId),
      privateKey: world.node.relayKeys[0] as Hex,
      directory: world.directory,
      registrar: { participant: 1n, signer: REGISTRAR.signer },
    })
  })
})

/** A contract of four bytes, JUMPDEST PUSH1 0 JUMP: asked whether a signature is valid, it runs until its gas is gone. */
const deployBurner = async ({ node, contracts }: LedgerWorld): Promise<Hex> => {
  const wallet = new Wallet(at(node.relayKeys, 2), contracts.provider)
  const sent = await wallet.sendTransaction({ data: '0x635b6000566000526004601cf3', gasLimit: 200_000n })
  for (;;) {
    const receipt = await contracts.provider.getTransactionReceipt(sent.hash)
    if (receipt?.contractAddress) return receipt.contractAddress.toLowerCase() as Hex
  }
}

/** Values of the chain and of the protocol side by side: lists of texts. */
const flat = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toLowerCase()
  if (typeof value === 'object' && value !== null) return Object.values(value).map(flat)
  return String(value)
}
