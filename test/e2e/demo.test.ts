import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { officialResult } from './official.ts'

const DEMO = fileURLToPath(new URL('../../scripts/demo.ts', import.meta.url))

describe('npm run demo -- --json', () => {
  it('ends with the official result of the real tender, and leaves nothing behind', async function () {
    this.timeout(300_000)
    const before = await leftovers()
    const child = spawn(process.execPath, [DEMO, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] })
    const [output, errors, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ])
    expect(code, errors).to.equal(0)
    const result = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '')

    const { line, ...official } = await officialResult()
    expect(result).to.deep.include({ ...official, phase: 'Concluded', guardians: { released: 3, of: 5 } })
    expect(result.winner.amount).to.equal(line[0])
    expect(Object.keys(result).slice(0, 8)).to.deep.equal([
      'bids',
      'acceptable',
      'rejected',
      'reservePrice',
      'floorPrice',
      'winner',
      'guardians',
      'phase',
    ])

    // The counts of the picks are real: the numbers that were drawn then are drawn here, from prices that the key made.
    expect(result.service).to.deep.include({ bids: 5, phase: 'Concluded', drawn: [8, 12, 4, 6] })
    const drawn: number[] = result.service.drawn.map(
      (number: number) => result.service.preliminaryPrices[number - 1],
    )
    expect(result.service.reservePrice * 4).to.equal(drawn.reduce((sum, price) => sum + price, 0))
    expect((await leftovers()).filter(name => !before.includes(name))).to.deep.equal([])
  })
})

async function leftovers(): Promise<string[]> {
  return (await readdir(tmpdir())).filter(name => name.startsWith('bongin-demo-'))
}
