import type { Ceremony } from '../../../src/guardian/ceremony.ts'
import type { Part } from '../../../src/guardian/memory.ts'
import { nextStep } from '../../../src/guardian/part.ts'
import { readView } from '../../../src/guardian/reading.ts'
import { type Hex, hashText, toHex } from '../../../src/protocol/bytes.ts'
import type { Author } from '../../support/ledger/author.ts'
import { type Town, until } from './town.ts'

/** A guardian that takes part in one ceremony on the real ledger as an honest one does, but for what a test spoils. */
export interface Cheat {
  /** Waits until its next step is a package of this round, and posts it. @param spoil changes it before */
  readonly post: (round: 1 | 2, spoil?: (posted: Uint8Array) => Uint8Array) => Promise<void>
  readonly accuse: (accused: bigint, key?: Hex) => Promise<void>
}

export function cheatIn(town: Town, author: Author, number: number): Cheat {
  const { chainId, keys } = town.deployed
  const { participant: guardian } = author
  const self = { guardian, chainId, keys }
  const holder = { guardian, holds: () => false, isRunning: () => true, gaveUp: () => false }
  let kept: Pick<Part, 'seed' | 'round2'> = { seed: hashText('seed of a cheat') }

  const look = async (): Promise<Ceremony> => {
    const view = await readView(town.ledger, holder, 0)
    const attended = view.ceremonies.get(number)
    if (attended === undefined) throw new Error(`ceremony ${number} is not there`)
    return attended.ceremony
  }

  return {
    post: async (round, spoil = posted => posted) => {
      const honest = await until(async () => {
        const step = await nextStep(await look(), self, kept)
        return step.do === 'post' && step.round === round && step.package
      })
      const posted = toHex(spoil(honest))
      if (round === 2) kept = { ...kept, round2: posted }
      await town.act(author, { type: 'PostPackage', ceremony: number, round, guardian, package: posted })
    },
    accuse: async (accused, key = hashText('not the key')) => {
      await until(async () => (await look()).round2.has(accused))
      await town.act(author, { type: 'AccuseGuardian', ceremony: number, accused, key, guardian })
    },
  }
}
