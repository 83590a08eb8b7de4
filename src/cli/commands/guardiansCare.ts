import type { Command } from 'commander'
import type { Stage } from '../../protocol/care.ts'
import { toJson } from '../../protocol/value.ts'
import { type Care, type CareAlarm, careSchema } from '../api.ts'
import { contextOf } from '../context.ts'
import type { Words } from '../language.ts'
import { columns, type Output } from '../output.ts'
import { span, time } from '../readable.ts'
import { CARE_WORDS, LABELS } from '../words.ts'

/** `bongin guardians care`: who is alive, the keys that need them, and the alarms. */
export async function showCare(_options: object, command: Command): Promise<void> {
  const { gateway, output } = contextOf(command)
  const care = await gateway.get('/v1/care', careSchema)
  output.result(toJson(careSchema, care) as object, careText(care, output))
}

function careText(care: Care, { say }: Output): string {
  const none = say({ en: 'No guardian sets.', ko: '수호자 집합이 없습니다.' })
  if (care.sets.length === 0) return none
  const alarms = care.alarms.map(alarm => `${say(CARE_WORDS[alarm.state])}: ${say(alarmWords(alarm))}`)
  const calm = say({ en: 'Nothing to worry about.', ko: '이상이 없습니다.' })
  return [membersText(care, say), keysText(care, say), alarms.length === 0 ? calm : alarms.join('\n')].join(
    '\n\n',
  )
}

function membersText({ sets, time: now }: Care, say: Output['say']): string {
  const yes = { en: 'yes', ko: '예' }
  const no = { en: 'NO', ko: '아니오' }
  const never = { en: 'never', ko: '없음' }
  const rows = sets.flatMap(({ set, members }) =>
    members.map(({ guardian, alive, lastSignAt }) => [
      set,
      guardian,
      say(alive ? yes : no),
      say(lastSignAt === null ? never : ago(now - lastSignAt)),
    ]),
  )
  return columns([LABELS.set, LABELS.guardian, LABELS.alive, LABELS.lastSign].map(say), rows)
}

function ago(seconds: number): Words {
  const { en, ko } = span(seconds)
  return { en: `${en} ago`, ko: `${ko} 전` }
}

function keysText({ sets }: Care, say: Output['say']): string {
  const groups = sets.flatMap(({ keys }) => keys)
  if (groups.length === 0)
    return say({ en: 'No keys in use, and none ready.', ko: '사용 중이거나 준비된 키가 없습니다.' })
  const uses = { InUse: { en: 'in use', ko: '사용 중' }, Ready: { en: 'ready', ko: '준비됨' } }
  const rows = groups.map(({ set, use, keys, alive, holders, threshold, state, nextOpeningAt }) => [
    set,
    say(uses[use]),
    keys,
    `${alive}/${holders}`,
    threshold,
    say(CARE_WORDS[state]),
    nextOpeningAt === null ? '' : time(nextOpeningAt),
  ])
  const names = [LABELS.set, LABELS.keysOf, LABELS.count, LABELS.alive, LABELS.threshold, LABELS.state]
  return columns([...names, LABELS.nextOpening].map(say), rows)
}

function alarmWords(alarm: CareAlarm): Words {
  switch (alarm.kind) {
    case 'GuardiansAway':
      return awayWords(alarm)
    case 'GuardiansLeftOut':
      return leftOutWords(alarm)
    case 'NoReadyKey':
      return {
        en: 'no key is ready, so that nobody can announce a tender',
        ko: '준비된 키가 없어 공고할 수 없습니다',
      }
    case 'CeremonyFailed':
      return failureWords(alarm)
  }
}

type Alarm<Kind extends CareAlarm['kind']> = Extract<CareAlarm, { kind: Kind }>

function awayWords({ set, use, keys, alive, holders, threshold, away }: Alarm<'GuardiansAway'>): Words {
  const spare = alive - threshold
  const names = away.join(', ')
  const what = use === 'InUse' ? { en: 'in use', ko: '사용 중인' } : { en: 'ready', ko: '준비된' }
  const count = { en: `set ${set}: ${names} not heard of`, ko: `집합 ${set}: ${names}번 무응답` }
  const stand = {
    en: `${alive} of ${holders} alive for ${keys} keys ${what.en}, ${threshold} open them`,
    ko: `${what.ko} 키 ${keys}개에 ${holders} 중 ${alive} 정상, 필요 수 ${threshold}`,
  }
  const end =
    spare < 0
      ? { en: 'they will not open', ko: '개찰 불가' }
      : spare === 0
        ? { en: 'not one more may fail', ko: '더 이상 여유가 없음' }
        : { en: `${spare} more may fail`, ko: `여유 ${spare}` }
  return { en: `${count.en}; ${stand.en}; ${end.en}`, ko: `${count.ko}; ${stand.ko}; ${end.ko}` }
}

function leftOutWords({ set, ceremony, without, reserve }: Alarm<'GuardiansLeftOut'>): Words {
  const names = without.join(', ')
  const end =
    reserve === 'Ample'
      ? { en: '', ko: '' }
      : {
          en: ' Nobody can be spared any more: form a new set and retire this one.',
          ko: ' 여유가 없으니 새 집합을 구성하고 이 집합을 해산해야 합니다.',
        }
  return {
    en: `set ${set}: ceremony ${ceremony} left out ${names}, who hold no share of its keys.${end.en}`,
    ko: `집합 ${set}: 키 생성 ${ceremony}에서 ${names}번이 제외되어 새 키의 조각이 없습니다.${end.ko}`,
  }
}

const STAGE_WORDS: Readonly<Record<Stage, Words>> = {
  Round1: { en: 'first package', ko: '1차 패키지' },
  Round2: { en: 'second package', ko: '2차 패키지' },
  Confirmation: { en: 'confirmation', ko: '확인' },
}

function failureWords({ set, ceremony, silent, accusations }: Alarm<'CeremonyFailed'>): Words {
  const waiting = silent.map(({ guardian, stage }) => {
    const { en, ko } = STAGE_WORDS[stage]
    return { en: `waits for the ${en} of ${guardian}`, ko: `${guardian}번의 ${ko} 없음` }
  })
  const disputes = accusations.map(({ guardian, accused }) => ({
    en: `${guardian} accuses ${accused} of a bad share`,
    ko: `${guardian}번이 ${accused}번의 조각을 고발`,
  }))
  const reasons = [...waiting, ...disputes]
  return {
    en: `set ${set}: ceremony ${ceremony} makes no keys: ${reasons.map(({ en }) => en).join(', ')}`,
    ko: `집합 ${set}: 키 생성 ${ceremony} 실패: ${reasons.map(({ ko }) => ko).join(', ')}`,
  }
}
