import { expect } from 'chai'
import { parseTrust, trustToJson } from '../../src/verify/trust.ts'
import { caught } from '../protocol/support.ts'

const address = (digit: string) => `0x${digit.repeat(40)}`
const hash = (digit: string) => `0x${digit.repeat(64)}`

const witnessed = {
  format: 'bongin-trust',
  version: 1,
  deployment: { chainId: '31337', registry: address('1'), keys: address('2'), ledger: address('3') },
  code: { registry: hash('a'), keys: hash('b'), ledger: hash('c') },
  registrar: { participant: '1', signer: address('6') },
  finality: {
    kind: 'witness',
    origin: 'example.org/chain1',
    witnesses: [] as string[],
    quorum: 1,
  },
}

const sealed = {
  ...witnessed,
  finality: { kind: 'qbft', validators: [address('4'), address('5')], epochLength: 30_000 },
}

describe('trust', () => {
  it('is read as it was written', () => {
    expect(trustToJson(parseTrust(sealed))).to.deep.equal(sealed)
  })

  const faults: Record<string, unknown> = {
    'no object': 'trust',
    'another format': { ...sealed, format: 'bongin-evidence' },
    'another version': { ...sealed, version: 2 },
    'a field too many': { ...sealed, note: '' },
    'no registrar': { ...sealed, registrar: undefined },
    'a registrar whose signer is too short': { ...sealed, registrar: { participant: '1', signer: '0x01' } },
    'no code': { ...sealed, code: undefined },
    'a chain id as a number': { ...sealed, deployment: { ...sealed.deployment, chainId: 31337 } },
    'upper-case hex': { ...sealed, code: { ...sealed.code, keys: hash('B') } },
    'no validators': { ...sealed, finality: { ...sealed.finality, validators: [] } },
    'an epoch of nothing': { ...sealed, finality: { ...sealed.finality, epochLength: 0 } },
    'another kind of finality': { ...sealed, finality: { kind: 'proof-of-work' } },
    'no witnesses': witnessed,
    'a witness that is no key': {
      ...witnessed,
      finality: { ...witnessed.finality, witnesses: ['example.org'] },
    },
  }

  for (const [what, json] of Object.entries(faults)) {
    it(`is refused with ${what}`, () => {
      expect(caught(() => parseTrust(json)).code).to.equal('INVALID_TRUST')
    })
  }
})
