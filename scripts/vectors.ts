import { writeFileSync } from 'node:fs'
import { example } from './vectors/example.ts'
import { openingKeyVectors } from './vectors/openingKeys.ts'
import { awardVectors, orderVectors, reserveVectors } from './vectors/prices.ts'
import { sealVectors } from './vectors/seals.ts'
import { recordVectors, statementVectors } from './vectors/statements.ts'

/** Every file of test/vectors that Solidity, TypeScript and the command line run alike. Always the same bytes. */
export function vectorFiles(): Record<string, string> {
  const vectors: Record<string, unknown> = {
    'example.json': example(),
    'seal.json': sealVectors(),
    'reserve.json': reserveVectors(),
    'award.json': awardVectors(),
    'order.json': orderVectors(),
    'statement.json': statementVectors(),
    'record.json': recordVectors(),
    'openingKey.json': openingKeyVectors(),
  }
  return Object.fromEntries(
    Object.entries(vectors).map(([name, vector]) => [name, `${JSON.stringify(vector, null, 2)}\n`]),
  )
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(vectorFiles())) {
    writeFileSync(new URL(`../test/vectors/${name}`, import.meta.url), text)
  }
}
