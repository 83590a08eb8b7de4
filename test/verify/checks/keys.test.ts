import { expect } from 'chai'
import { member, REGISTRAR } from '../../../scripts/vectors/evidence/cast.ts'
import { fromHex, type Hex, toHex } from '../../../src/protocol/bytes.ts'
import type { CheckId } from '../../../src/verify/check.ts'
import { KEY_CHECKS } from '../../../src/verify/checks/keys.ts'
import type { Finding } from '../../../src/verify/findings.ts'
import { NO_POLICY } from '../../../src/verify/trust.ts'
import { onAll } from '../support/alteration.ts'
import {
  type EvidenceJson,
  type LogJson,
  logOf,
  logsOf,
  moveBefore,
  readVector,
  remove,
  repeat,
  runAltered,
  runCheck,
  signAgain,
  statementOf,
  statuses,
  unsign,
} from '../support/evidence.ts'
import { flip } from '../support/tamper.ts'

/** What a check finds after one alteration. */
async function find(id: CheckId, alter: (json: EvidenceJson) => void) {
  const { status, findings, found } = await runAltered(KEY_CHECKS, id, 'multiple', alter)
  expect(found).to.equal(findings.length)
  return { status, findings, only: findings.length === 1 ? (findings[0] as Finding) : undefined }
}

/** The statement that formed the set, altered and signed again. */
function form(json: EvidenceJson, fields: Record<string, unknown>, by = REGISTRAR): void {
  const log = logOf(json, 'GuardianSetFormed')
  Object.assign(statementOf(log), fields)
  signAgain(json, log, by.secretKey)
}

interface KeyJson {
  publicKey: { x: string; y: string }
  shares: { x: string; y: string }[]
}

/** Where the first key stands in a package of round 1, and how long each is where two guardians open it. */
const START = 33
const KEY_BYTES = 2 * 33 + 65

/** The place of the tender's key in its ceremony, and that of another key. */
function places(json: EvidenceJson): [own: number, other: number] {
  const own = Number(BigInt(String(statementOf(logOf(json, 'Announced')).key)) & 0xffffn)
  return [own, own === 0 ? 1 : 0]
}

function proposedKey(json: EvidenceJson): KeyJson {
  return (logOf(json, 'KeysProposed').keys as KeyJson[])[places(json)[0]] as KeyJson
}

function packageOf(json: EvidenceJson, round: number, guardian = '102'): LogJson {
  const packages = logsOf(json, 'PackagePosted').map(log => ({ log, posted: statementOf(log) }))
  const found = packages.find(({ posted }) => posted.round === round && posted.guardian === guardian)
  return found?.log ?? expect.fail()
}

function changePackage(json: EvidenceJson, round: number, change: (bytes: Uint8Array) => Uint8Array): void {
  const statement = statementOf(packageOf(json, round))
  statement.package = toHex(change(fromHex(statement.package as Hex)))
}

const APPLIES = {
  failed: 'pass',
  fallback: 'pass',
  multiple: 'pass',
  receipt: 'notApplicable',
  single: 'pass',
}

