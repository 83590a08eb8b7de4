import fc from 'fast-check'

/** The bytes with one bit of one byte changed. */
export function flip(bytes: Uint8Array, at: number, mask = 1): Uint8Array {
  return bytes.with(at, (bytes[at] ?? 0) ^ mask)
}

/** Every way to change one byte of these. */
export function flips(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }))
    .map(([at, mask]) => flip(bytes, at, mask))
}

/** The list with one of its members changed by one byte. */
export function flipsOfOne(list: readonly Uint8Array[]): fc.Arbitrary<Uint8Array[]> {
  return fc.nat({ max: list.length - 1 }).chain(place => {
    return flips(list[place] ?? new Uint8Array()).map(changed => list.with(place, changed))
  })
}
