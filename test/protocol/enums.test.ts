import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { BonginError } from '../../src/protocol/error.ts'
import { CHECKS, isSuspendedAt, ROLES, roleBits, rolesOf } from '../../src/protocol/participant.ts'
import * as tender from '../../src/protocol/tender.ts'
import { caught } from './support.ts'

const contracts = new URL('../../contracts/', import.meta.url)

function solidity(folder: string): string {
  const files = readdirSync(new URL(folder, contracts)).filter(name => name.endsWith('.sol'))
  return files.map(name => readFileSync(new URL(`${folder}/${name}`, contracts), 'utf8')).join('\n')
}

/** Names of each enum as they stand in the Solidity sources. */
function solidityEnums(): Record<string, string[]> {
  const source = `${solidity('types')}\n${solidity('interfaces')}`
  const enums = [...source.matchAll(/enum (\w+) \{([^}]*)\}/g)]
  return Object.fromEntries(
    enums.map(([, name = '', body = '']) => [name, body.split(',').map(each => each.trim())]),
  )
}

describe('enums', () => {
  it('are the same as in Solidity, every one of them', () => {
    expect(solidityEnums()).to.deep.equal({
      BidPolicy: tender.BID_POLICIES,
      Retender: tender.RETENDERS,
      TieRule: tender.TIE_RULES,
      ReserveKind: tender.RESERVE_KINDS,
      Phase: tender.PHASES,
      BidStatus: tender.BID_STATUSES,
      Invalidity: tender.INVALIDITIES,
      ObjectionState: tender.OBJECTION_STATES,
      Verdict: tender.VERDICTS,
      SubmitResult: tender.SUBMIT_RESULTS,
      OpenResult: tender.OPEN_RESULTS,
      KeyState: tender.KEY_STATES,
      Check: CHECKS,
    })
  })

  it('have the names of the award rules', () => {
    const rules = readdirSync(new URL('awards', contracts)).map(name => name.replace('.sol', ''))
    expect(rules).to.have.members([...tender.AWARD_RULES])
  })

  it('give the name at a place, and no name beyond', () => {
    expect(tender.nameAt(tender.PHASES, 8n)).to.equal('Concluded')
    expect(caught(() => tender.nameAt(tender.PHASES, 11)).code).to.equal('UNKNOWN_NAME')
  })

  describe('roles', () => {
    it('are the same bits as in Solidity', () => {
      const source = solidity('libraries')
      const bits = [...source.matchAll(/uint32 internal constant ([A-Z]+) = (\d+);/g)]
      const found = Object.fromEntries(
        bits.map(([, name = '', value]) => [name.toLowerCase(), Number(value)]),
      )
      expect(found).to.include({ ...ROLES, all: 63 })
    })

    it('combine and come apart', () => {
      expect(roleBits(['agency', 'guardian'])).to.equal(10)
      expect(rolesOf(10)).to.deep.equal(['agency', 'guardian'])
      expect(rolesOf(0)).to.deep.equal([])
      expect(caught(() => rolesOf(64)).code).to.equal('INVALID_NUMBER')
    })
  })

  it('suspend from after the act to before its end, and an act at that time or later changes nothing', () => {
    const acts = [
      { at: 10, until: 20 },
      { at: 15, until: 15 },
      { at: 30, until: 40 },
      { at: 30, until: 35 },
    ]
    const answers = [10, 11, 15, 16, 19, 30, 31, 35].map(time => isSuspendedAt(acts, time))
    expect(answers).to.deep.equal([false, true, true, false, false, false, true, false])
    expect(isSuspendedAt(acts.slice(0, 1), 19)).to.equal(true)
    expect(isSuspendedAt([], 1)).to.equal(false)
  })

  it('leave no cause in an error that has none', () => {
    const error = new BonginError('SOME_CODE', 'A sentence')
    expect(error).to.include({ name: 'BonginError', code: 'SOME_CODE', message: 'A sentence' })
    expect('cause' in error).to.equal(false)
    expect(new BonginError('A', 'b', { cause: error }).cause).to.equal(error)
  })
})
