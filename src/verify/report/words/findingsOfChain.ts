import type { FindingWords } from './findingWords.ts'
import { LABELS } from './labels.ts'

/** About signatures, the register, the chain and its outages. */
export const CHAIN_FINDINGS = {
  UNSIGNED: {
    en: 'The signature of {who} on this statement is not in the file.',
    ko: '이 진술에 대한 {who}의 서명이 파일에 없습니다.',
  },
  BAD_SIGNATURE: {
    en: 'The signature is not that of {who}: it was made with another key, or what was signed has been changed since.',
    ko: '{who}의 서명이 아닙니다. 다른 키로 서명했거나 서명한 뒤에 내용이 바뀌었습니다.',
  },
  UNKNOWN_SIGNER: {
    en: 'The key that signed was not registered for {who} at that time.',
    ko: '서명한 키가 당시 {who}의 키로 등록되어 있지 않았습니다.',
  },
  UNKNOWN_AUTHOR: {
    en: 'The file does not show that {who} was registered at that time.',
    ko: '{who}의 등록 사실이 파일에 없습니다.',
  },
  MISSING_ROLE: {
    en: 'The office that this act needs was not held by {who} at that time.',
    ko: '당시 {who}에게 이 행위에 필요한 자격이 없었습니다.',
    expected: LABELS.needed,
  },
  SUSPENDED_AUTHOR: {
    en: 'At that time {who} was suspended and was not allowed to act.',
    ko: '당시 {who}는 제재 중이어서 이 행위를 할 수 없었습니다.',
  },
  SIGNER_NOT_CHECKABLE: {
    en: 'The kind of key with which {who} signed can be checked on the ledger only, not offline.',
    ko: '{who}가 서명한 키의 종류는 원장에서만 확인할 수 있고 오프라인에서는 확인할 수 없습니다.',
  },
  STATEMENT_DIFFERS: {
    en: 'What the ledger recorded differs from what was signed.',
    ko: '원장의 기록이 서명된 내용과 다릅니다.',
  },
  REVISION_GAP: {
    en: 'Entries of {who} in the register are missing in between.',
    ko: '{who}의 등록 사항 가운데 빠진 것이 있습니다.',
  },
  REGISTERED_TWICE: {
    en: 'The register shows {who} as new although it was registered before.',
    ko: '{who}는 이미 등록되어 있는데 다시 등록되었습니다.',
  },
  OTHER_REGISTRAR: {
    en: 'The registrar is not the one that you trust, or did not get the office from the one who held it.',
    ko: '신뢰하는 등록기관이 아니거나, 당시의 등록기관에게서 지위를 넘겨받지 않았습니다.',
  },
  OTHER_DEPLOYMENT: {
    en: 'The file is about another chain or another program than the one that you trust.',
    ko: '신뢰하는 것과 다른 체인 또는 프로그램에 관한 파일입니다.',
  },
  OTHER_FINALITY: {
    en: 'The file proves its blocks in another way than your trust file asks for.',
    ko: '신뢰 파일이 요구하는 것과 다른 방식으로 블록을 증명하고 있습니다.',
  },
  NOT_FINAL: {
    en: 'Nobody whom you trust has vouched for this block: the proof is false.',
    ko: '신뢰하는 기관이 보증한 블록이 아닙니다. 증명이 거짓입니다.',
  },
  FINALITY_MISSING: {
    en: 'The proof that enough of those whom you trust have vouched for it is incomplete.',
    ko: '신뢰하는 기관들이 필요한 수만큼 보증했다는 증명이 부족합니다.',
  },
  BLOCKS_OUT_OF_ORDER: {
    en: 'The blocks do not follow one another in number and time.',
    ko: '블록의 번호나 시각이 차례대로 이어지지 않습니다.',
    expected: LABELS.atLeast,
  },
  NOT_IN_BLOCK: {
    en: 'What the file says happened is not what this block holds.',
    ko: '파일의 내용이 이 블록에 담긴 것과 다릅니다.',
  },
  PROOF_MISSING: {
    en: 'The proof that this stands in the block is incomplete.',
    ko: '이 블록에 담겨 있다는 증명이 부족합니다.',
  },
  OTHER_CODE: {
    en: 'The program on the ledger is another than the one that you trust.',
    ko: '원장의 프로그램이 신뢰하는 것과 다릅니다.',
  },
  STATE_NOT_PROVEN: {
    en: 'What the ledger held at the last block is not proven.',
    ko: '마지막 블록에서 원장이 가진 내용이 증명되지 않았습니다.',
  },
  BELOW_POLICY: {
    en: 'This is less than what you asked for.',
    ko: '지정한 요건에 미치지 못합니다.',
    values: 'span',
    expected: LABELS.atLeast,
  },
  OUTAGE_IGNORED: {
    en: 'An outage hit the bidding, and the tender was not postponed as the rule for outages asks.',
    ko: '투찰 중에 장애가 있었는데도 장애 시 연기 기준대로 일정이 연기되지 않았습니다.',
    values: 'time',
    expected: LABELS.notBefore,
  },
  NO_OUTAGE: {
    en: 'The tender was postponed for an outage, but none of those that you named explains it.',
    ko: '장애를 이유로 일정이 연기되었으나 지정한 장애 중 그에 맞는 것이 없습니다.',
    values: 'time',
  },
} as const satisfies Record<string, FindingWords>
