import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { example } from '../../scripts/vectors/example.ts'
import * as limits from '../../src/protocol/limits.ts'
import { ROLES } from '../../src/protocol/participant.ts'
import { priceScore } from '../../src/protocol/qualification.ts'
import { STATEMENTS, type StatementType, typeText } from '../../src/protocol/statement.ts'
import {
  CANCELLATION_REASONS,
  DISQUALIFICATION_REASONS,
  FORFEIT_REASONS,
  INVALIDITIES,
  PHASES,
  POSTPONEMENT_REASONS,
} from '../../src/protocol/tender.ts'

const spec = readFileSync(new URL('../../src/protocol/SPEC.md', import.meta.url), 'utf8')

const prose = spec.replaceAll(/\s+/g, ' ')

/** The rows of the table under a heading, without its head. */
function rowsUnder(heading: string): string[][] {
  const [, section = ''] = spec.split(`\n## ${heading}\n`)
  const [own = ''] = section.split('\n## ')
  const rows = own.split('\n').filter(line => line.startsWith('|'))
  return rows.slice(2).map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  )
}

function numberOf(text: string): bigint {
  const [, exponent, minus] = /^2\^(\d+)( - 1)?$/.exec(text) ?? []
  if (exponent === undefined) return BigInt(text.replaceAll(',', ''))
  return 2n ** BigInt(exponent) - (minus === undefined ? 0n : 1n)
}

describe('SPEC.md', function () {
  this.timeout(60_000)

  it('has an example whose every number is true', () => {
    const [, block = ''] = /```json example\n([\s\S]*?)\n```/.exec(spec) ?? []
    expect(JSON.parse(block)).to.deep.equal(JSON.parse(JSON.stringify(example())))
  })

  it('tells the same numbers in the text of the example', () => {
    const { reserve, floor, drawn, line } = example()
    expect(prose).to.include(`their mean ${BigInt(reserve).toLocaleString('en')}`)
    expect(prose).to.include(`= ${BigInt(floor).toLocaleString('en')}\``)
    expect(drawn).to.deep.equal([3, 7, 15, 1])
    expect(line).to.deep.equal(['1001', '1002', '1003'])
  })

  it('lists every statement with its exact type', () => {
    const lines = new Set(spec.split('\n'))
    for (const type of Object.keys(STATEMENTS) as StatementType[]) {
      for (const struct of typeText(type).match(/\w+\([^)]*\)/g) ?? []) {
        expect(lines.has(struct), struct).to.equal(true)
      }
    }
  })

  it('lists every limit with its value, and no other', () => {
    const table = rowsUnder('12. Limits').map(([name = '', value = '']) => [
      name.replaceAll('`', ''),
      numberOf(value),
    ])
    const code = Object.entries(limits).map(([name, value]) => [name, BigInt(value)])
    expect(Object.fromEntries(table)).to.deep.equal(Object.fromEntries(code))
    expect(table).to.have.length(code.length)
  })

  for (const [act, reasons] of Object.entries({
    disqualification: DISQUALIFICATION_REASONS,
    postponement: POSTPONEMENT_REASONS,
    cancellation: CANCELLATION_REASONS,
    forfeit: FORFEIT_REASONS,
  })) {
    it(`lists every reason of a ${act}`, () => {
      const [, after = ''] = spec.split(`Reasons of a ${act}:\n\n`)
      const [, table = ''] = /^((?:\|.*\n)+)/.exec(after) ?? []
      const rows = [...table.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, code, reason]) => [code, reason])
      expect(Object.fromEntries(rows)).to.deep.equal(Object.fromEntries(Object.entries(reasons)))
    })
  }

  it('lists every phase and every outcome of a bid', () => {
    expect(new Set(rowsUnder('11. Phases').map(([phase]) => phase))).to.deep.equal(new Set(PHASES))
    expect(new Set(rowsUnder('7. The opening of a bid').map(([outcome]) => outcome))).to.deep.equal(
      new Set(INVALIDITIES),
    )
  })

  it('lists the scales of the qualification review as they are computed', () => {
    const rows = rowsUnder('10. The order, the review, the result').slice(0, 4)
    const scales = rows.map(row => row.filter((_, place) => place !== 1).map(numberOf))
    for (const [scale = 0n, base = 0n, slope = 0n, flat = 0n] of scales) {
      const scoreAt = (ratio: bigint) => {
        return BigInt(priceScore(Number(scale), { price: ratio, reserve: 10_000n, aValue: 0n }))
      }
      expect(scoreAt(9_000n)).to.equal(base)
      expect(scoreAt(8_990n)).to.equal(base - 10n * slope)
      expect([flat - 1n, flat, 10_000n].map(scoreAt)).to.deep.equal(
        [flat - 1n, flat, flat].map(ratio => base - slope * (ratio - 9_000n)),
      )
    }
    expect(scales.map(([scale]) => scale)).to.deep.equal([1n, 2n, 3n, 4n])
  })

  it('names the bits of all roles', () => {
    for (const [role, bit] of Object.entries(ROLES)) expect(prose).to.match(new RegExp(`${role} ${bit}\\b`))
  })
})
