import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { CHECK_IDS } from '../../../src/verify/check.ts'
import { EVENTS } from '../../../src/verify/event.ts'
import { FINDING_CODES } from '../../../src/verify/findings.ts'
import type { Words } from '../../../src/verify/report/language.ts'
import { CHECK_WORDS } from '../../../src/verify/report/words/checks.ts'
import { EVENT_WORDS } from '../../../src/verify/report/words/events.ts'
import { FAULT_WORDS } from '../../../src/verify/report/words/faults.ts'
import { FIELD_WORDS } from '../../../src/verify/report/words/fields.ts'
import { FINDING_WORDS } from '../../../src/verify/report/words/findings.ts'
import { LABELS } from '../../../src/verify/report/words/labels.ts'
import { PROMISE_WORDS, promiseOf } from '../../../src/verify/report/words/promises.ts'
import { CHECKS } from '../../../src/verify/verifier.ts'

const ROOM = new URL('../../../src/verify/', import.meta.url)
const HANGUL = /[가-힣]/
/** A field that a check names in its findings, as it is written in the source. */
const FIELD = /\bfield: '(?<name>\w+)'/g

/** English in English, Korean in Korean, and nothing that waits to be filled in but `{who}`. */
function verifyWords({ en, ko }: Words, where: string): void {
  expect(en, where).to.match(/^\S.*\S$|^\S$/)
  expect(en, where).not.to.match(HANGUL)
  expect(ko, where).to.match(HANGUL)
  for (const text of [en, ko]) expect(text.replaceAll('{who}', ''), where).not.to.match(/[{}]|undefined/)
}

function verifySentence(words: Words, where: string): void {
  verifyWords(words, where)
  expect(words.en, where).to.match(/^[A-Z{].*\.$/)
  expect(words.ko, where).to.match(/\.$/)
}

describe('words of a report', () => {
  it('are there for every check, in every way in which it can end', () => {
    expect(Object.keys(CHECK_WORDS)).to.have.members(CHECK_IDS)
    for (const [id, { title, ...sentences }] of Object.entries(CHECK_WORDS)) {
      verifyWords(title, id)
      for (const [status, sentence] of Object.entries(sentences)) verifySentence(sentence, `${id} ${status}`)
    }
  })

  it('tell the ways in which a check can end apart', () => {
    for (const [id, { matters, pass, fail, missing, notApplicable }] of Object.entries(CHECK_WORDS)) {
      const sentences = [matters, pass, fail, missing, notApplicable]
      expect(new Set(sentences.map(({ en }) => en)), id).to.have.property('size', sentences.length)
      expect(new Set(sentences.map(({ ko }) => ko)), id).to.have.property('size', sentences.length)
    }
  })

  it('are there for every promise that a check belongs to, and for no other', () => {
    expect(Object.keys(PROMISE_WORDS)).to.have.members([...new Set(CHECK_IDS.map(promiseOf))])
    for (const [id, words] of Object.entries(PROMISE_WORDS)) verifyWords(words, id)
  })

  it('are there for everything that a check can find, and for nothing else', () => {
    expect(Object.keys(FINDING_WORDS)).to.have.members(FINDING_CODES)
    for (const [code, words] of Object.entries(FINDING_WORDS)) verifySentence(words, code)
  })

  it('are there for what is wrong with a proof of the chain', () => {
    for (const [fault, words] of Object.entries(FAULT_WORDS)) verifyWords(words, fault)
  })

  it('put who it is only where Korean particles fit whatever number it is', () => {
    for (const [code, { en, ko }] of Object.entries(FINDING_WORDS)) {
      expect(ko.includes('{who}'), code).to.equal(en.includes('{who}'))
      // 참가자 ends in a vowel.
      expect(ko, code).not.to.match(/\{who\}(이|은|을|과|으로)(?![가-힣])/)
    }
  })

  it('are there for every event, and for every field that a check names', () => {
    expect(Object.keys(EVENT_WORDS)).to.have.members(Object.keys(EVENTS))
    const named = fieldsInSources()
    expect(named.size).to.be.above(20)
    for (const field of named) expect(FIELD_WORDS, field).to.have.property(field)
    for (const [field, words] of Object.entries(FIELD_WORDS)) verifyWords(words, field)
  })

  it('are there for every label', () => {
    for (const [name, words] of Object.entries(LABELS)) verifyWords(words, name)
  })

  it('belong to checks that the verifier does', () => {
    expect(CHECKS.map(({ id }) => id)).to.deep.equal(CHECK_IDS)
  })
})

function fieldsInSources(): Set<string> {
  const files = ['registry.ts', ...readdirSync(new URL('checks/', ROOM)).map(file => `checks/${file}`)]
  const sources = files.map(file => readFileSync(new URL(file, ROOM), 'utf8'))
  return new Set(
    sources.flatMap(source => [...source.matchAll(FIELD)].map(({ groups }) => groups?.name ?? '')),
  )
}
