import type { Language } from '../verify/report/language.ts'

export { LANGUAGES, type Language, type Words } from '../verify/report/language.ts'

/** What the environment asks for, as POSIX names it; English unless it is Korean. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('ko') ? 'ko' : 'en'
}
