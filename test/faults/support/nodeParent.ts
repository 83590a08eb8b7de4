import { startEmbeddedNode } from '../../../src/chain/embedded/node.ts'

// A process to be killed: the embedded chain of the directory that is its argument, with a clock that runs ahead of the machine's by so
// many seconds as its parent says.

const [directory = '', ahead = '0'] = process.argv.slice(2)
const time = { ahead: Number(ahead) }
process.on('message', (message: typeof time) => {
  time.ahead = message.ahead
})
process.once('disconnect', () => process.exit())
const node = await startEmbeddedNode({
  directory,
  clock: () => Date.now() / 1000 + time.ahead,
  log: line => console.error(line),
  onExit: error => {
    console.error(error.code, error.cause)
    process.exit(7)
  },
})
process.once('SIGTERM', () => void node.close().then(() => process.exit()))
console.log(JSON.stringify({ url: node.url, ready: true }))