describe('P1.1, the guardians', function () {
  this.timeout(60_000)

  it('passes on good evidence', async () => {
    expect(await statuses(KEY_CHECKS, 'P1.1')).to.deep.equal(onAll(APPLIES))
  })

  for (const event of ['Announced', 'CeremonyStarted', 'GuardianSetFormed'] as const) {
    it(`lacks ${event} if it is not there`, async () => {
      const { status, only } = await find('P1.1', json => remove(json, logOf(json, event)))
      expect(status).to.equal('missing')
      expect(only).to.deep.equal({ status: 'missing', code: 'NOT_THERE', field: event })
    })
  }

  it('finds a set that is formed twice', async () => {
    const { status, only } = await find('P1.1', json => repeat(json, logOf(json, 'GuardianSetFormed')))
    expect(status).to.equal('fail')
    expect(only).to.include({ code: 'THERE_TWICE', field: 'GuardianSetFormed' })
  })

  it('lacks the signature of the registrar', async () => {
    const { status, only } = await find('P1.1', json => unsign(json, logOf(json, 'GuardianSetFormed')))
    expect(status).to.equal('missing')
    expect(only).to.include({ code: 'UNSIGNED', participant: REGISTRAR.id })
  })

  it('lacks the registrar itself', async () => {
    const { status, only } = await find('P1.1', json => remove(json, ...logsOf(json, 'RegistrarChanged')))
    expect(status).to.equal('missing')
    expect(only).to.include({ code: 'UNKNOWN_AUTHOR' })
  })

  it('finds a set that somebody else signed', async () => {
    const { status, only } = await find('P1.1', json => form(json, {}, member(101n)))
    expect(status).to.equal('fail')
    expect(only).to.include({ code: 'UNKNOWN_SIGNER', participant: REGISTRAR.id, found: member(101n).signer })
  })

  it('finds a set that was changed after it had been signed', async () => {
    const { status, only } = await find('P1.1', json => {
      statementOf(logOf(json, 'GuardianSetFormed')).threshold = 3
    })
    expect(status).to.equal('fail')
    expect(only).to.include({ code: 'BAD_SIGNATURE', participant: REGISTRAR.id, expected: REGISTRAR.signer })
  })

  it('finds a guardian that is there twice', async () => {
    const { status, only } = await find('P1.1', json => form(json, { guardians: ['101', '101', '103'] }))
    expect(status).to.equal('fail')
    expect(only).to.deep.include({ code: 'NOT_DISTINCT', field: 'guardians', found: [101n, 101n, 103n] })
  })

  it('finds guardians in another order than the ledger takes', async () => {
    const { only } = await find('P1.1', json => form(json, { guardians: ['102', '101', '103'] }))
    expect(only).to.include({ code: 'NOT_DISTINCT', field: 'guardians' })
  })

  it('finds a threshold that is too low, or that the guardians cannot reach', async () => {
    for (const [threshold, expected] of [
      [1, 2],
      [4, 3],
    ] as const) {
      const { status, only } = await find('P1.1', json => form(json, { threshold }))
      expect(status).to.equal('fail')
      expect(only).to.include({ code: 'BAD_THRESHOLD', expected, found: threshold })
    }
  })

  it('finds a threshold below what the auditor asks for', async () => {
    const policy = { ...NO_POLICY, minimumThreshold: 3 }
    const { status, findings } = await runCheck(KEY_CHECKS, 'P1.1', readVector('multiple'), policy)
    expect(status).to.equal('fail')
    expect(findings[0]).to.include({ code: 'BAD_THRESHOLD', expected: 3, found: 2 })
  })

  it('finds a guardian that is none', async () => {
    const { status, only } = await find('P1.1', json => form(json, { guardians: ['101', '102', '1001'] }))
    expect(status).to.equal('fail')
    expect(only).to.include({ code: 'MISSING_ROLE', participant: 1001n, expected: 'guardian' })
  })

  it('lacks the registration of a guardian', async () => {
    const { status, only } = await find('P1.1', json => form(json, { guardians: ['101', '102', '999'] }))
    expect(status).to.equal('missing')
    expect(only).to.include({ code: 'UNKNOWN_AUTHOR', participant: 999n })
  })
})

describe('P1.3, the joint key', function () {
  this.timeout(60_000)

  it('passes on good evidence', async () => {
    expect(await statuses(KEY_CHECKS, 'P1.3')).to.deep.equal(onAll(APPLIES))
  })

  it('lacks the announcement, the set, or the confirmed keys', async () => {
    for (const event of ['Announced', 'GuardianSetFormed', 'KeysProposed'] as const) {
      const { status, only } = await find('P1.3', json => remove(json, logOf(json, event)))
      expect(status).to.equal('missing')
      expect(only).to.deep.equal({ status: 'missing', code: 'NOT_THERE', field: event })
    }
  })

  it('lacks a package of either round', async () => {
    for (const round of [1, 2]) {
      const { status, only } = await find('P1.3', json => remove(json, packageOf(json, round)))
      expect(status).to.equal('missing')
      expect(only).to.include({ code: 'PACKAGE_MISSING', participant: 102n, expected: round })
    }
  })

  it('finds a package of either round that is a byte too long, or of another version', async () => {
    const changes = [(bytes: Uint8Array) => Uint8Array.of(...bytes, 0), (bytes: Uint8Array) => flip(bytes, 0)]
    for (const round of [1, 2]) {
      for (const change of changes) {
        const { status, only } = await find('P1.3', json => changePackage(json, round, change))
        expect(status).to.equal('fail')
        expect(only).to.include({ code: 'BAD_PACKAGE', participant: 102n, found: round })
      }
    }
  })

  it('finds a proof of knowledge that is false, of this key only', async () => {
    const [own, foreign] = places(readVector('multiple'))
    const altered = (place: number) => (json: EvidenceJson) =>
      changePackage(json, 1, bytes => flip(bytes, START + (place + 1) * KEY_BYTES - 1))
    const { status, only } = await find('P1.3', altered(own))
    expect(status).to.equal('fail')
    expect(only).to.include({ code: 'BAD_PROOF', participant: 102n })
    expect((await find('P1.3', altered(foreign))).status).to.equal('pass')
  })

  it('finds commitments of another', async () => {
    const { status, findings } = await find('P1.3', json => {
      statementOf(packageOf(json, 1)).package = statementOf(packageOf(json, 1, '101')).package
    })
    expect(status).to.equal('fail')
    expect(findings.map(({ code }) => code)).to.deep.equal(['BAD_PROOF', ...Array(4).fill('OTHER_KEY')])
  })

  it('finds a public key that does not follow from the commitments', async () => {
    const { status, findings } = await find('P1.3', json => {
      const key = proposedKey(json)
      key.publicKey = key.shares[0] ?? expect.fail()
    })
    expect(status).to.equal('fail')
    expect(findings[0]).to.include({ code: 'OTHER_KEY', field: 'publicKey' })
    expect(
      findings.slice(1).every(({ field, code }) => field === 'keyHash' && code === 'OTHER_KEY'),
    ).to.equal(true)
  })

  it('finds a public share that does not follow from the commitments, and names its guardian', async () => {
    const { status, findings } = await find('P1.3', json => {
      const { shares, publicKey } = proposedKey(json)
      shares[2] = publicKey
    })
    const { publicKey, shares } = proposedKey(readVector('multiple'))
    expect(status).to.equal('fail')
    expect(findings[0]).to.deep.include({
      code: 'OTHER_KEY',
      field: 'shares',
      participant: 103n,
      expected: [shares[2]?.x, shares[2]?.y],
      found: [publicKey.x, publicKey.y],
    })
  })

  it('finds a key that is not there, and a point that is none', async () => {
    const gone = await find('P1.3', json => {
      logOf(json, 'KeysProposed').keys = []
    })
    expect(gone.status).to.equal('fail')
    expect(gone.findings[0]).to.include({ code: 'OTHER_KEY', field: 'publicKey', found: 'none' })
    const noPoint = await find('P1.3', json =>
      changePackage(json, 1, bytes => flip(bytes, START + places(json)[0] * KEY_BYTES, 4)),
    )
    expect(noPoint.findings[0]).to.include({ code: 'BAD_PROOF', participant: 102n })
    expect(noPoint.findings[1]).to.include({ code: 'OTHER_KEY', field: 'publicKey', expected: 'none' })
  })

  it('finds a bid to another key', async () => {
    const found: Hex = `0x${'ab'.repeat(32)}`
    const { status, only } = await find('P1.3', json => {
      statementOf(logOf(json, 'BidAccepted', 2)).keyHash = found
    })
    expect(status).to.equal('fail')
    expect(only).to.include({ code: 'OTHER_KEY', field: 'keyHash', participant: 1003n, found })
  })

  it('lacks the key to which an unsigned bid was sealed', async () => {
    const { status, only } = await find('P1.3', json => unsign(json, logOf(json, 'BidAccepted')))
    expect(status).to.equal('missing')
    expect(only).to.include({ code: 'UNSIGNED', field: 'keyHash' })
  })
})

