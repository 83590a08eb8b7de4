import { type IncomingMessage, request } from 'node:http'

/** A message of a feed as it came. */
export type Message = {
  readonly id?: string
  readonly event?: string
  readonly data?: Record<string, unknown>
}

/** Somebody who follows a feed, through a plain socket that reads only while it is told to. */
export type Follower = {
  /** All messages with data so far. */
  readonly events: Message[]
  /** The last place that was told. */
  lastId(): string
  comments(): number
  /** Waits for this many events. @throws Error if the feed ends before */
  until(events: number): Promise<Message[]>
  /** Stops and goes on reading. */
  pause(): void
  resume(): void
  /** Resolves when the gateway has ended it. */
  readonly ended: Promise<void>
  close(): void
}

/** Opens a feed. @throws Error with the answer's status and body if it is no feed */
export const followFeed = (url: string, headers: Record<string, string> = {}): Promise<Follower> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, answer => {
      if (answer.statusCode === 200) resolve(follower(answer, () => sent.destroy()))
      else void readAll(answer).then(text => reject(new Error(`${answer.statusCode} ${text}`)))
    })
    sent.on('error', reject)
    sent.end()
  })

const follower = (answer: IncomingMessage, close: () => void): Follower => {
  const events: Message[] = []
  const state = { id: '', comments: 0, rest: '', news: () => {} }
  const ended = Promise.withResolvers<void>()
  answer.setEncoding('utf8')
  answer.on('data', (text: string) => {
    const frames = `${state.rest}${text}`.split('\n\n')
    state.rest = frames.pop() ?? ''
    for (const frame of frames) take(frame)
    state.news()
  })
  answer.on('error', () => ended.resolve())
  answer.on('close', () => ended.resolve())

  const take = (frame: string): void => {
    const fields = frame.split('\n').map(line => line.split(/:\s?(.*)/s))
    const value = (name: string) => fields.find(([key]) => key === name)?.[1]
    if (fields.some(([key]) => key === '')) state.comments += 1
    state.id = value('id') ?? state.id
    const data = value('data')
    if (data !== undefined)
      events.push({ id: state.id, event: value('event') ?? 'message', data: JSON.parse(data) })
  }
  return {
    events,
    lastId: () => state.id,
    comments: () => state.comments,
    until: async count => {
      while (events.length < count) {
        const news = Promise.withResolvers<void>()
        state.news = news.resolve
        const isOver = await Promise.race([news.promise.then(() => false), ended.promise.then(() => true)])
        if (isOver) throw new Error(`The feed ended after ${events.length} of ${count} events.`)
      }
      return events
    },
    pause: () => void answer.pause(),
    resume: () => void answer.resume(),
    ended: ended.promise,
    close,
  }
}

const readAll = async (answer: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const piece of answer) text += piece
  return text
}
