import { z } from 'zod'
import { abiTypes } from '../../../src/protocol/value.ts'
import { EVENTS, type EventForm } from '../../../src/verify/event.ts'

/** The rows of the table of events in SPEC.md, as the code has them. */
export function eventRows(): string[] {
  return Object.entries(EVENTS).map(([name, form]) => rowOf(name, form))
}

function rowOf(name: string, { room, shape, indexed, statement, repeated }: EventForm): string {
  const fields = Object.entries(shape).map(([argument, schema]) =>
    [typeOf(schema as z.ZodType), ...(indexed.includes(argument) ? ['indexed'] : []), argument].join(' '),
  )
  const cause = statement === undefined ? '' : `\`${statement}\``
  return `| \`${name}(${fields.join(', ')})\` | ${room} | ${cause} | ${repeated.join(', ')} |`
}

function typeOf(schema: z.ZodType): string {
  if (schema instanceof z.ZodEnum) return `uint8 [${schema.options.join(' ')}]`
  const abi = abiTypes.get(schema)?.abi ?? ''
  return abi.startsWith('tuple') ? 'JointKey[]' : abi
}
