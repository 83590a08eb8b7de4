/** The languages of the people who use it. */
export const LANGUAGES = ['en', 'ko'] as const

export type Language = (typeof LANGUAGES)[number]

/** The same in each language. */
export type Words = Readonly<Record<Language, string>>

/** The same in every language: numbers, hashes, names. */
export function plain(text: string): Words {
  return { en: text, ko: text }
}
