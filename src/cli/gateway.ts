import { z } from 'zod'
import { BonginError } from '../protocol/error.ts'
import type { Language } from './language.ts'

/** A gateway's HTTP API. It carries and shows; what it says is checked where it matters. */
export interface Gateway {
  readonly url: string
  /** @throws BonginError with the gateway's own code, or `GATEWAY_UNREACHABLE`, `GATEWAY_ANSWER` */
  get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>>
  post<Schema extends z.ZodType>(path: string, body: unknown, schema: Schema): Promise<z.output<Schema>>
  /** All items of a paged list. */
  list<Schema extends z.ZodType>(path: string, item: Schema): Promise<z.output<Schema>[]>
  /** A file that the gateway makes while it sends it, for as long as that takes. */
  open(path: string): Promise<Response>
}

const PAGE = 500
const TIMEOUT = 120_000

/** RFC 9457. What is not the code or the sentence (title, status, offending values) is kept as details. */
const problemSchema = z.looseObject({ code: z.string(), title: z.string(), detail: z.string().optional() })

/**
 * @param url such as http://127.0.0.1:4850
 * @param language of the titles of its errors
 */
export function createGateway(url: string, language: Language = 'en'): Gateway {
  const base = url.replace(/\/+$/, '')
  const common = { 'accept-language': language }

  const get = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> =>
    read(await request(base, path, { headers: common }), schema)

  const post = async <Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
  ): Promise<z.output<Schema>> => {
    const headers = { ...common, 'content-type': 'application/json' }
    return read(await request(base, path, { method: 'POST', headers, body: JSON.stringify(body) }), schema)
  }

  const list = async <Schema extends z.ZodType>(path: string, item: Schema): Promise<z.output<Schema>[]> => {
    const page = z.object({ items: z.array(item), next: z.string().nullable() })
    const items: z.output<Schema>[] = []
    let cursor: string | null = ''
    do {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const answer = await get(`${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}${query}`, page)
      items.push(...answer.items)
      cursor = answer.next
    } while (cursor !== null)
    return items
  }

  const open = async (path: string): Promise<Response> => {
    const response = await request(base, path, { headers: common, signal: null })
    if (response.ok) return response
    throw problemOf(response, await response.json().catch(() => undefined))
  }

  return { url: base, get, post, list, open }
}

async function request(base: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${base}${path}`, { signal: AbortSignal.timeout(TIMEOUT), ...init })
  } catch (cause) {
    const advice =
      'Is it running? Name another with --url. What was sent may be sent again: it cannot take effect twice.'
    throw new BonginError('GATEWAY_UNREACHABLE', `No gateway answers at ${base}. ${advice}`, { cause })
  }
}

async function read<Schema extends z.ZodType>(response: Response, schema: Schema): Promise<z.output<Schema>> {
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw problemOf(response, body)
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new BonginError(
    'GATEWAY_ANSWER',
    `${response.url} gave an answer that this version does not understand.`,
    {
      cause: result.error,
    },
  )
}

function problemOf(response: Response, body: unknown): BonginError {
  const problem = problemSchema.safeParse(body)
  if (!problem.success)
    return new BonginError('GATEWAY_ANSWER', `${response.url} answered ${response.status}.`)
  const { code, detail, ...details } = problem.data
  return new BonginError(code, detail ?? details.title, { details })
}
