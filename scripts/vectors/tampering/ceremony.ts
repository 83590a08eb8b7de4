import { fromHex, type Hex, toHex } from '../../../src/protocol/bytes.ts'
import {
  extendPackages,
  jointKeySchema,
  NO_PACKAGES,
  transcriptHash,
} from '../../../src/protocol/openingKey.ts'
import { restate } from './edit.ts'
import { argumentsOf, type EvidenceJson, type LogJson, logOf, logsOf, statementOf } from './file.ts'

/** Every guardian signs whatever its package now says, and the running hash of the packages follows. */
export function settlePackages(file: EvidenceJson): Hex {
  let packages = NO_PACKAGES
  for (const log of logsOf(file, 'PackagePosted')) {
    const { round, guardian, package: posted } = statementOf(log)
    const id = BigInt(String(guardian))
    restate(file, log, Number(guardian), {})
    packages = extendPackages(packages, round === 1 ? 1 : 2, id, fromHex(posted as Hex))
    log.packages = packages
  }
  return packages
}

/** All guardians are of one mind: they confirm the packages and the keys as these now are. */
export function settleCeremony(file: EvidenceJson): void {
  const packages = settlePackages(file)
  const { ceremony, keys } = argumentsOf(logOf(file, 'KeysProposed'))
  const joints = jointKeySchema.array().parse(keys)
  const transcript = transcriptHash(Number(ceremony), packages, joints)
  for (const log of logsOf(file, 'KeysConfirmed')) {
    restate(file, log, Number(statementOf(log).guardian), { transcript })
  }
}

/** The package of a guardian in a round. */
export function packageOf(file: EvidenceJson, round: 1 | 2, guardian: number): LogJson {
  const log = logsOf(file, 'PackagePosted').find(each => {
    const statement = statementOf(each)
    return statement.round === round && statement.guardian === String(guardian)
  })
  if (log === undefined) throw new Error(`Guardian ${guardian} posted nothing in round ${round}`)
  return log
}

export function setPackage(file: EvidenceJson, round: 1 | 2, guardian: number, bytes: Uint8Array): void {
  statementOf(packageOf(file, round, guardian)).package = toHex(bytes)
}

export function bytesOfPackage(file: EvidenceJson, round: 1 | 2, guardian: number): Uint8Array {
  return fromHex(statementOf(packageOf(file, round, guardian)).package as Hex)
}
