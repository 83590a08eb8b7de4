import { expect } from 'chai'
import { fromHex } from '../../../src/protocol/bytes.ts'
import type { Check, CheckId, CheckResult } from '../../../src/verify/check.ts'
import type { Finding } from '../../../src/verify/findings.ts'
import { decodeHeader } from '../../../src/verify/header.ts'
import { type EvidenceJson, type LogJson, runAltered, signAgain, statementOf, statuses } from './evidence.ts'

/** One thing that is altered in a good file, and what the check must find then first; `found` how many things, one if it is not said. */
export interface Alteration {
  readonly file: string
  readonly alter: (json: EvidenceJson) => void
  readonly found?: number
  readonly finding: Partial<Finding> & Pick<Finding, 'status' | 'code'>
}

/** Where nothing else is said, a check ends on `amended` as on `receipt`, on `cancelled` as on `failed`, on `life` as on `single`, and on `scored` as on `life`. */
export function onAll(
  applies: Readonly<Record<string, string>>,
): Readonly<Record<string, string | undefined>> {
  const { receipt, failed, single, life = single } = applies
  return { amended: receipt, cancelled: failed, life, scored: life, ...applies }
}

/**
 * One check's tests: how it ends on each good file, and what it finds in altered ones, by a sentence each.
 */
export function describeCheck(
  checks: readonly Check[],
  id: CheckId,
  applies: Readonly<Record<string, CheckResult['status']>>,
  alterations: Readonly<Record<string, Alteration>>,
): void {
  describe(id, function () {
    this.timeout(60_000)

    it('passes on good evidence, where it applies', async () => {
      expect(await statuses(checks, id)).to.deep.equal(onAll(applies))
    })

    for (const [sentence, { file, alter, finding, found: count = 1 }] of Object.entries(alterations)) {
      it(`finds ${sentence}`, async () => {
        const { status, findings, found } = await runAltered(checks, id, file, alter)
        expect(findings, 'findings').to.have.length(count)
        expect(findings[0]).to.include(finding)
        expect({ status, found }).to.deep.equal({
          status: finding.status === 'false' ? 'fail' : 'missing',
          found: count,
        })
      })
    }
  })
}

/** When an event happened, in seconds since 1970. */
export function timeOf(json: EvidenceJson, log: LogJson): number {
  const block = json.blocks.find(({ receipts }) => receipts.some(({ logs }) => logs.includes(log)))
  return decodeHeader(fromHex(block?.header ?? '0x'))?.timestamp ?? expect.fail()
}

/** Alters an event's statement; its author signs it again. */
export function restate(
  json: EvidenceJson,
  log: LogJson,
  secretKey: Parameters<typeof signAgain>[2],
  fields: object,
): void {
  Object.assign(statementOf(log), fields)
  signAgain(json, log, secretKey)
}
