import { expect } from 'chai'
import { member } from '../../../scripts/vectors/evidence/cast.ts'
import { word } from '../../../src/protocol/bytes.ts'
import { ScalarField } from '../../../src/protocol/point.ts'
import { SHARE_CHECKS } from '../../../src/verify/checks/shares.ts'
import {
  type EvidenceJson,
  logOf,
  logsOf,
  moveBefore,
  readVector,
  remove,
  repeat,
  runAltered,
  signAgain,
  statementOf,
  statuses,
  unsign,
} from '../support/evidence.ts'

interface PointJson {
  x: string
  y: string
}

function share(alter: (json: EvidenceJson) => void) {
  return runAltered(SHARE_CHECKS, 'P2.1', 'multiple', alter)
}

function secret(alter: (json: EvidenceJson) => void) {
  return runAltered(SHARE_CHECKS, 'P2.2', 'multiple', alter)
}

/** The tender's key as the guardians confirmed it. */
function proposedKey(json: EvidenceJson): { publicKey: PointJson; shares: PointJson[] } {
  const position = Number(BigInt(String(statementOf(logOf(json, 'Announced')).key)) & 0xffffn)
  const keys = logOf(json, 'KeysProposed').keys as { publicKey: PointJson; shares: PointJson[] }[]
  return keys[position] ?? expect.fail()
}

describe('P2.1, the shares', function () {
  this.timeout(60_000)

  it('passes on good evidence', async () => {
    expect(await statuses(SHARE_CHECKS, 'P2.1')).to.deep.equal({
      failed: 'notApplicable',
      fallback: 'pass',
      multiple: 'pass',
      receipt: 'notApplicable',
      single: 'pass',
    })
  })

  it('lacks the announcement, the set, or the confirmed keys', async () => {
    for (const event of ['Announced', 'GuardianSetFormed', 'KeysProposed'] as const) {
      const { status, findings } = await share(json => remove(json, logOf(json, event)))
      expect(status).to.equal('missing')
      expect(findings).to.deep.equal([{ status: 'missing', code: 'NOT_THERE', field: event }])
    }
  })

  it('finds a share that is not its guardian’s', async () => {
    const { status, findings, found } = await share(json => {
      logOf(json, 'ShareReleased').share = word(5n)
    })
    const { shares } = proposedKey(readVector('multiple'))
    expect(status).to.equal('fail')
    expect(found).to.equal(1)
    expect(findings[0]).to.deep.include({
      code: 'BAD_SHARE',
      participant: 102n,
      expected: [shares[1]?.x, shares[1]?.y],
    })
  })

  it('finds a share that is no scalar', async () => {
    for (const number of [0n, ScalarField.ORDER]) {
      const { status, findings } = await share(json => {
        logOf(json, 'ShareReleased').share = word(number)
      })
      expect(status).to.equal('fail')
      expect(findings[0]).to.include({ code: 'BAD_SHARE', participant: 102n, found: 'none' })
    }
  })

  it('finds a share in the name of another guardian, or of nobody in the set', async () => {
    const other = await share(json => {
      logOf(json, 'ShareReleased').guardian = '101'
    })
    expect(other.findings[0]).to.include({ code: 'BAD_SHARE', participant: 101n })
    const nobody = await share(json => {
      logOf(json, 'ShareReleased').guardian = '1001'
    })
    expect(nobody.status).to.equal('fail')
    expect(nobody.findings[0]).to.include({ code: 'OTHER_GUARDIANS', participant: 1001n })
  })

  it('finds a guardian that released twice', async () => {
    const { status, findings, found } = await share(json => repeat(json, logOf(json, 'ShareReleased')))
    expect(status).to.equal('fail')
    expect(found).to.equal(1)
    expect(findings[0]).to.include({ code: 'THERE_TWICE', participant: 102n, field: 'ShareReleased' })
  })

  it('finds a share after the key had been opened', async () => {
    const { status, findings, found } = await share(json =>
      moveBefore(json, logOf(json, 'KeyOpened'), logOf(json, 'ShareReleased', -1)),
    )
    expect(status).to.equal('fail')
    expect(found).to.equal(1)
    expect(findings[0]).to.include({ code: 'TOO_LATE', participant: 103n })
  })

  it('finds a good share that was refused', async () => {
    const { status, findings, found } = await share(json => {
      const log = logOf(json, 'ShareRefused')
      Object.assign(statementOf(log), { guardian: '102', share: logOf(json, 'ShareReleased').share })
      signAgain(json, log, member(102n).secretKey)
    })
    expect(status).to.equal('fail')
    expect(found).to.equal(1)
    expect(findings[0]).to.include({ code: 'GOOD_SHARE_REFUSED', participant: 102n })
  })

  it('accuses nobody of a false share that did not sign it', async () => {
    const unsigned = await share(json => unsign(json, logOf(json, 'ShareRefused')))
    expect(unsigned.status).to.equal('missing')
    expect(unsigned.findings[0]).to.include({ code: 'UNSIGNED', participant: 101n })
    const foreign = await share(json => signAgain(json, logOf(json, 'ShareRefused'), member(102n).secretKey))
    expect(foreign.status).to.equal('fail')
    expect(foreign.findings[0]).to.include({ code: 'UNKNOWN_SIGNER', participant: 101n })
    const changed = await share(json => {
      statementOf(logOf(json, 'ShareRefused')).share = word(7n)
    })
    expect(changed.status).to.equal('fail')
    expect(changed.findings[0]).to.include({ code: 'BAD_SIGNATURE', participant: 101n })
  })
})

