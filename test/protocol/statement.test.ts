import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { TypedDataEncoder, verifyTypedData, Wallet } from 'ethers'
import fc from 'fast-check'
import { z } from 'zod'
import { JOINT_KEY, SAMPLES, SECRET_KEY } from '../../scripts/vectors/samples.ts'
import { type Hex, toHex, word } from '../../src/protocol/bytes.ts'
import { MESSAGE_TYPES } from '../../src/protocol/message.ts'
import { ScalarField } from '../../src/protocol/point.ts'
import {
  addressOfKey,
  authorOf,
  countersign,
  countersignerOf,
  digest,
  domainOf,
  parseSignedStatement,
  parseStatement,
  recoverSigner,
  STATEMENTS,
  type Statement,
  signedStatementSchema,
  signedStatementToJson,
  signStatement,
  statementToJson,
  typedData,
  typeText,
} from '../../src/protocol/statement.ts'
import { caught, DEPLOYMENT, repeated } from './support.ts'

const SUBMIT = SAMPLES.SubmitBid

/** Every type text that stands in the contracts: string literals that look like one, as they are concatenated there. */
function contractTypes(): string[] {
  const contracts = new URL('../../contracts/', import.meta.url)
  const files = readdirSync(contracts, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.sol'),
  )
  // A long type stands in the source as adjacent literals.
  const source = files
    .map(name => readFileSync(new URL(name, contracts), 'utf8'))
    .join('\n')
    .replaceAll(/"\s*\n\s*"/g, '')
  return [...source.matchAll(/"([A-Z]\w+\([^"]+\))"/g)].map(([, text = '']) => text)
}

/** The statement with one number changed, for each of its numbers. */
function variants(statement: Statement): Statement[] {
  return Object.entries(statement).flatMap(([field, value]) => {
    if (typeof value === 'bigint') return [{ ...statement, [field]: value ^ 1n } as Statement]
    if (typeof value === 'boolean') return [{ ...statement, [field]: !value } as Statement]
    return typeof value === 'number' ? [{ ...statement, [field]: value ^ 1 } as Statement] : []
  })
}

