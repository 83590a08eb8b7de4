/** The languages of the people who use it. */
export const LANGUAGES = ['en', 'ko'] as const

export type Language = (typeof LANGUAGES)[number]

/** The same in each language. */
export type Words = Readonly<Record<Language, string>>

/** What the environment asks for, as POSIX names it; English unless it is Korean. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('ko') ? 'ko' : 'en'
}