describe('P2.2, the secret', function () {
  this.timeout(60_000)

  it('passes on good evidence', async () => {
    expect(await statuses(SHARE_CHECKS, 'P2.2')).to.deep.equal({
      failed: 'notApplicable',
      fallback: 'notApplicable',
      multiple: 'pass',
      receipt: 'notApplicable',
      single: 'pass',
    })
  })

  it('lacks the secret where the shares or an opening ask for it', async () => {
    const shares = await secret(json => remove(json, logOf(json, 'KeyOpened'), ...logsOf(json, 'BidOpened')))
    const opening = await secret(json =>
      remove(json, logOf(json, 'KeyOpened'), ...logsOf(json, 'ShareReleased')),
    )
    for (const { status, findings } of [shares, opening]) {
      expect(status).to.equal('missing')
      expect(findings).to.deep.equal([{ status: 'missing', code: 'NOT_THERE', field: 'KeyOpened' }])
    }
  })

  it('lacks the announcement, the set, or the confirmed keys', async () => {
    for (const event of ['Announced', 'GuardianSetFormed', 'KeysProposed'] as const) {
      const { status, findings } = await secret(json => remove(json, logOf(json, event)))
      expect(status).to.equal('missing')
      expect(findings).to.deep.equal([{ status: 'missing', code: 'NOT_THERE', field: event }])
    }
  })

  it('lacks a share', async () => {
    const { status, findings, found } = await secret(json => remove(json, logOf(json, 'ShareReleased')))
    expect(status).to.equal('missing')
    expect(found).to.equal(1)
    expect(findings[0]).to.include({ code: 'TOO_FEW_SHARES', expected: 2, found: 1 })
  })

  it('does not count one guardian twice, nor one that is not of the set', async () => {
    for (const guardian of ['102', '1001']) {
      const { status, findings } = await secret(json => {
        logOf(json, 'ShareReleased', -1).guardian = guardian
      })
      expect(status).to.equal('missing')
      expect(findings[0]).to.include({ code: 'TOO_FEW_SHARES', expected: 2, found: 1 })
    }
  })

  it('finds another secret than the shares give, which does not belong to the public key', async () => {
    const good = String(logOf(readVector('multiple'), 'KeyOpened').secret)
    const { status, findings } = await secret(json => {
      logOf(json, 'KeyOpened').secret = word(5n)
    })
    const { publicKey } = proposedKey(readVector('multiple'))
    expect(status).to.equal('fail')
    expect(findings).to.have.length(2)
    expect(findings[0]).to.include({ code: 'OTHER_SECRET', expected: good, found: word(5n) })
    expect(findings[1]).to.deep.include({
      code: 'OTHER_SECRET',
      field: 'publicKey',
      expected: [publicKey.x, publicKey.y],
    })
  })

  it('finds a secret that is no scalar', async () => {
    const { findings } = await secret(json => {
      logOf(json, 'KeyOpened').secret = word(ScalarField.ORDER)
    })
    expect(findings.at(-1)).to.include({ code: 'OTHER_SECRET', field: 'publicKey', found: 'none' })
  })

  it('finds a share that gives another secret', async () => {
    const { status, findings, found } = await secret(json => {
      logOf(json, 'ShareReleased').share = word(5n)
    })
    expect(status).to.equal('fail')
    expect(found).to.equal(1)
    expect(findings[0]).to.include({ code: 'OTHER_SECRET' })
    expect(findings[0]?.field).to.equal(undefined)
  })

  it('finds a public key to which the secret does not belong', async () => {
    const { status, findings, found } = await secret(json => {
      const key = proposedKey(json)
      key.publicKey = key.shares[0] ?? expect.fail()
    })
    expect(status).to.equal('fail')
    expect(found).to.equal(1)
    expect(findings[0]).to.include({ code: 'OTHER_SECRET', field: 'publicKey' })
  })

  it('finds a key that was opened twice', async () => {
    const { status, findings } = await secret(json => repeat(json, logOf(json, 'KeyOpened')))
    expect(status).to.equal('fail')
    expect(findings[0]).to.include({ code: 'THERE_TWICE', field: 'KeyOpened' })
  })

  it('finds a key that was opened before the last share, or not together with it', async () => {
    const early = await secret(json =>
      moveBefore(json, logOf(json, 'KeyOpened'), logOf(json, 'ShareReleased')),
    )
    expect(early.status).to.equal('fail')
    expect(early.findings[0]).to.include({ code: 'TOO_EARLY', field: 'KeyOpened' })
    const late = await secret(json => moveBefore(json, logOf(json, 'KeyOpened'), logOf(json, 'BidOpened')))
    expect(late.status).to.equal('fail')
    expect(late.findings[0]).to.include({ code: 'TOO_LATE', field: 'KeyOpened' })
  })
})
