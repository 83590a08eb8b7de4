import { parseArgs } from 'node:util'
import { EXIT, exitCodeOf } from '../src/cli/codes.ts'
import { assertAbsent, writePublic } from '../src/cli/files.ts'
import { LANGUAGES, type Language, languageOf } from '../src/cli/language.ts'
import { toText } from '../src/cli/output.ts'
import { BonginError } from '../src/protocol/error.ts'
import { trustToJson } from '../src/verify/trust.ts'
import { playStory, STORIES } from './scenario/play.ts'
import { hasPassed, listJson, listText, storyJson, storyText } from './scenario/print.ts'
import type { Story } from './scenario/story.ts'

/**
 * `npm run scenario -- list`, `npm run scenario -- run NAME`: plays what can happen to a tender on a ledger of its own, and verifies
 * the evidence of it. Exit code 1 if a check does not pass.
 */

interface Options {
  readonly json: boolean
  readonly language: Language
  /** Where the evidence of the last tender goes; beside it, with the ending `.trust`, whom to trust. */
  readonly evidence: string | undefined
}

async function run(name: string | undefined, { json, language, evidence }: Options): Promise<void> {
  const story = named(name)
  if (evidence !== undefined) await assertAbsent(evidence, `${evidence}.trust`)
  const told = await playStory(story)
  const last = told.at(-1)
  if (evidence !== undefined && last !== undefined) {
    await writePublic(evidence, last.evidence)
    await writePublic(`${evidence}.trust`, `${JSON.stringify(trustToJson(last.trust), null, 2)}\n`)
  }
  print(json ? toText(storyJson(story, told)) : storyText(story, told, language))
  if (!hasPassed(told)) process.exitCode = EXIT.refused
}

function named(name: string | undefined): Story {
  const story = STORIES.find(each => each.name === name)
  if (story !== undefined) return story
  const names = STORIES.map(each => each.name).join(', ')
  throw new BonginError('INVALID_INPUT', `There is no story ${name}. There are: ${names}.`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

const USAGE = 'Say "list", or "run NAME"; with --json, --lang en or --lang ko, --evidence FILE'

function readArguments() {
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: languageOf(process.env) },
        evidence: { type: 'string' },
      },
      allowPositionals: true,
    })
  } catch (cause) {
    throw new BonginError('USAGE', USAGE, { cause })
  }
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments()
  const { json, evidence } = values
  const [verb, name] = positionals
  const language = LANGUAGES.find(each => each === values.lang)
  if (language === undefined) throw new BonginError('USAGE', USAGE)
  if (verb === 'run') await run(name, { json, language, evidence })
  else if (verb === 'list') print(json ? toText(listJson(STORIES)) : listText(STORIES, language))
  else throw new BonginError('USAGE', USAGE)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof BonginError)) throw error
  const { code, message } = error
  const isJson = process.argv.includes('--json')
  process.stderr.write(isJson ? `${toText({ error: { code, message } })}\n` : `${message} [${code}]\n`)
  process.exitCode = exitCodeOf(error)
}
