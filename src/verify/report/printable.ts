const LIMIT = 200

/** Control characters, and those that turn the direction of writing or are not seen: a file could fake lines or colours with them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu

/** A text of the evidence as it may be shown: it could have been written to deceive whoever reads the report. */
export function printable(text: string): string {
  const seen = text.slice(0, LIMIT).replaceAll(UNSEEN, '\uFFFD')
  return text.length > LIMIT ? `${seen}…` : seen
}
