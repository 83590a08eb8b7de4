import { fileURLToPath } from 'node:url'
import toolbox from '@nomicfoundation/hardhat-toolbox-mocha-ethers'
import { defineConfig } from 'hardhat/config'
import { branchCoverage } from './scripts/hardhat/branchCoverage.ts'
import { runnableClients } from './scripts/hardhat/runnableClients.ts'

// npm's own build of the compiler: downloads of native builds are not reachable everywhere.
const compiler = fileURLToPath(import.meta.resolve('solc/soljson.js'))

/** Whatever a handler does not expect is a failure. */
const INVARIANT = { depth: 32, failOnRevert: true }

export default defineConfig({
  plugins: [toolbox, runnableClients, branchCoverage],
  solidity: {
    version: '0.8.37',
    path: compiler,
    settings: {
      evmVersion: 'cancun',
      optimizer: { enabled: true, runs: 200 },
      viaIR: true,
    },
  },
  paths: { tests: { mocha: './test', solidity: './test/contracts' } },
  typechain: { outDir: './src/generated/contracts' },
  test: {
    mocha: { timeout: 120_000, forbidOnly: true },
    solidity: {
      profiles: {
        default: { fuzz: { runs: 256 }, invariant: { runs: 8, ...INVARIANT } },
        deep: { fuzz: { runs: 10_000 }, invariant: { runs: 10_000, ...INVARIANT } },
      },
    },
  },
})
