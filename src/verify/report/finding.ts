import { ROLES, type Role } from '../../protocol/participant.ts'
import { picksOf } from '../../protocol/seal.ts'
import type { Finding } from '../findings.ts'
import { plain, type Words } from './language.ts'
import { ROLE_WORDS } from './names.ts'
import { printable } from './printable.ts'
import { points, span, time, utc, won } from './readable.ts'
import { FIELD_WORDS, VALUE_WORDS } from './words/fields.ts'
import { FINDING_WORDS } from './words/findings.ts'
import type { ValueKind } from './words/findingWords.ts'
import { LABELS } from './words/labels.ts'

/** A finding as people read it. */
export interface ExplainedFinding {
  readonly sentence: Words
  /** About what, where, what was expected and what was found: as far as the check says it. */
  readonly details: readonly Detail[]
}

export interface Detail {
  readonly label: Words
  readonly value: Words
}

type Value = NonNullable<Finding['expected']>

const SOMEBODY: Words = { en: 'the participant', ko: '해당 참가자' }

/** The sentence of a finding, with its values. */
export function explainFinding(finding: Finding): ExplainedFinding {
  const { code, participant, at, field } = finding
  const { en, ko, expected = LABELS.expected } = FINDING_WORDS[code]
  const who = participant === undefined ? SOMEBODY : participantWords(participant)
  const isNamed = participant === undefined || en.includes('{who}')
  const details: readonly (readonly [Words, Words | undefined])[] = [
    [LABELS.who, isNamed ? undefined : who],
    [LABELS.field, field === undefined ? undefined : fieldWords(field)],
    [expected, valueWords(finding.expected, finding)],
    [LABELS.found, valueWords(finding.found, finding)],
    [LABELS.where, placeWords(finding)],
    [LABELS.time, at === undefined ? undefined : plain(`${time(at.timestamp)} (${utc(at.timestamp)})`)],
  ]
  return {
    sentence: { en: capital(en.replace('{who}', who.en)), ko: ko.replace('{who}', who.ko) },
    details: details.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }])),
  }
}

/** participant 1001. */
export function participantWords(participant: bigint): Words {
  return { en: `participant ${participant}`, ko: `${participant}번 참가자` }
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** As exactly as the check says it. */
function placeWords({ at, block, transaction }: Finding): Words | undefined {
  const parts = [
    { en: 'block', ko: '블록', value: at?.block ?? block },
    { en: 'transaction', ko: '거래', value: at?.transaction ?? transaction },
    { en: 'event', ko: '이벤트', value: at?.log },
  ].filter(({ value }) => value !== undefined)
  if (parts.length === 0) return undefined
  return {
    en: parts.map(({ en, value }) => `${en} ${value}`).join(', '),
    ko: parts.map(({ ko, value }) => `${ko} ${value}`).join(', '),
  }
}

/** The program's own name stands beside it, for those who look it up. */
function fieldWords(field: string): Words {
  const name = printable(field)
  const words = own(FIELD_WORDS, name)
  return words === undefined ? plain(name) : { en: `${words.en} (${name})`, ko: `${words.ko} (${name})` }
}

/** What the values of some fields are, whichever finding they stand in. */
const FIELD_KINDS: Readonly<Record<string, ValueKind>> = {
  amount: 'won',
  choices: 'picks',
  otherScore: 'points',
  price: 'won',
  priceScore: 'points',
  reserve: 'won',
  roles: 'roles',
  until: 'time',
}

/** Larger numbers are scalars and coordinates. */
const NUMBERS_END = 2n ** 96n
const YES: Words = { en: 'yes', ko: '예' }
const NO: Words = { en: 'no', ko: '아니요' }
const NOTHING: Words = { en: 'none', ko: '없음' }

function valueWords(value: Value | undefined, { code, field = '' }: Finding): Words | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'boolean') return value ? YES : NO
  if (value === 'none' || (Array.isArray(value) && value.length === 0)) return NOTHING
  if (typeof value === 'object') return plain(printable(value.join(', ')))
  if (typeof value === 'string') {
    const names = own(VALUE_WORDS, field) ?? own(VALUE_WORDS, code) ?? {}
    return own(names, value) ?? plain(printable(value))
  }
  return numberWords(value, FINDING_WORDS[code].values ?? own(FIELD_KINDS, field) ?? 'plain')
}

function numberWords(value: number | bigint, kind: ValueKind): Words {
  if (kind === 'time') return plain(`${time(Number(value))} (${utc(Number(value))})`)
  if (kind === 'won') return won(BigInt(value))
  if (kind === 'span') return span(Number(value))
  if (kind === 'points') return points(Number(value))
  if (kind === 'picks') return plain(picksOf(Number(value))?.join(', ') ?? '–')
  if (kind === 'roles') return rolesWords(Number(value))
  return plain(value < NUMBERS_END ? value.toString() : `0x${value.toString(16).padStart(64, '0')}`)
}

/** Bits that no office has are left out. */
function rolesWords(bits: number): Words {
  const held = Object.entries(ROLES).filter(([, bit]) => (bits & bit) !== 0)
  if (held.length === 0) return NOTHING
  const words = held.map(([role]) => ROLE_WORDS[role as Role])
  return { en: words.map(({ en }) => en).join(', '), ko: words.map(({ ko }) => ko).join(', ') }
}

/** Names may come from a file: what every object inherits is not among them. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