describe('P1.4, the assignment', () => {
  it('passes on good evidence', async () => {
    expect(await statuses(KEY_CHECKS, 'P1.4')).to.deep.equal(onAll(APPLIES))
  })

  it('lacks the announcement, the assignment, or that the keys were ready', async () => {
    for (const event of ['Announced', 'KeyAssigned', 'KeysReady'] as const) {
      const { status, only } = await find('P1.4', json => remove(json, logOf(json, event)))
      expect(status).to.equal('missing')
      expect(only).to.deep.equal({ status: 'missing', code: 'NOT_THERE', field: event })
    }
  })

  it('finds another key', async () => {
    const { status, only } = await find('P1.4', json => {
      logOf(json, 'KeyAssigned').key = '65599'
    })
    expect(status).to.equal('fail')
    expect(only).to.include({ code: 'OTHER_KEY', found: 65_599n })
  })

  it('finds a second assignment, to this tender or another', async () => {
    const again = await find('P1.4', json => repeat(json, logOf(json, 'KeyAssigned')))
    expect(again.status).to.equal('fail')
    expect(again.only).to.include({ code: 'THERE_TWICE', field: 'KeyAssigned' })
    const other: Hex = `0x${'0e'.repeat(32)}`
    const elsewhere = await find('P1.4', json => {
      repeat(json, logOf(json, 'KeyAssigned')).tender = other
    })
    expect(elsewhere.status).to.equal('fail')
    expect(elsewhere.only).to.include({ code: 'OTHER_TENDER', found: other })
  })

  it('finds an assignment before the announcement, and one that is not beside it', async () => {
    const before = await find('P1.4', json =>
      moveBefore(json, logOf(json, 'KeyAssigned'), logOf(json, 'Announced')),
    )
    expect(before.only).to.include({ code: 'TOO_EARLY', field: 'KeyAssigned' })
    const later = await find('P1.4', json =>
      moveBefore(json, logOf(json, 'KeyAssigned'), logOf(json, 'BidAccepted')),
    )
    expect(later.only).to.include({ code: 'TOO_LATE', field: 'KeyAssigned' })
  })

  it('finds a key that was not ready', async () => {
    const { status, only } = await find('P1.4', json =>
      moveBefore(json, logOf(json, 'KeysReady'), logOf(json, 'BidAccepted')),
    )
    expect(status).to.equal('fail')
    expect(only).to.include({ code: 'TOO_EARLY', field: 'KeysReady' })
  })
})
