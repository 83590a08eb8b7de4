/**
 * The import law: which room of src/ may import from which. Nobody imports from indexer, gateway, guardian, cli
 * or web: scripts/ puts those together, and tests look at them.
 * @type {Record<string, string[]>}
 */
const MAY_IMPORT = {
  protocol: [],
  verify: ['protocol'],
  chain: ['protocol', 'generated'],
  db: ['protocol'],
  documents: ['protocol'],
  client: ['protocol', 'documents', 'generated'],
  evidence: ['protocol', 'verify', 'chain', 'generated'],
  indexer: ['protocol', 'chain', 'db'],
  gateway: ['protocol', 'verify', 'chain', 'evidence', 'db', 'documents'],
  guardian: ['protocol', 'chain'],
  cli: ['protocol', 'verify', 'chain', 'evidence', 'documents', 'client'],
  web: ['protocol', 'verify', 'client'],
  generated: [],
}

/** Rooms that must give the same answer everywhere and for ever, and the packages that they may use for it. */
const PURE = '^src/(protocol|verify)/'
const PURE_PACKAGES =
  '^node_modules/(ethers|@noble/curves|@noble/hashes|@ethereumjs/mpt|@ethereumjs/rlp|zod)/'

const rooms = Object.entries(MAY_IMPORT).map(([room, others]) => ({
  name: `law-of-${room}`,
  comment: `${room} may import from ${others.length > 0 ? others.join(', ') : 'no other room'} only.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^(src|scripts|test|bin)/', pathNot: `^src/(${[room, ...others].join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...rooms,
    {
      name: 'every-room-has-a-law',
      comment: 'A new room under src/ needs its line in MAY_IMPORT.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${Object.keys(MAY_IMPORT).join('|')})/` },
      to: {},
    },
    {
      name: 'pure-without-node',
      comment:
        'protocol and verify run in a browser too, and must not see files, network, clock or randomness.',
      severity: 'error',
      from: { path: PURE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-packages',
      comment: 'Each package used by protocol and verify is one more that an auditor has to trust.',
      severity: 'error',
      from: { path: PURE },
      to: { path: '^node_modules/', pathNot: PURE_PACKAGES },
    },
    {
      name: 'scripts-without-tests',
      comment: 'What people run must not lean on test helpers.',
      severity: 'error',
      from: { path: '^(scripts|bin|ignition)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'A file that imports nothing and that nothing imports is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.test\\.ts$'] },
      to: {},
    },
    {
      name: 'no-development-packages',
      comment: 'What src/ needs when it runs belongs into "dependencies".',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/generated/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable-and-listed',
      comment: 'Only packages of package.json: others are there by accident.',
      severity: 'error',
      from: { pathNot: '^src/generated/' },
      to: { dependencyTypes: ['unknown', 'undetermined', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable',
      comment: 'Imports something that is not there.',
      severity: 'error',
      from: { pathNot: '^src/generated/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['^node_modules/', '^src/generated/'] },
    exclude: { path: ['^scripts/types/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
