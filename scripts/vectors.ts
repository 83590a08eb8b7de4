import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { example } from './vectors/example.ts'
import { openingKeyVectors } from './vectors/openingKeys.ts'
import { awardVectors, orderVectors, reserveVectors } from './vectors/prices.ts'
import { qualificationVectors } from './vectors/qualification.ts'
import { sealVectors } from './vectors/seals.ts'
import { recordVectors, statementVectors } from './vectors/statements.ts'
import { invalidFiles, sealedFiles } from './vectors/tampering.ts'

/** Every file of test/vectors that Solidity, TypeScript and the command line run alike. Always the same bytes. */
export function vectorFiles(): Record<string, string> {
  const vectors: Record<string, unknown> = {
    'example.json': example(),
    'seal.json': sealVectors(),
    'reserve.json': reserveVectors(),
    'award.json': awardVectors(),
    'qualification.json': qualificationVectors(),
    'order.json': orderVectors(),
    'statement.json': statementVectors(),
    'record.json': recordVectors(),
    'openingKey.json': openingKeyVectors(),
  }
  return Object.fromEntries(
    Object.entries(vectors).map(([name, vector]) => [name, `${JSON.stringify(vector, null, 2)}\n`]),
  )
}

/** The same for the tenders that are played on a chain of their own: test/vectors/evidence/valid. */
async function evidenceVectorFiles(): Promise<Record<string, string>> {
  // Imported here alone, because it needs compiled contracts.
  const { evidenceFiles } = await import('./vectors/evidence.ts')
  const files = Object.entries(await evidenceFiles())
  return Object.fromEntries(files.map(([name, text]) => [`evidence/valid/${name}`, text]))
}

const VECTORS = new URL('../test/vectors/', import.meta.url)

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(new URL(`${folder}${name}`, VECTORS), text)
}

/** Cases that are no longer made must not stay. */
function removeCases(folder: string): void {
  for (const name of readdirSync(new URL(folder, VECTORS))) {
    if (name.endsWith('.json')) rmSync(new URL(`${folder}${name}`, VECTORS))
  }
}

if (import.meta.main) {
  write('', { ...vectorFiles(), ...(await evidenceVectorFiles()) })
  // These are made from the files just written.
  write('evidence/valid/', sealedFiles())
  const cases = await invalidFiles()
  removeCases('evidence/invalid/')
  write('evidence/invalid/', cases)
}
