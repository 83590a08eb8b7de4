import { stripTypeScriptTypes } from 'node:module'
import { expect } from 'chai'
import { runnable } from '../../scripts/hardhat/runnableClients.ts'

const WRITTEN = `
import type { BaseContract } from "ethers"
import type { TypedContractEvent } from "./common.js"
export type { ITenderLedger } from './ITenderLedger.js';
export * as factories from './factories/index.js';
    export namespace BidSubmittedEvent {
      export type InputTuple = [tender: string];
      export interface OutputObject {tender: string };
    }
export const abi = [{"name": "see './Seals.js'"}]
`

describe('contract clients', () => {
  it('cannot be stripped as TypeChain writes them', () => {
    expect(() => stripTypeScriptTypes(WRITTEN)).to.throw('not supported in strip-only mode')
  })

  it('can be stripped, and import files that are there, when made runnable', () => {
    const code = stripTypeScriptTypes(runnable(WRITTEN))
    expect(code).to.include("export * as factories from './factories/index.ts'").and.not.include('namespace')
    expect(code).to.include(`see './Seals.js'`)
  })
})
