import { type Hex, word } from '../../src/protocol/bytes.ts'
import { EMPTY_RECORD, extendRecord } from '../../src/protocol/record.ts'
import {
  addressOfKey,
  digest,
  STATEMENTS,
  type Statement,
  signStatement,
  statementToJson,
  typeText,
} from '../../src/protocol/statement.ts'
import { DEPLOYMENT } from './fixtures.ts'
import { SAMPLES, SECRET_KEY } from './samples.ts'

/** statement.json: type, digest and signature of one statement of each type. */
export function statementVectors(): unknown {
  const statements: Statement[] = Object.values(SAMPLES)
  return {
    deployment: { ...DEPLOYMENT, chainId: `${DEPLOYMENT.chainId}` },
    secretKey: SECRET_KEY,
    signer: addressOfKey(SECRET_KEY),
    cases: statements.map(statement => ({
      type: typeText(statement.type),
      contract: STATEMENTS[statement.type].room,
      statement: statementToJson(statement),
      digest: digest(statement, DEPLOYMENT),
      signature: signStatement(statement, DEPLOYMENT, SECRET_KEY).signature,
    })),
  }
}

/** record.json: a tender's running hash over its statements. */
export function recordVectors(): unknown {
  let record: Hex = EMPTY_RECORD
  const steps = [word(1n), word(2n), digest(SAMPLES.SubmitBid, DEPLOYMENT)].map(each => {
    record = extendRecord(record, each)
    return { digest: each, record }
  })
  return { empty: EMPTY_RECORD, steps }
}
