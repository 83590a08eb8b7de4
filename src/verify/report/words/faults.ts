import type { StateFalsehood } from '../../account.ts'
import type { QbftFalsehood, QbftGap } from '../../finality/qbft.ts'
import type { CheckpointFalsehood } from '../../finality/witness.ts'
import type { InclusionFalsehood } from '../../inclusion.ts'
import type { TrieGap } from '../../trie.ts'
import type { Words } from '../language.ts'

type Fault =
  | StateFalsehood
  | InclusionFalsehood
  | TrieGap
  | QbftFalsehood
  | QbftGap
  | CheckpointFalsehood
  | 'NOT_IN_CHECKPOINT'
  | 'NOT_COVERED'
  | 'PATH_MISSING'
  | 'TOO_FEW_WITNESSES'

/** What is wrong with a proof of the chain, or lacks in it. */
export const FAULT_WORDS: Readonly<Record<Fault, Words>> = {
  BAD_SIGNATURE: { en: 'a signature that is not the witness’s', ko: '증인의 것이 아닌 서명' },
  BROKEN_CHAIN: { en: 'a block that does not follow the one before', ko: '앞 블록과 이어지지 않는 블록' },
  DUPLICATE_SEAL: { en: 'two seals of one validator', ko: '한 검증인의 봉인 두 개' },
  FOREIGN_PROPOSER: {
    en: 'a block proposed by somebody who is no validator',
    ko: '검증인이 아닌 자가 제안한 블록',
  },
  FOREIGN_SEAL: { en: 'a seal of somebody who is no validator', ko: '검증인이 아닌 자의 봉인' },
  MALFORMED_CHECKPOINT: { en: 'a checkpoint that is malformed', ko: '형식이 잘못된 체크포인트' },
  MALFORMED_EXTRA_DATA: {
    en: 'a block without the seals of this kind of chain',
    ko: '이 체인의 봉인이 없는 블록',
  },
  MALFORMED_INDEX: { en: 'a transaction that is there twice', ko: '두 번 나오는 거래' },
  MALFORMED_NODE: { en: 'a part of the proof that is malformed', ko: '형식이 잘못된 증명 조각' },
  MALFORMED_NOTE: { en: 'a signed note that is malformed', ko: '형식이 잘못된 서명 문서' },
  MALFORMED_SEAL: { en: 'a seal that is malformed', ko: '형식이 잘못된 봉인' },
  MALFORMED_VALUE: { en: 'a value that is malformed', ko: '형식이 잘못된 값' },
  NODE_MISSING: { en: 'a part of the proof is missing', ko: '증명 조각이 빠져 있음' },
  NO_SUCH_KEY: { en: 'the block has nothing in this place', ko: '블록의 이 자리에 아무것도 없음' },
  NOT_ASCENDING: { en: 'blocks out of order', ko: '순서가 맞지 않는 블록' },
  NOT_COVERED: { en: 'a block after the checkpoint', ko: '체크포인트 이후의 블록' },
  NOT_IN_CHECKPOINT: {
    en: 'a block that is not part of the witnessed history',
    ko: '증인이 보증한 역사에 없는 블록',
  },
  OTHER_ORIGIN: { en: 'a checkpoint of another chain', ko: '다른 체인의 체크포인트' },
  OTHER_RECEIPT: { en: 'something else than what stands in the block', ko: '블록에 있는 것과 다른 내용' },
  OTHER_ROOT: { en: 'a proof that belongs to another block', ko: '다른 블록의 증명' },
  OTHER_VALIDATORS: { en: 'other validators than those that you trust', ko: '신뢰하지 않는 검증인' },
  PATH_MISSING: {
    en: 'the block’s path to the checkpoint is missing',
    ko: '체크포인트까지의 경로가 빠져 있음',
  },
  PROOF_MISSING: { en: 'the proof is missing', ko: '증명이 없음' },
  STRAY_NODE: { en: 'a part that does not belong to the proof', ko: '증명과 관계없는 조각' },
  TOO_FEW_SEALS: { en: 'too few validators sealed the block', ko: '블록을 봉인한 검증인이 부족함' },
  TOO_FEW_WITNESSES: {
    en: 'too few witnesses signed the checkpoint',
    ko: '체크포인트에 서명한 증인이 부족함',
  },
  VOTES_MISSING: {
    en: 'the blocks in which the validators changed are missing',
    ko: '검증인이 바뀐 블록이 빠져 있음',
  },
}
