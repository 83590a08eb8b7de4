import { expect } from 'chai'
import fc from 'fast-check'
import { readMessages, type StreamMemory, type StreamMessage } from '../../src/client/eventStream.ts'

async function* piecesOf(texts: readonly string[]): AsyncGenerator<string> {
  yield* texts
}

async function read(
  texts: readonly string[],
  after = '',
): Promise<{ messages: StreamMessage[]; memory: StreamMemory }> {
  const memory: StreamMemory = { id: after, retry: undefined }
  const messages: StreamMessage[] = []
  for await (const message of readMessages(piecesOf(texts), memory)) messages.push(message)
  return { messages, memory }
}

describe('client > a stream of server-sent events', () => {
  it('is read field by field', async () => {
    const { messages } = await read(['id: 7.1\nevent: BidSubmitted\ndata: {"bidder":"101"}\n\n'])
    expect(messages).to.deep.equal([{ id: '7.1', event: 'BidSubmitted', data: '{"bidder":"101"}' }])
  })

  it('joins lines of data, takes one blank after the colon, and names a message without an event', async () => {
    const { messages } = await read(['data:one\ndata:  two\ndata\n\n'])
    expect(messages).to.deep.equal([{ id: '', event: 'message', data: 'one\n two\n' }])
  })

  it('passes over comments, unknown fields and messages without data, but keeps their place', async () => {
    const { messages, memory } = await read([': alive\n\ncolour: red\nid: 3\n\n'])
    expect(messages).to.deep.equal([])
    expect(memory.id).to.equal('3')
  })

  it('keeps the place of the message before where a message names none, and where its name is unusable', async () => {
    const { messages } = await read(['id: 1\ndata: a\n\ndata: b\n\nid: 2\0\ndata: c\n\n'])
    expect(messages.map(({ id }) => id)).to.deep.equal(['1', '1', '1'])
  })

  it('tells how long to wait before coming back, if that is a number', async () => {
    expect((await read(['retry: 2500\n\nretry: soon\n\n'])).memory.retry).to.equal(2_500)
  })

  it('drops a message that the end cuts off, and does not take its place for seen', async () => {
    const { messages, memory } = await read(['id: 1\ndata: whole\n\nid: 2\ndata: half\n'])
    expect(messages.map(({ data }) => data)).to.deep.equal(['whole'])
    expect(memory.id).to.equal('1')
  })

  it('is read the same however it is cut and whichever line ends it has', async () => {
    const text = '\ufeffid: 1\nevent: A\ndata: 하나\ndata: x\n\n:\ndata: two\n\nid: 2\ndata\n\n'
    const { messages: expected } = await read([text])
    expect(expected).to.have.length(3)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('\n', '\r', '\r\n'),
        fc.array(fc.nat({ max: 80 }), { maxLength: 12 }),
        async (lineEnd, cuts) => {
          const whole = text.replaceAll('\n', lineEnd)
          const places = [
            0,
            ...cuts.filter(cut => cut < whole.length).toSorted((a, b) => a - b),
            whole.length,
          ]
          const pieces = places.slice(1).map((end, turn) => whole.slice(places[turn], end))
          expect((await read(pieces)).messages).to.deep.equal(expected)
        },
      ),
    )
  })
})
