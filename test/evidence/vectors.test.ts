import { expect } from 'chai'
import { evidenceFiles } from '../../scripts/vectors/evidence.ts'
import { readEvidence } from '../../src/verify/evidence.ts'
import { parseTrust, trustToJson } from '../../src/verify/trust.ts'
import { readVector, VECTORS, written } from './support/texts.ts'

describe('evidence > vectors', () => {
  it('are what scripts/vectors.ts writes, byte by byte', async function () {
    this.timeout(60_000)
    const files = await evidenceFiles()
    expect(Object.keys(files)).to.have.members([...VECTORS, 'trust.json'])
    for (const [name, text] of Object.entries(files)) {
      expect(readVector(name) === text, `${name} is stale: run "node scripts/vectors.ts"`).to.equal(true)
    }
  })

  for (const name of VECTORS) {
    it(`${name} is the same once read and written again`, () => {
      const text = readVector(name)
      expect(written(readEvidence(text))).to.equal(text)
    })
  }

  it('trust.json is the same once read and written again', () => {
    const json: unknown = JSON.parse(readVector('trust.json'))
    expect(trustToJson(parseTrust(json))).to.deep.equal(json)
  })
})
