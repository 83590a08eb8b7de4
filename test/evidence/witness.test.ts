import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createWitness, type Witness, type WitnessMemory } from '../../src/evidence/witness.ts'
import { openWitness } from '../../src/evidence/witnessFiles.ts'
import {
  appendLeaf,
  type HashTree,
  proveConsistency,
  type TreeHead,
  treeHead,
  treeSize,
} from '../../src/verify/finality/merkle.ts'
import { formatNote } from '../../src/verify/finality/note.ts'
import { checkCheckpoint, formatCheckpoint } from '../../src/verify/finality/witness.ts'
import { expectCode } from './support/texts.ts'

const ORIGIN = 'tender.example/chain1'
const NAME = 'witness.example/w1'
const TIME = 1_800_000_000

/** A tree whose leaves are these bytes, 32 times each. */
function treeOf(...leaves: number[]): HashTree {
  const tree: HashTree = []
  for (const leaf of leaves) appendLeaf(tree, new Uint8Array(32).fill(leaf))
  return tree
}

function request(tree: HashTree, oldSize: number, origin = ORIGIN) {
  const checkpoint = formatCheckpoint({ origin, ...treeHead(tree) })
  return { checkpoint, oldSize, proof: proveConsistency(tree, Math.min(oldSize, treeSize(tree))) }
}

describe('evidence > witness', () => {
  describe('signing', () => {
    let head: TreeHead | undefined
    const memory: WitnessMemory = {
      load: async () => head,
      save: async next => {
        head = next
      },
    }
    let witness: Witness

    beforeEach(() => {
      head = undefined
      const secretKey = new Uint8Array(32).fill(7)
      witness = createWitness({ name: NAME, secretKey, origin: ORIGIN, memory, clock: () => TIME })
    })

    it('signs what an auditor who trusts its key takes', async () => {
      const asked = request(treeOf(1, 2, 3), 0)
      const signature = await witness.cosign(asked)
      const note = formatNote({ text: asked.checkpoint, signatures: [signature] })
      const checked = checkCheckpoint(note, { origin: ORIGIN, witnesses: [witness.key], quorum: 1 })
      if (checked.status !== 'proven') throw new Error(checked.fault)
      expect(checked.value.checkpoint.size).to.equal(3)
      expect(checked.value.witnesses).to.deep.equal([{ name: NAME, time: TIME }])
    })

    it('goes along with a chain that grows', async () => {
      await witness.cosign(request(treeOf(1, 2, 3), 0))
      await witness.cosign(request(treeOf(1, 2, 3, 4, 5), 3))
      await witness.cosign(request(treeOf(1, 2, 3, 4, 5), 5))
      expect(head?.size).to.equal(5)
    })

    it('refuses a chain with another past', async () => {
      await witness.cosign(request(treeOf(1, 2, 3), 0))
      await expectCode('WITNESS_REFUSED', witness.cosign(request(treeOf(1, 9, 3, 4), 3)))
      expect(head?.size).to.equal(3)
    })

    it('refuses another chain of the same size', async () => {
      await witness.cosign(request(treeOf(1, 2, 3), 0))
      await expectCode('WITNESS_REFUSED', witness.cosign(request(treeOf(1, 2, 4), 3)))
    })

    it('refuses a chain that has become shorter', async () => {
      await witness.cosign(request(treeOf(1, 2, 3), 0))
      await expectCode('WITNESS_REFUSED', witness.cosign(request(treeOf(1, 2), 3)))
    })

    it('refuses another chain by name', async () => {
      await expectCode('WITNESS_REFUSED', witness.cosign(request(treeOf(1), 0, 'tender.example/chain2')))
    })

    it('says what it signed last to who knows it otherwise', async () => {
      await witness.cosign(request(treeOf(1, 2, 3), 0))
      const { details } = await expectCode(
        'WITNESS_ELSEWHERE',
        witness.cosign(request(treeOf(1, 9, 3, 4), 0)),
      )
      expect(details).to.deep.equal({ size: 3 })
    })

    it('takes one after the other: two ways on from one head are not both signed', async () => {
      await witness.cosign(request(treeOf(1, 2), 0))
      const answers = await Promise.allSettled([
        witness.cosign(request(treeOf(1, 2, 3), 2)),
        witness.cosign(request(treeOf(1, 2, 4), 2)),
      ])
      expect(answers.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected'])
    })

    it('signs nothing that it cannot remember', async () => {
      const forgetful = { ...memory, save: () => Promise.reject(new Error('the disk is full')) }
      const secretKey = new Uint8Array(32).fill(7)
      const other = createWitness({
        name: NAME,
        secretKey,
        origin: ORIGIN,
        memory: forgetful,
        clock: () => TIME,
      })
      const error = await other.cosign(request(treeOf(1), 0)).catch((reason: Error) => reason)
      expect(error).to.be.instanceOf(Error).with.property('message', 'the disk is full')
    })
  })

  describe('files', () => {
    let directory: string
    const open = (origin = ORIGIN) => openWitness(directory, origin, () => TIME)

    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'bongin-witness-'))
    })

    afterEach(() => rm(directory, { recursive: true, force: true }))

    it('keeps its key for its owner’s eyes alone', async () => {
      await open()
      expect((await stat(join(directory, 'key.json'))).mode & 0o777).to.equal(0o600)
    })

    it('has the same key and memory after a start', async () => {
      const before = await open()
      await before.cosign(request(treeOf(1, 2, 3), 0))
      const after = await open()
      expect(after.key).to.deep.equal(before.key)
      await expectCode('WITNESS_REFUSED', after.cosign(request(treeOf(1, 9, 3, 4), 3)))
      await after.cosign(request(treeOf(1, 2, 3, 4), 3))
    })

    it('has another key in each directory', async () => {
      const first = await open()
      await rm(join(directory, 'key.json'))
      expect((await open()).key.publicKey).not.to.deep.equal(first.key.publicKey)
    })

    it('does not open for another chain', async () => {
      await open()
      await expectCode('WITNESS_REFUSED', open('tender.example/chain2'))
    })

    for (const name of ['key.json', 'head.json']) {
      it(`does not begin anew when ${name} is damaged`, async () => {
        const witness = await open()
        await witness.cosign(request(treeOf(1, 2, 3), 0))
        const content = await readFile(join(directory, name), 'utf8')
        await writeFile(join(directory, name), content.slice(0, 20))
        const work = async () => (await open()).cosign(request(treeOf(1), 0))
        await expectCode('WITNESS_DAMAGED', work())
      })
    }
  })
})