describe('statement', function () {
  this.timeout(60_000)

  const all = Object.values(SAMPLES)

  it('has a sample of each type', () => {
    expect(Object.keys(SAMPLES))
      .to.have.members(Object.keys(STATEMENTS))
      .and.have.members(Object.keys(MESSAGE_TYPES))
  })

  for (const statement of all) {
    describe(statement.type, () => {
      it('has the digest that any EIP-712 wallet signs', async () => {
        const { type, ...message } = statement
        const domain = domainOf(type, DEPLOYMENT)
        expect(digest(statement, DEPLOYMENT)).to.equal(
          TypedDataEncoder.hash(domain, MESSAGE_TYPES[type], message),
        )
        const signed = signStatement(statement, DEPLOYMENT, SECRET_KEY)
        expect(signed.signature).to.equal(
          await new Wallet(SECRET_KEY).signTypedData(domain, MESSAGE_TYPES[type], message),
        )
        expect(signed.signer).to.equal(new Wallet(SECRET_KEY).address.toLowerCase())
        expect(recoverSigner(signed, DEPLOYMENT)).to.equal(signed.signer)
      })

      it('gives a wallet the same as JSON', () => {
        const payload = JSON.parse(JSON.stringify(typedData(statement, DEPLOYMENT)))
        const { EIP712Domain: _, ...types } = payload.types
        const { signature, signer } = signStatement(statement, DEPLOYMENT, SECRET_KEY)
        expect(payload.primaryType).to.equal(statement.type)
        expect(verifyTypedData(payload.domain, types, payload.message, signature).toLowerCase()).to.equal(
          signer,
        )
      })

      it('comes back from JSON as it was', () => {
        const json = JSON.parse(JSON.stringify(statementToJson(statement)))
        expect(parseStatement(json)).to.deep.equal(statement)
        expect(caught(() => parseStatement({ ...json, extra: 1 })).code).to.equal('INVALID_INPUT')
        for (const field of Object.keys(json)) {
          const { [field]: _, ...rest } = json
          expect(caught(() => parseStatement(rest)).code, field).to.equal('INVALID_INPUT')
        }
      })

      it('has the type that stands in the contract, with its structs in alphabetical order', () => {
        const [own, ...structs] = typeText(statement.type).match(/\w+\([^)]*\)/g) ?? []
        expect(contractTypes()).to.include.members([own, ...structs])
        expect(structs).to.deep.equal([...structs].sort())
      })

      it('means something else on another chain, in another contract, and with any field changed', () => {
        const { room } = STATEMENTS[statement.type]
        const own = digest(statement, DEPLOYMENT)
        expect(digest(statement, { ...DEPLOYMENT, chainId: 1n })).to.not.equal(own)
        expect(digest(statement, { ...DEPLOYMENT, [room]: repeated('ee', 20) })).to.not.equal(own)
        for (const changed of variants(statement)) expect(digest(changed, DEPLOYMENT)).to.not.equal(own)
      })
    })
  }

  it('names its author where the message does', () => {
    const authors = all.map(statement => [statement.type, authorOf(statement)])
    expect(Object.fromEntries(authors)).to.deep.equal({
      RegisterParticipant: undefined,
      SetRoles: undefined,
      AddSigner: 1001n,
      RemoveSigner: 1n,
      SuspendParticipant: undefined,
      OfferRegistrar: undefined,
      AcceptRegistrar: 2n,
      FormGuardianSet: undefined,
      StartCeremony: 11n,
      PostPackage: 12n,
      ConfirmKeys: 13n,
      AccuseGuardian: 11n,
      RetireGuardianSet: undefined,
      RehearseKey: 1n,
      Heartbeat: 13n,
      ReleaseShare: 13n,
      Announce: 42n,
      Amend: undefined,
      Postpone: undefined,
      Cancel: undefined,
      SubmitBid: 1001n,
      ConfirmBid: 1001n,
      RequestWithdrawal: 1001n,
      GrantWithdrawal: 10n,
      Qualify: undefined,
      Disqualify: undefined,
      Award: undefined,
      Object: 1001n,
      DecideObjection: undefined,
      Conclude: undefined,
      Forfeit: undefined,
    })
  })

  describe('parsing', () => {
    const json = statementToJson(SUBMIT) as Record<string, unknown>
    const paths = (change: Record<string, unknown>) => {
      const error = caught(() => parseStatement({ ...json, ...change }))
      return (error.details.issues as { path: string }[]).map(({ path }) => path)
    }

    it('takes the author zero nowhere, and withdraws an offer with zero', () => {
      expect(paths({ bidder: '0' })).to.deep.equal(['bidder'])
      expect(parseStatement({ type: 'OfferRegistrar', successor: '0', revision: 1 })).to.include({
        successor: 0n,
      })
    })

    it('names the field that is wrong', () => {
      expect(paths({ bidder: 7 })).to.deep.equal(['bidder'])
      expect(paths({ bidder: `${1n << 64n}` })).to.deep.equal(['bidder'])
      expect(paths({ sequence: 65_536 })).to.deep.equal(['sequence'])
      expect(paths({ tender: '0x12' })).to.deep.equal(['tender'])
      expect(paths({ seal: { ...(json.seal as object), x: '0x1' } })).to.deep.equal(['seal.x'])
      expect(paths({ type: 'Nonsense' })).to.deep.equal(['type'])
    })

    it('bounds lists and bytes', () => {
      const set = statementToJson(SAMPLES.FormGuardianSet) as Record<string, unknown>
      const ten = Array.from({ length: 10 }, (_, i) => `${i + 1}`)
      expect(caught(() => parseStatement({ ...set, guardians: ten })).code).to.equal('INVALID_INPUT')
      const ceremony = statementToJson(SAMPLES.StartCeremony) as Record<string, unknown>
      expect(caught(() => parseStatement({ ...ceremony, keys: 65 })).code).to.equal('INVALID_INPUT')
      const posted = statementToJson(SAMPLES.PostPackage) as Record<string, unknown>
      expect(caught(() => parseStatement({ ...posted, package: repeated('00', 32_769) })).code).to.equal(
        'INVALID_INPUT',
      )
      expect(parseStatement({ ...posted, package: repeated('00', 32_768) })).to.include({ round: 1 })
      const register = statementToJson(SAMPLES.RegisterParticipant) as Record<string, unknown>
      expect(caught(() => parseStatement({ ...register, signer: repeated('00', 19) })).code).to.equal(
        'INVALID_INPUT',
      )
      expect(caught(() => parseStatement({ ...register, signer: '0x123' })).code).to.equal('INVALID_INPUT')
    })
  })

  describe('signed', () => {
    const signed = signStatement(SUBMIT, DEPLOYMENT, SECRET_KEY)

    it('comes back from JSON as it was, with the points that its hash commits to', () => {
      const share = signStatement(SAMPLES.ReleaseShare, DEPLOYMENT, SECRET_KEY, { joint: JOINT_KEY })
      const confirm = signStatement(SAMPLES.ConfirmKeys, DEPLOYMENT, SECRET_KEY, {
        keys: [JOINT_KEY, JOINT_KEY],
      })
      for (const each of [signed, share, confirm]) {
        expect(parseSignedStatement(JSON.parse(JSON.stringify(signedStatementToJson(each))))).to.deep.equal(
          each,
        )
      }
    })

    it('has points exactly where they belong', () => {
      const json = signedStatementToJson(signed)
      const joint = { publicKey: { x: word(1n), y: word(2n) }, shares: [] as unknown[] }
      joint.shares = [joint.publicKey, joint.publicKey]
      const path = (input: unknown) =>
        (caught(() => parseSignedStatement(input)).details.issues as { path: string }[])[0]?.path
      expect(path({ ...json, joint })).to.equal('joint')
      expect(path({ ...json, keys: [joint] })).to.equal('keys')
      expect(path({ ...json, statement: statementToJson(SAMPLES.ReleaseShare) })).to.equal('joint')
      expect(path({ ...json, statement: statementToJson(SAMPLES.ConfirmKeys) })).to.equal('keys')
      expect(path({ ...json, signature: '0x' })).to.equal('signature')
    })

    it('carries the countersignature of a conclusion, and of nothing else', () => {
      const half = signStatement(SAMPLES.Conclude, DEPLOYMENT, SECRET_KEY)
      const whole = countersign(half, DEPLOYMENT, word(7n))
      for (const each of [half, whole]) {
        expect(parseSignedStatement(JSON.parse(JSON.stringify(signedStatementToJson(each))))).to.deep.equal(
          each,
        )
      }
      const { countersignature } = whole
      if (countersignature === undefined) throw new Error('it was not countersigned')
      const second = { statement: whole.statement, ...countersignature }
      expect(recoverSigner(second, DEPLOYMENT))
        .to.equal(countersignature.signer)
        .and.equal(addressOfKey(word(7n)))
      expect(countersignerOf(SAMPLES.Conclude)).to.equal(SAMPLES.Conclude.bidder)
      const json = signedStatementToJson(signed)
      const path = (input: unknown) =>
        (caught(() => parseSignedStatement(input)).details.issues as { path: string }[])[0]?.path
      expect(path({ ...json, countersignature })).to.equal('countersignature')
      expect(path({ ...signedStatementToJson(half), countersignature: { signer: half.signer } })).to.equal(
        'countersignature.signature',
      )
      expect(caught(() => countersign(signed, DEPLOYMENT, word(7n))).code).to.equal('INVALID_INPUT')
    })

    it('is described by a JSON schema of its input', () => {
      const schema = z.toJSONSchema(signedStatementSchema, { io: 'input' })
      expect(JSON.stringify(schema)).to.include('SubmitBid').and.to.include('[0-9a-f]{64}')
    })

    it('shows a relay that alters it', () => {
      fc.assert(
        fc.property(fc.nat(65), fc.nat(7), (place, bit) => {
          const altered = {
            ...signed,
            statement: { ...SUBMIT, validUntil: SUBMIT.validUntil ^ (1 << bit), sequence: place },
          }
          expect(recoveredOrRefused(altered)).to.not.equal(signed.signer)
        }),
        { numRuns: 20 },
      )
    })

    it('is refused with a high s, another v, or another length, as the ledger does', () => {
      const code = (signature: string) =>
        caught(() => recoverSigner({ ...signed, signature: signature as Hex }, DEPLOYMENT)).code
      const [r, s, v] = [
        signed.signature.slice(2, 66),
        BigInt(`0x${signed.signature.slice(66, 130)}`),
        signed.signature.slice(130),
      ]
      const high = (ScalarField.ORDER - s).toString(16).padStart(64, '0')
      expect(code(`0x${r}${high}${v === '1b' ? '1c' : '1b'}`)).to.equal('INVALID_SIGNATURE')
      expect(code(signed.signature.slice(0, -2))).to.equal('INVALID_SIGNATURE')
      expect(code(`${signed.signature}00`)).to.equal('INVALID_SIGNATURE')
      expect(code(`${signed.signature.slice(0, -2)}${v === '1b' ? '00' : '01'}`)).to.equal(
        'INVALID_SIGNATURE',
      )
      expect(code(`0x${'00'.repeat(64)}1b`)).to.equal('INVALID_SIGNATURE')
    })

    function recoveredOrRefused(each: typeof signed): string {
      try {
        return recoverSigner(each, DEPLOYMENT)
      } catch {
        return 'refused'
      }
    }
  })

  it('is signed by the address of the key', () => {
    expect(addressOfKey(toHex(new Uint8Array(32).fill(1)))).to.equal(
      '0x1a642f0e3c3af545e7acbd38b07251b3990914f1',
    )
  })

  it('is signed only by a key from 1 to N - 1', () => {
    for (const key of [word(0n), word(ScalarField.ORDER)]) {
      expect(caught(() => signStatement(SUBMIT, DEPLOYMENT, key)).code).to.equal('INVALID_SCALAR')
    }
  })
})
