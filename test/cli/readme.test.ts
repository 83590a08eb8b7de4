import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { Command } from 'commander'
import { createProgram } from '../../src/cli/program.ts'

const README = fileURLToPath(new URL('../../README.md', import.meta.url))
const LINE = /^npm run bongin -- (?<words>[^#\n]+)/gm

describe('README.md', () => {
  it('names only commands that there are, each with all that it needs and nothing that it does not take', async () => {
    const lines = [...(await readFile(README, 'utf8')).matchAll(LINE)].map(
      ({ groups }) => groups?.words?.trim() ?? '',
    )
    expect(lines).to.have.length.above(10)
    for (const line of lines) verifyLine(line)
  })

  it('shows every verb of a tender’s life', async () => {
    const readme = await readFile(README, 'utf8')
    const { commands } = createProgram()
    const verbs = commands
      .flatMap(command => [command, ...command.commands].map(nameOf))
      .filter(name => !isGroup(name))
    for (const verb of verbs.filter(
      name => /^(bid|open|award|tender)/.test(name) && name !== 'award disqualify',
    )) {
      expect(readme).to.include(`npm run bongin -- ${verb} `)
    }
  })
})

function verifyLine(line: string): void {
  const words = line.split(/ +/)
  let command: Command = createProgram()
  for (let next = find(command, words[0]); next !== undefined; next = find(command, words[0])) {
    words.shift()
    command = next
  }
  expect(isGroup(nameOf(command)), line).to.equal(false)
  const flags = words.filter(word => word.startsWith('--'))
  const known = [...command.options, ...createProgram().options]
  for (const flag of flags)
    expect(
      known.map(({ long }) => long),
      line,
    ).to.include(flag)
  const mandatory = command.options.filter(option => option.mandatory).map(({ long }) => long)
  expect(flags, line).to.include.members(mandatory)
  const values = flags.filter(flag => known.find(({ long }) => long === flag)?.required)
  const { registeredArguments: places } = command
  const needed = places.filter(({ required }) => required).length
  expect(words.length - flags.length - values.length, line).to.be.within(needed, places.length)
}

function find(command: Command, name: string | undefined): Command | undefined {
  return command.commands.find(known => known.name() === name)
}

function nameOf(command: Command): string {
  const { parent } = command
  return parent === null || parent.parent === null ? command.name() : `${nameOf(parent)} ${command.name()}`
}

function isGroup(name: string): boolean {
  return [
    'bongin',
    'keys',
    'participant',
    'guardians',
    'tender',
    'bid',
    'award',
    'scenario',
    'index',
  ].includes(name)
}
