import { expect } from 'chai'
import { vectorFiles } from '../../scripts/vectors.ts'
import { readVector } from './support.ts'

describe('test/vectors', () => {
  for (const [name, text] of Object.entries(vectorFiles())) {
    it(`${name} is what scripts/vectors.ts writes`, () => {
      expect(readVector(name)).to.equal(text)
    })
  }

  it('have a name for each case, no two alike', () => {
    for (const name of ['seal.json', 'reserve.json', 'award.json']) {
      const { cases } = JSON.parse(readVector(name)) as { cases: { name: string }[] }
      expect(new Set(cases.map(each => each.name)).size, name).to.equal(cases.length)
    }
  })
})
