import { expect } from 'chai'
import { member } from '../../../scripts/vectors/evidence/cast.ts'
import { CEREMONY_CHECKS } from '../../../src/verify/checks/ceremony.ts'
import type { Finding } from '../../../src/verify/findings.ts'
import { onAll } from '../support/alteration.ts'
import {
  type EvidenceJson,
  type LogJson,
  logOf,
  logsOf,
  moveBefore,
  remove,
  repeat,
  runAltered,
  signAgain,
  statementOf,
  statuses,
  unsign,
} from '../support/evidence.ts'

const FOREIGN = `0x${'ab'.repeat(32)}`

async function find(alter: (json: EvidenceJson) => void) {
  const { status, findings } = await runAltered(CEREMONY_CHECKS, 'P1.2', 'multiple', alter)
  return { status, findings, codes: findings.map(({ code }) => code), only: onlyOf(findings) }
}

function onlyOf(findings: readonly Finding[]): Finding | undefined {
  return findings.length === 1 ? findings[0] : undefined
}

/** A guardian's package or confirmation. */
function logBy(json: EvidenceJson, guardian: string, round: 1 | 2 | 3): LogJson {
  const logs = logsOf(json, round === 3 ? 'KeysConfirmed' : 'PackagePosted')
  const found = logs.find(log => {
    const statement = statementOf(log)
    return statement.guardian === guardian && (round === 3 || statement.round === round)
  })
  return found ?? expect.fail()
}

/** Alters the statement of an event, and signs it as somebody. */
function say(json: EvidenceJson, log: LogJson, fields: Record<string, unknown>, by: bigint): void {
  Object.assign(statementOf(log), fields)
  signAgain(json, log, member(by).secretKey)
}

