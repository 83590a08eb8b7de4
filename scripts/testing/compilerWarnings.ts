import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Artifact {
  buildInfoId?: string
}

interface BuildOutput {
  output: { errors?: { sourceLocation?: { file: string }; formattedMessage: string }[] }
}

/**
 * What the compiler said about our own contracts when their present artifacts were made. It cannot be told to take
 * warnings for errors; the size of a test contract is no matter.
 */
export function compilerWarnings(root: string): string[] {
  const builds = join(root, 'artifacts', 'build-info')
  const outputs = [...presentBuilds(root)].map(id => join(builds, `${id}.output.json`)).filter(existsSync)
  const messages = outputs
    .flatMap(file => readJson<BuildOutput>(file).output.errors ?? [])
    .filter(({ sourceLocation }) => sourceLocation?.file.startsWith('project/'))
    .filter(
      ({ sourceLocation, formattedMessage }) => !isTestSize(sourceLocation?.file ?? '', formattedMessage),
    )
  return [...new Set(messages.map(({ formattedMessage }) => formattedMessage.trimEnd()))]
}

function presentBuilds(root: string): Set<string> {
  const artifacts = join(root, 'artifacts')
  if (!existsSync(artifacts)) return new Set()
  const ids = readdirSync(artifacts, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.json') && !name.startsWith('build-info'))
    .map(name => readJson<Artifact>(join(artifacts, name)).buildInfoId)
  return new Set(ids.filter(id => id !== undefined))
}

function isTestSize(file: string, message: string): boolean {
  return file.startsWith('project/test/') && /Contract (code|initcode) size/.test(message)
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
