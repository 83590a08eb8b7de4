import { p256 } from '@noble/curves/nist.js'
import { expect } from 'chai'
import { fromHex, type Hex, hashText, toHex } from '../../../src/protocol/bytes.ts'
import { CHECKS, type Check, ROLES } from '../../../src/protocol/participant.ts'
import { nameAt } from '../../../src/protocol/tender.ts'
import {
  type Author,
  act,
  deployParticipants,
  ethers,
  loadFixture,
  REGISTRAR,
  STRANGER,
  signDigest,
  supplier,
  time,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const DIGEST = hashText('any statement')
const SUPPLIER = supplier(0)
const { participant } = SUPPLIER
const PASSKEY = fromHex(hashText('bongin test passkey'))

describe('ParticipantRegistry', () => {
  describe('check', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(deployParticipants)
    })

    interface Question {
      participant?: bigint
      role?: number
      digest?: Hex
      signer?: Hex
      signature?: Hex
    }

    async function check(question: Question = {}): Promise<Check> {
      const { signer = SUPPLIER.signer, signature = signDigest(SUPPLIER, DIGEST) } = question
      const { role = ROLES.supplier, digest = DIGEST } = question
      const answer = await world.registry.check(question.participant ?? participant, role, digest, {
        signer,
        signature,
      })
      return nameAt(CHECKS, answer)
    }

    async function addSigner(signer: Hex, { participant }: Author = SUPPLIER): Promise<void> {
      await act(world, SUPPLIER, { type: 'AddSigner', participant, signer, revision: 1 })
    }

    async function deploy(name: 'Wallet' | 'GasBurner', ...values: unknown[]): Promise<Hex> {
      return (await (await ethers.deployContract(name, values)).getAddress()).toLowerCase() as Hex
    }

    it('finds the participant in its role, with its signature, Ok', async () => {
      expect(await check()).to.equal('Ok')
    })

    it('asks for no role when the role is zero', async () => {
      expect(await check({ role: 0 })).to.equal('Ok')
    })

    it('finds an UnknownParticipant', async () => {
      expect(await check({ participant: STRANGER.participant })).to.equal('UnknownParticipant')
    })

    it('finds a MissingRole', async () => {
      expect(await check({ role: ROLES.agency })).to.equal('MissingRole')
    })

    it('finds a MissingRole when the participant has only one of two roles', async () => {
      expect(await check({ role: ROLES.agency | ROLES.supplier })).to.equal('MissingRole')
    })

    it('finds a participant Suspended, and Ok again when its time is over', async () => {
      const until = (await time.latest()) + 1_000
      const reason = DIGEST
      await act(world, REGISTRAR, { type: 'SuspendParticipant', participant, until, reason, revision: 1 })
      expect(await check()).to.equal('Suspended')
      await time.increaseTo(until)
      expect(await check()).to.equal('Ok')
    })

    it('finds an UnknownSigner, although its signature is good', async () => {
      const { signer } = STRANGER
      expect(await check({ signer, signature: signDigest(STRANGER, DIGEST) })).to.equal('UnknownSigner')
    })

    it('finds a BadSignature of another signer', async () => {
      expect(await check({ signature: signDigest(STRANGER, DIGEST) })).to.equal('BadSignature')
    })

    it('finds a BadSignature over another digest', async () => {
      expect(await check({ digest: hashText('another statement') })).to.equal('BadSignature')
    })

    it('finds a BadSignature in its malleable twin with the high s', async () => {
      const signature = signDigest(SUPPLIER, DIGEST)
      const s = BigInt(`0x${signature.slice(66, 130)}`)
      const twin = (0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n - s)
        .toString(16)
        .padStart(64, '0')
      const v = signature.endsWith('1b') ? '1c' : '1b'
      expect(await check({ signature: `0x${signature.slice(2, 66)}${twin}${v}` })).to.equal('BadSignature')
    })

    it('finds a BadSignature in no bytes at all', async () => {
      expect(await check({ signature: '0x' })).to.equal('BadSignature')
    })

    describe('a passkey (ERC-7913, P-256)', () => {
      let signer: Hex
      beforeEach(async () => {
        const verifier = await (await ethers.deployContract('PasskeyVerifier')).getAddress()
        const point = toHex(p256.getPublicKey(PASSKEY, false)).slice(4)
        signer = `${verifier.toLowerCase()}${point}` as Hex
        await addSigner(signer)
      })

      const signature = (digest: Hex) =>
        toHex(p256.sign(fromHex(digest), PASSKEY, { prehash: false, lowS: true }))

      it('is Ok with its signature', async () => {
        expect(await check({ signer, signature: signature(DIGEST) })).to.equal('Ok')
      })

      it('is a BadSignature over another digest', async () => {
        expect(await check({ signer, signature: signature(hashText('another')) })).to.equal('BadSignature')
      })

      it('is an UnknownSigner with another key of the same verifier', async () => {
        const other = `${signer.slice(0, -2)}00` as Hex
        expect(await check({ signer: other, signature: signature(DIGEST) })).to.equal('UnknownSigner')
      })
    })

    describe('a verifier that burns all gas', () => {
      it('is a BadSignature, for a caller that bounds it', async () => {
        const signer = `${await deploy('GasBurner')}01` as Hex
        await addSigner(signer)
        const authorization = { signer, signature: '0x' }
        const limited = world.registry.check(participant, 0, DIGEST, authorization, { gasLimit: 500_000 })
        expect(nameAt(CHECKS, await limited)).to.equal('BadSignature')
      })
    })

    describe('a contract wallet (ERC-1271)', () => {
      it('is a BadSignature even with what its owner signed: no auditor could repeat that offline', async () => {
        const signer = await deploy('Wallet', STRANGER.signer)
        await addSigner(signer)
        expect(await check({ signer, signature: signDigest(STRANGER, DIGEST) })).to.equal('BadSignature')
      })
    })

    describe('a key whose account delegates to code (EIP-7702)', () => {
      it('is Ok with its signature all the same', async () => {
        await ethers.provider.send('hardhat_setCode', [SUPPLIER.signer, '0xfe'])
        expect(await check()).to.equal('Ok')
      })
    })
  })
})
