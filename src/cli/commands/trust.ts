import type { Command } from 'commander'
import { z } from 'zod'
import { formatKey } from '../../verify/finality/note.ts'
import { type Trust as AuditTrust, parseTrust, trustToJson } from '../../verify/trust.ts'
import { contextOf } from '../context.ts'
import { mayReplace } from '../exportFile.ts'
import { discard, writePublic } from '../files.ts'
import { type Output, table } from '../output.ts'
import { addTrustOptions, assertLedger, type Trust } from '../trust.ts'
import { LABELS } from '../words.ts'

/** `bongin trust`: what evidence is checked against. */
export function addTrustCommand(program: Command): void {
  const trust = program.command('trust').description('what evidence is checked against (신뢰 기준)')

  addTrustOptions(
    trust
      .command('export')
      .description(
        'write what a gateway says is to be trusted, to be compared with what the institutions publish',
      )
      .option('--out <file>', 'where to', 'trust.json'),
  ).action(exportTrust)
}

async function exportTrust({ out, ...trust }: Trust & { out: string }, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const replaces = await mayReplace(out, output)
  const found = parseTrust(await gateway.get('/v1/trust', z.unknown()))
  assertLedger(trust, found.deployment)
  if (trust.rpc !== undefined) await (await import('../evidenceSource.ts')).assertContracts(trust.rpc, found)
  const json = trustToJson(found)
  if (replaces) await discard(out)
  await writePublic(out, `${JSON.stringify(json, null, 2)}\n`)
  output.result({ file: out, trust: json }, table([[output.say(LABELS.file), out], ...rowsOf(found, output)]))
  output.hint({
    en: 'Whoever can change this file decides what verifies, and this one says what the gateway says. Before you rely on it, compare every line with what the agency, the guardians and the operator publish, each on its own site.',
    ko: '이 파일을 바꿀 수 있는 사람이 검증 결과를 결정하며, 지금 내용은 게이트웨이의 말입니다. 사용하기 전에 발주기관, 수호자, 운영기관이 각자의 사이트에 공표한 값과 한 줄씩 비교하십시오.',
  })
}

function rowsOf({ deployment, code, registrar, finality }: AuditTrust, { say }: Output): [string, unknown][] {
  const rows: [string, unknown][] = [
    [say(LABELS.chain), deployment.chainId],
    [say(LABELS.registry), `${deployment.registry} ${code.registry}`],
    [say(LABELS.keys), `${deployment.keys} ${code.keys}`],
    [say(LABELS.ledger), `${deployment.ledger} ${code.ledger}`],
    [say(LABELS.registrar), `${registrar.participant} ${registrar.signer}`],
  ]
  if (finality.kind === 'qbft') {
    const { validators, epochLength } = finality
    return [...rows, [say(LABELS.validators), validators.join(' ')], [say(LABELS.epochLength), epochLength]]
  }
  const { origin, witnesses } = finality
  return [...rows, [say(LABELS.origin), origin], [say(LABELS.witnesses), witnesses.map(formatKey).join(' ')]]
}
