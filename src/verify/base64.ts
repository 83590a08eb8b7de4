const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The standard alphabet with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3)
    const digits = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63]
    const used = Math.min(4, bytes.length - at + 1)
    text += digits.map((digit, place) => (place < used ? ALPHABET[digit] : '=')).join('')
  }
  return text
}

/** @returns undefined unless the text is what {@link toBase64} gives for some bytes: a second form would be a second signature */
export function fromBase64(text: string): Uint8Array | undefined {
  const digits = [...text.replace(/={1,2}$/, '')].map(character => ALPHABET.indexOf(character))
  if (digits.includes(-1)) return undefined
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  for (const place of bytes.keys()) {
    const [high = 0, low = 0] = digits.slice(Math.floor((place * 4) / 3), Math.floor((place * 4) / 3) + 2)
    const shift = 2 * ((place % 3) + 1)
    bytes[place] = (high << shift) | (low >> (6 - shift))
  }
  return toBase64(bytes) === text ? bytes : undefined
}
