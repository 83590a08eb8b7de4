import { fileURLToPath } from 'node:url'
import { startAnvil } from '../../../../src/chain/embedded/anvil.ts'

// A process to be killed: it starts anvil, says its process id, and waits.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const anvil = await startAnvil(['--no-mining', '--accounts', '0'])
  console.log(anvil.pid)
}
