import { createGateway } from '../../../src/cli/gateway.ts'
import { openBids, rankBids } from '../../../src/cli/opening.ts'
import { carry, readTender } from '../../../src/cli/statements.ts'
import { signStatement } from '../../../src/protocol/statement.ts'
import { GUARDIANS, type Member, THRESHOLD } from '../../vectors/evidence/cast.ts'
import { type OpenTender, shareOf } from './crowd.ts'
import type { BenchLedger } from './ledger.ts'

const nothing = (): void => undefined

/** Brings the guardians' shares to the ledger, as their daemons do. */
export async function releaseKey({ url, deployed }: BenchLedger, tender: OpenTender): Promise<void> {
  const gateway = createGateway(url)
  const { key, id, joint } = tender
  const release = ({ id: guardian, secretKey }: Member, place: number): Promise<unknown> => {
    const statement = {
      type: 'ReleaseShare',
      key,
      tender: id,
      guardian,
      share: shareOf(tender, place),
    } as const
    return carry(gateway, signStatement(statement, deployed, secretKey, { joint }))
  }
  await Promise.all(GUARDIANS.slice(0, THRESHOLD).map(release))
}

/** Opens and ranks a tender through the gateway by the command line's own code. @returns how many bids were opened */
export async function openTender(ledger: BenchLedger, { id, secret }: OpenTender): Promise<number> {
  const gateway = createGateway(ledger.url)
  await openBids(gateway, await readTender(gateway, id), secret, nothing)
  await rankBids(gateway, await readTender(gateway, id), secret, nothing)
  const { opened, bids, phase } = await readTender(gateway, id)
  if (opened !== bids || phase !== 'Review')
    throw new Error(`A tender is in phase ${phase}, ${opened} of ${bids} opened.`)
  return opened
}
