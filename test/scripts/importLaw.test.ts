import { join } from 'node:path'
import { expect } from 'chai'
import { temporaryFolder } from './support/folder.ts'
import { ROOT, run } from './support/run.ts'

interface Violation {
  from: string
  to: string
  rule: { name: string }
}

describe('import law', () => {
  const project = temporaryFolder()

  /** @returns each violation as "rule: from -> to" */
  async function violations(files: Record<string, string>): Promise<string[]> {
    project.write({
      'package.json': JSON.stringify({
        type: 'module',
        dependencies: { express: '*', zod: '*' },
        devDependencies: { chai: '*' },
      }),
      'tsconfig.json': JSON.stringify({
        compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true, noEmit: true },
      }),
      ...Object.fromEntries(
        ['express', 'zod', 'chai', 'stowaway'].flatMap(name => [
          [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
          [`node_modules/${name}/index.js`, 'module.exports = {}'],
        ]),
      ),
      ...files,
    })
    const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
    const rules = join(ROOT, '.dependency-cruiser.mjs')
    const { stdout, stderr } = await run(
      [program, '--config', rules, '--output-type', 'json', 'src'],
      project.path,
    )
    expect(stderr).to.equal('')
    const found: Violation[] = JSON.parse(stdout).summary.violations
    return found.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort()
  }

  it('lets the rooms import what they may', async () => {
    expect(
      await violations({
        'src/protocol/seal.ts': "import { z } from 'zod'\nexport const seal = z",
        'src/verify/report.ts': "export { seal } from '../protocol/seal.ts'",
        'src/chain/relay.ts': "import 'node:fs'\nexport { seal } from '../protocol/seal.ts'",
        'src/db/open.ts': "export type { seal } from '../protocol/seal.ts'",
        'src/indexer/follow.ts': "export * from '../chain/relay.ts'\nexport * from '../db/open.ts'",
        'src/gateway/app.ts': "import 'express'\nexport * from '../verify/report.ts'",
      }),
    ).to.deep.equal([])
  })

  it('finds every breach of it, of types alone as well', async () => {
    expect(
      await violations({
        'src/protocol/seal.ts':
          "import type { relay } from '../chain/relay.ts'\nexport const seal: typeof relay = 1",
        'src/chain/relay.ts': "export { open } from '../db/open.ts'\nexport const relay = 1",
        'src/db/open.ts': "export { app } from '../gateway/app.ts'\nexport const open = 1",
        'src/gateway/app.ts': "export { poll } from '../indexer/poll.ts'\nexport const app = 1",
        'src/indexer/poll.ts': "export { app } from '../../scripts/start.ts'\nexport const poll = 1",
        'src/guardian/daemon.ts': "export { open } from '../db/open.ts'",
        'src/cli/main.ts': "export { open } from '../db/open.ts'",
        'scripts/start.ts': 'export const app = 1',
      }),
    ).to.deep.equal([
      'law-of-chain: src/chain/relay.ts -> src/db/open.ts',
      'law-of-cli: src/cli/main.ts -> src/db/open.ts',
      'law-of-db: src/db/open.ts -> src/gateway/app.ts',
      'law-of-gateway: src/gateway/app.ts -> src/indexer/poll.ts',
      'law-of-guardian: src/guardian/daemon.ts -> src/db/open.ts',
      'law-of-indexer: src/indexer/poll.ts -> scripts/start.ts',
      'law-of-protocol: src/protocol/seal.ts -> src/chain/relay.ts',
    ])
  })

  it('keeps Node, and packages not on the list, out of the pure rooms', async () => {
    const found = await violations({
      'src/protocol/seal.ts': "import 'node:crypto'\nexport const seal = 1",
      'src/verify/report.ts': "import 'express'\nexport { seal } from '../protocol/seal.ts'",
    })
    expect(found).to.deep.equal([
      'pure-packages: src/verify/report.ts -> node_modules/express/index.js',
      'pure-without-node: src/protocol/seal.ts -> crypto',
    ])
  })

  it('finds cycles, orphans, rooms without a law, and packages that are there by accident', async () => {
    const found = await violations({
      'src/chain/a.ts': "import './b.ts'\nimport 'chai'",
      'src/chain/b.ts': "import './a.ts'\nimport 'stowaway'\nimport './missing.ts'",
      'src/protocol/alone.ts': 'export const alone = 1',
      'src/newRoom/x.ts': "import '../protocol/y.ts'",
      'src/protocol/y.ts': 'export const y = 1',
    })
    expect(found).to.include.members([
      'every-room-has-a-law: src/newRoom/x.ts -> src/protocol/y.ts',
      'no-cycle: src/chain/a.ts -> src/chain/b.ts',
      'no-development-packages: src/chain/a.ts -> node_modules/chai/index.js',
      'no-orphan: src/protocol/alone.ts -> src/protocol/alone.ts',
      'resolvable-and-listed: src/chain/b.ts -> node_modules/stowaway/index.js',
      'resolvable: src/chain/b.ts -> ./missing.ts',
    ])
  })
})
