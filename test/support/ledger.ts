// A complete ledger on Hardhat's in-process network. Start a test with `const world = await loadFixture(deployLedger)`.

export * from './ledger/author.ts'
export * from './ledger/changes.ts'
export * from './ledger/forgery.ts'
export * from './ledger/guards.ts'
export * from './ledger/keys.ts'
export * from './ledger/life.ts'
export * from './ledger/network.ts'
export * from './ledger/opening.ts'
export * from './ledger/points.ts'
export * from './ledger/tender.ts'
export * from './ledger/verify.ts'
export * from './ledger/world.ts'
