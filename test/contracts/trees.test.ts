import { globSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { INTERFACES } from '../../src/chain/contracts.ts'

/** The folder of each contract's branch trees. */
const CONTRACTS = {
  ParticipantRegistry: INTERFACES.registry,
  OpeningKeys: INTERFACES.keys,
  TenderLedger: INTERFACES.ledger,
}

const HERE = import.meta.dirname

describe('branch trees', () => {
  for (const [contract, abi] of Object.entries(CONTRACTS)) {
    describe(contract, () => {
      const trees = globSync(`${contract}/*.tree`, { cwd: HERE }).map(file =>
        readFileSync(`${HERE}/${file}`, 'utf8'),
      )
      const branches = new Set(
        trees.flatMap(tree => tree.split('\n').map(line => line.replace(/^[│├└─ ]+/, ''))),
      )

      abi.forEachFunction(({ name, stateMutability }) => {
        if (stateMutability === 'view' || stateMutability === 'pure') return
        it(`has one for ${name}`, () => {
          expect([...branches]).to.include(name)
        })
      })

      // The test file holds the two together: each leaf names one of its tests, each test is a leaf.
      it('has a test file for each, which follows it', () => {
        const tests = globSync(`${contract}/*.test.ts`, { cwd: HERE })
        const following = tests.filter(file =>
          readFileSync(`${HERE}/${file}`, 'utf8').includes('followsTree(import.meta.url)'),
        )
        const expected = globSync(`${contract}/*.tree`, { cwd: HERE }).map(file =>
          file.replace(/\.tree$/, '.test.ts'),
        )
        expect(following.sort()).to.deep.equal(expected.sort())
        expect(tests.sort()).to.deep.equal(expected.sort())
      })
    })
  }
})
