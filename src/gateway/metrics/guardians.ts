import { CARES } from '../../protocol/care.ts'
import type { CareReport } from '../care.ts'
import type { Gauge } from './gauge.ts'

/** What a monitoring system needs to raise the alarm by itself. Alert on `bongin_care > 1`, and on `bongin_keys_alive_spare < 1`. */
export const guardianGauges = ({ state, sets }: CareReport): Gauge[] => {
  const members = sets.flatMap(({ set, members }) =>
    members.map(member => ({ ...member, labels: { set: String(set), guardian: String(member.guardian) } })),
  )
  const groups = sets.flatMap(({ keys }) =>
    keys.map(group => ({ ...group, labels: { set: String(group.set), use: group.use, care: group.state } })),
  )
  return [
    {
      name: 'bongin_care',
      help: 'The worst of the guardians alarms: 0 healthy, 1 weak, 2 alarm.',
      samples: [{ labels: {}, value: CARES.indexOf(state) }],
    },
    {
      name: 'bongin_guardian_alive',
      help: 'Whether a guardian of a set was heard of within the last hour.',
      samples: members.map(({ labels, alive }) => ({ labels, value: alive ? 1 : 0 })),
    },
    {
      name: 'bongin_guardian_last_sign_seconds',
      help: 'When a guardian of a set was last heard of, in seconds since 1970.',
      samples: members.flatMap(({ labels, lastSignAt }) =>
        lastSignAt === null ? [] : [{ labels, value: lastSignAt }],
      ),
    },
    {
      name: 'bongin_keys',
      help: 'Keys of tenders still to be opened, and keys ready for the next ones, by their care.',
      samples: summed(groups.map(({ labels, keys }) => ({ labels, value: keys }))),
    },
    {
      name: 'bongin_keys_alive_spare',
      help: 'How many more guardians can fail before keys of a set do not open; below 0 they will not open now.',
      samples: sets.flatMap(({ set, keys }) =>
        keys.length === 0 ? [] : [{ labels: { set: String(set) }, value: Math.min(...keys.map(spareOf)) }],
      ),
    },
  ]
}

const spareOf = ({ alive, threshold }: { alive: number; threshold: number }): number => alive - threshold

/** Groups that differ only in what no label says become one. */
const summed = (samples: Gauge['samples']): Gauge['samples'] =>
  [...Map.groupBy(samples, ({ labels }) => JSON.stringify(labels)).values()].flatMap(same => {
    const [first] = same
    return first === undefined ? [] : [{ ...first, value: same.reduce((sum, { value }) => sum + value, 0) }]
  })
