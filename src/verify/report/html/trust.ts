import { formatKey } from '../../finality/note.ts'
import type { Policy, Trust } from '../../trust.ts'
import type { Audit } from '../audit.ts'
import type { Detail } from '../finding.ts'
import { plain, type Words } from '../language.ts'
import { span, time } from '../readable.ts'
import { detailsHtml } from './details.ts'
import { both, type Html, html } from './markup.ts'

const HEADING = { en: 'What this rests on', ko: '무엇을 믿었는가' } as const

const TRUSTED: readonly Words[] = [
  {
    en: 'Your trust file, below: it names the ledger, its programs, its first registrar, and who vouches for order and time. Compare it with what the institutions themselves publish; whoever gave you the evidence must not be the one who gave you this.',
    ko: '아래의 신뢰 파일: 원장과 그 프로그램, 최초 등록기관, 그리고 순서와 시각을 보증하는 기관을 정합니다. 해당 기관이 직접 공표한 내용과 비교하십시오. 증거 파일을 준 쪽에서 받은 것이어서는 안 됩니다.',
  },
  {
    en: 'Validators or witnesses, for order and time: that not enough of them conspired.',
    ko: '순서와 시각에 관해서는 검증인 또는 증인: 보증에 필요한 수가 공모하지 않았다는 것.',
  },
  {
    en: 'The guardians, for secrecy: that fewer of them than it takes to open a key put their parts together in secret. No file can show that.',
    ko: '비밀 유지에 관해서는 수호자: 키를 열 수 있는 수만큼 몰래 조각을 합치지 않았다는 것. 이것은 어떤 파일로도 증명할 수 없습니다.',
  },
  {
    en: 'The registrar, for identity: who stands behind a number, who is a supplier, who a guardian. The ledger holds numbers and no names.',
    ko: '신원에 관해서는 등록기관: 번호의 주인이 누구인지, 누가 공급자이고 수호자인지. 원장에는 번호만 있고 이름은 없습니다.',
  },
  {
    en: 'Each bidder’s own device and signing key.',
    ko: '각 입찰자의 기기와 서명 키.',
  },
  {
    en: 'The program that made this report, and the machine on which it ran.',
    ko: '이 보고서를 만든 프로그램과 그것을 실행한 컴퓨터.',
  },
]

const NOT_TRUSTED: Words = {
  en: 'Not relied on: whoever handed over the file, the agency, the procurement service’s servers, the database, and those who carried the transactions. They could not have made this file pass if it were false.',
  ko: '믿을 필요가 없었던 것: 파일을 건넨 쪽, 발주기관, 조달 시스템의 서버와 데이터베이스, 거래를 전달한 쪽. 파일이 거짓이라면 이들은 점검을 통과시킬 수 없습니다.',
}

/** Whom the auditor had to believe, and whom not. */
export function trustHtml({ trust, policy }: Audit): Html {
  return html`<section id="trust"><h2>${both(HEADING)}</h2>
<ul>${TRUSTED.map(words => html`<li>${both(words)}</li>`)}</ul>
<p>${both(NOT_TRUSTED)}</p>
${detailsHtml([...deploymentDetails(trust), ...finalityDetails(trust.finality), ...policyDetails(policy)])}</section>`
}

function deploymentDetails({ deployment, code, registrar }: Trust): Detail[] {
  const contract = (room: 'registry' | 'keys' | 'ledger'): Words => ({
    en: `${deployment[room]}, code ${code[room]}`,
    ko: `${deployment[room]}, 코드 ${code[room]}`,
  })
  return [
    { label: { en: 'Chain', ko: '체인' }, value: plain(deployment.chainId.toString()) },
    { label: { en: 'Register', ko: '등록부 프로그램' }, value: contract('registry') },
    { label: { en: 'Opening keys', ko: '개찰 키 프로그램' }, value: contract('keys') },
    { label: { en: 'Tender ledger', ko: '입찰 원장 프로그램' }, value: contract('ledger') },
    {
      label: { en: 'First registrar', ko: '최초 등록기관' },
      value: {
        en: `participant ${registrar.participant}, signing key ${registrar.signer}`,
        ko: `${registrar.participant}번 참가자, 서명 키 ${registrar.signer}`,
      },
    },
  ]
}

function finalityDetails(finality: Trust['finality']): Detail[] {
  if (finality.kind === 'qbft') {
    return [{ label: { en: 'Validators', ko: '검증인' }, value: plain(finality.validators.join(', ')) }]
  }
  const { origin, witnesses, quorum } = finality
  return [
    { label: { en: 'Log', ko: '기록 이름' }, value: plain(origin) },
    {
      label: { en: `Witnesses, ${quorum} needed`, ko: `증인 (${quorum} 필요)` },
      value: plain(witnesses.map(formatKey).join(', ')),
    },
  ]
}

/** What was asked for beyond the protocol. */
function policyDetails(policy: Policy): Detail[] {
  const { minimumThreshold, minimumBiddingTime, minimumOpeningDelay, outages } = policy
  const times = [
    { label: { en: 'Bidding time at least', ko: '최소 투찰 기간' }, seconds: minimumBiddingTime },
    {
      label: { en: 'Opening after closing by at least', ko: '마감 후 개찰까지 최소' },
      seconds: minimumOpeningDelay,
    },
  ]
  return [
    {
      label: { en: 'Guardians needed at least', ko: '최소 수호자 수' },
      value: plain(minimumThreshold.toString()),
    },
    ...times
      .filter(({ seconds }) => seconds > 0)
      .map(({ label, seconds }) => ({ label, value: span(seconds) })),
    ...outages.map(({ from, until }) => ({
      label: { en: 'Outage', ko: '장애' },
      value: plain(`${time(from)} – ${time(until)}`),
    })),
  ]
}
