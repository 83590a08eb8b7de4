import { fileURLToPath } from 'node:url'
import { startEmbeddedNode } from '../../../../src/chain/embedded/node.ts'

// A process to be killed: it runs a node upon the directory that is its argument, and says where.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const node = await startEmbeddedNode({
    directory: process.argv[2] ?? '',
    clock: () => Date.now() / 1000,
    log: line => console.error(line),
    onExit: error => {
      console.error(error.code)
      process.exit(7)
    },
  })
  const { url, chainId, relayKeys, anvilPid } = node
  console.log(JSON.stringify({ url, chainId, relayKeys, anvilPid }))
}
