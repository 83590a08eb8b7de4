import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { openApiTypes } from '../../scripts/openapi/types.ts'
import { runNode } from '../../scripts/testing/child.ts'
import { roleBits } from '../../src/protocol/participant.ts'
import { announce, prepare, register } from '../gateway/support/play.ts'
import { openWorld, shown, type World } from '../gateway/support/world.ts'
import { authorOf } from '../support/ledger/author.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const EXAMPLE = /```js\n(?<code>import .* from 'bongin\/client'\n.*?)```/gs
const GATEWAY = 'http://127.0.0.1:4850'
const BIDDER = authorOf(20_001)

describe('client > README.md', () => {
  let world: World
  before(async () => {
    world = await openWorld()
    await prepare(world, 0)
    await register(world, [BIDDER], roleBits(['supplier']))
  })
  after(() => world?.close())

  it('has an example that runs as it stands there', async () => {
    const { id } = await announce(world, 0)
    await shown(world)
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
    const [code, ...others] = [...readme.matchAll(EXAMPLE)].map(({ groups }) => groups?.code ?? '')
    expect(code).to.include(GATEWAY)
    expect(others).to.have.length(0)

    const given = { secretKey: BIDDER.secretKey, tender: id }
    const before = Object.entries(given).map(([name, value]) => `const ${name} = '${value}'`)
    const program = [
      ...before,
      'const keep = async () => {}',
      code?.replace(GATEWAY, world.gateway.url),
    ].join('\n')
    let output = ''
    const { exitCode } = await runNode(['--input-type=module', '--eval', program], ROOT, text => {
      output += text
    })
    expect(output).to.match(
      /^GATEWAY-0: 0 bids so far\non the ledger, in block \d+\nBidAccepted: bidder 20001\nBidding: the bid is Sealed\n$/,
    )
    expect(exitCode).to.equal(0)
  })
})

describe('client > types', () => {
  it('are made from the committed document', async () => {
    const read = (name: string) => readFile(new URL(`../../src/generated/${name}`, import.meta.url), 'utf8')
    const types = await openApiTypes(await read('openapi.json'))
    expect(types === (await read('openapi.ts')), 'run scripts/openapi.ts').to.equal(true)
  })
})