describe('P1.2, the ceremony', function () {
  this.timeout(60_000)

  it('passes on good evidence', async () => {
    const pass = { failed: 'pass', fallback: 'pass', multiple: 'pass', single: 'pass' }
    expect(await statuses(CEREMONY_CHECKS, 'P1.2')).to.deep.equal(
      onAll({ ...pass, receipt: 'notApplicable' }),
    )
  })

  for (const event of [
    'Announced',
    'GuardianSetFormed',
    'CeremonyStarted',
    'KeysProposed',
    'KeysReady',
  ] as const) {
    it(`lacks ${event} if it is not there`, async () => {
      const { status, only } = await find(json => remove(json, logOf(json, event)))
      expect(status).to.equal('missing')
      expect(only).to.deep.equal({ status: 'missing', code: 'NOT_THERE', field: event })
    })
  }

  for (const event of ['CeremonyStarted', 'KeysProposed', 'KeysReady'] as const) {
    it(`finds a second ${event}`, async () => {
      const { status, findings } = await find(json => repeat(json, logOf(json, event)))
      expect(status).to.equal('fail')
      expect(findings[0]).to.include({ code: 'THERE_TWICE', field: event })
    })
  }

  for (const round of [1, 2, 3] as const) {
    const what = round === 3 ? 'confirmation' : `package of round ${round}`

    it(`lacks a guardian's ${what}`, async () => {
      const { status, only } = await find(json => remove(json, logBy(json, '102', round)))
      expect(status).to.equal('missing')
      if (round === 3)
        expect(only).to.include({ code: 'NOT_THERE', field: 'KeysConfirmed', participant: 102n })
      else expect(only).to.include({ code: 'PACKAGE_MISSING', participant: 102n, expected: round })
    })

    it(`finds a guardian's second ${what}`, async () => {
      const { status, findings } = await find(json => repeat(json, logBy(json, '102', round)))
      expect(status).to.equal('fail')
      expect(findings[0]).to.include({ code: 'THERE_TWICE', participant: 102n })
    })

    it(`finds the ${what} of somebody who is no guardian of this set`, async () => {
      const { status, findings } = await find(json => {
        say(json, repeat(json, logBy(json, '102', round)), { guardian: '1001' }, 1001n)
      })
      expect(status).to.equal('fail')
      expect(findings[0]).to.include({ code: 'OTHER_GUARDIANS', participant: 1001n })
    })

    it(`finds a ${what} that somebody else signed`, async () => {
      const { status, only } = await find(json => say(json, logBy(json, '102', round), {}, 103n))
      expect(status).to.equal('fail')
      expect(only).to.include({ code: 'UNKNOWN_SIGNER', participant: 102n, found: member(103n).signer })
    })

    it(`lacks the signature of a ${what}`, async () => {
      const { status, only } = await find(json => unsign(json, logBy(json, '102', round)))
      expect(status).to.equal('missing')
      expect(only).to.include({ code: 'UNSIGNED', participant: 102n })
    })
  }

  it('finds a package that was changed after it had been signed', async () => {
    const { status, codes } = await find(json => {
      statementOf(logBy(json, '102', 1)).package = '0x01'
    })
    expect(status).to.equal('fail')
    expect(codes).to.deep.equal(['BAD_SIGNATURE', 'OTHER_HASH'])
  })

  it('finds a package that was exchanged and signed again: the running hash after it is another', async () => {
    const { status, only } = await find(json => say(json, logBy(json, '102', 1), { package: '0x01' }, 102n))
    expect(status).to.equal('fail')
    expect(only).to.include({ code: 'OTHER_HASH', field: 'packages', participant: 102n })
  })

  it('finds a running hash that does not follow, and goes on from it', async () => {
    const { status, findings } = await find(json => {
      logBy(json, '101', 2).packages = FOREIGN
    })
    expect(status).to.equal('fail')
    expect(findings.map(({ participant }) => participant)).to.deep.equal([101n, 102n])
    expect(findings[0]).to.include({ code: 'OTHER_HASH', field: 'packages', found: FOREIGN })
  })

  it('finds a package of a round that does not exist', async () => {
    const { status, findings } = await find(json =>
      say(json, repeat(json, logBy(json, '102', 2)), { round: 3 }, 102n),
    )
    expect(status).to.equal('fail')
    expect(findings[0]).to.include({ code: 'BAD_PACKAGE', field: 'round', participant: 102n, found: 3 })
  })

  it('finds a confirmation of another transcript, and names its guardian', async () => {
    const { status, only } = await find(json =>
      say(json, logBy(json, '103', 3), { transcript: FOREIGN }, 103n),
    )
    expect(status).to.equal('fail')
    expect(only).to.include({ code: 'OTHER_HASH', field: 'transcript', participant: 103n, found: FOREIGN })
  })

  it('finds keys that nobody confirmed, the tender’s and others', async () => {
    for (const place of [0, 1, 2]) {
      const { status, codes } = await find(json => {
        const keys = logOf(json, 'KeysProposed').keys as { publicKey: unknown; shares: unknown[] }[]
        const key = keys[place] ?? expect.fail()
        key.publicKey = key.shares[0]
      })
      expect(status).to.equal('fail')
      expect(codes).to.deep.equal(['OTHER_HASH', 'OTHER_HASH', 'OTHER_HASH'])
    }
  })

  it('finds fewer keys than the ceremony makes, and shares for fewer guardians', async () => {
    const fewer = await find(json => (logOf(json, 'KeysProposed').keys as unknown[]).pop())
    expect(fewer.status).to.equal('fail')
    expect(fewer.findings.at(-1)).to.include({ code: 'OTHER_KEY', field: 'keys' })
    const short = await find(json => {
      const [key] = logOf(json, 'KeysProposed').keys as { shares: unknown[] }[]
      key?.shares.pop()
    })
    expect(short.status).to.equal('fail')
    expect(short.findings.at(-1)).to.include({ code: 'OTHER_KEY', field: 'shares', expected: 3, found: 2 })
  })

  it('finds a ceremony for no keys, for more than there can be, or without the announced one', async () => {
    const none = await find(json => say(json, logOf(json, 'CeremonyStarted'), { keys: 0 }, 101n))
    expect(none.status).to.equal('fail')
    expect(none.findings[0]).to.include({ code: 'OTHER_KEY', field: 'keys', found: 0 })
    const many = await find(json => {
      const log = logOf(json, 'CeremonyStarted')
      unsign(json, log)
      log.keys = 65
    })
    expect(many.status).to.equal('fail')
    expect(many.findings.find(({ code }) => code === 'OTHER_KEY')).to.include({ expected: 64, found: 65 })
    const other = await find(json => {
      const statement = statementOf(logOf(json, 'Announced'))
      statement.key = String((1n << 16n) + 40n)
    })
    expect(other.status).to.equal('fail')
    expect(other.findings[0]).to.include({ code: 'OTHER_KEY', field: 'position', found: 40 })
  })

  it('finds a start by somebody who is no guardian of the set, or whose signature is another’s', async () => {
    const foreign = await find(json => say(json, logOf(json, 'CeremonyStarted'), { guardian: '1001' }, 1001n))
    expect(foreign.status).to.equal('fail')
    expect(foreign.only).to.include({ code: 'OTHER_GUARDIANS', participant: 1001n, field: 'CeremonyStarted' })
    const forged = await find(json => say(json, logOf(json, 'CeremonyStarted'), {}, 102n))
    expect(forged.only).to.include({ code: 'UNKNOWN_SIGNER', participant: 101n, field: 'CeremonyStarted' })
  })

  it('finds keys that are ready for another set, or in another number', async () => {
    const set = await find(json => {
      logOf(json, 'KeysReady').set = 2
    })
    expect(set.status).to.equal('fail')
    expect(set.only).to.include({ code: 'OTHER_GUARDIANS', field: 'set', expected: 1, found: 2 })
    const keys = await find(json => {
      logOf(json, 'KeysReady').keys = 63
    })
    expect(keys.only).to.include({ code: 'OTHER_KEY', field: 'keys', found: 63 })
  })

  describe('finds what comes too early:', () => {
    const moves: [string, (json: EvidenceJson) => [LogJson, LogJson]][] = [
      [
        'the start, before the set',
        json => [logOf(json, 'CeremonyStarted'), logOf(json, 'GuardianSetFormed')],
      ],
      ['a package, before the start', json => [logBy(json, '101', 1), logOf(json, 'CeremonyStarted')]],
      [
        'a package of round 2, before the last of round 1',
        json => [logBy(json, '101', 2), logBy(json, '103', 1)],
      ],
      ['a confirmation, before the last package', json => [logBy(json, '101', 3), logBy(json, '103', 2)]],
      [
        'that the keys are ready, before the last confirmation',
        json => [logOf(json, 'KeysReady'), logBy(json, '103', 3)],
      ],
    ]
    for (const [what, move] of moves) {
      it(what, async () => {
        let field: string | undefined
        const { status, findings } = await find(json => {
          const [log, other] = move(json)
          field = log.event
          moveBefore(json, log, other)
        })
        expect(status).to.equal('fail')
        expect(findings.find(({ code }) => code === 'TOO_EARLY')).to.include({ field })
      })
    }
  })
})
