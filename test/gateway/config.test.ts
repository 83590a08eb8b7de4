import { expect } from 'chai'
import { readConfig } from '../../src/gateway/config/env.ts'
import { BonginError } from '../../src/protocol/error.ts'

const SECRET = `0x${'ab'.repeat(32)}`
const OTHER_SECRET = `0x${'cd'.repeat(32)}`
const COMPLETE = {
  BONGIN_RPC_URL: 'http://127.0.0.1:8545',
  BONGIN_RELAY_KEY: SECRET,
  BONGIN_DATA: 'data',
  DATABASE_URL: 'postgres://bongin@localhost/bongin',
}

describe('gateway > configuration', () => {
  const fault = (environment: Record<string, string | undefined>): BonginError => {
    try {
      readConfig(environment)
    } catch (error) {
      if (error instanceof BonginError) return error
    }
    throw new Error('the environment was accepted')
  }

  it('needs little and has a default for the rest', () => {
    const { gateway, relayKeys, logLevel, epochLength } = readConfig({ ...COMPLETE, PATH: '/bin' })
    expect(gateway).to.include({ host: '127.0.0.1', port: 4850, batchSize: 50, statementBytes: 262_144 })
    expect([relayKeys, logLevel, epochLength]).to.deep.equal([[SECRET], 'info', 30_000])
  })

  it('takes what is set', () => {
    const environment = {
      ...COMPLETE,
      BONGIN_PORT: '8080',
      BONGIN_RELAY_KEY: `${SECRET},${OTHER_SECRET}`,
      BONGIN_REQUESTS_PER_MINUTE: '0',
      BONGIN_TRUSTED_PROXIES: '1',
      BONGIN_QBFT_EPOCH_LENGTH: '500',
    }
    const { gateway, epochLength, relayKeys } = readConfig(environment)
    expect(gateway).to.include({ port: 8080, requestsPerMinute: 0, trustedProxies: 1 })
    expect([epochLength, relayKeys]).to.deep.equal([500, [SECRET, OTHER_SECRET]])
  })

  it('names what is missing or faulty, each', () => {
    const error = fault({
      ...COMPLETE,
      BONGIN_RPC_URL: undefined,
      BONGIN_PORT: '80a',
      DATABASE_URL: 'mysql://x',
    })
    expect(error.code).to.equal('INVALID_CONFIGURATION')
    for (const name of ['BONGIN_RPC_URL', 'BONGIN_PORT', 'DATABASE_URL'])
      expect(error.message).to.include(name)
  })

  it('does not repeat a faulty secret', () => {
    const { message, details } = fault({ ...COMPLETE, BONGIN_RELAY_KEY: 'deadbeef' })
    expect(message + JSON.stringify(details))
      .to.include('BONGIN_RELAY_KEY')
      .and.not.include('deadbeef')
  })
})
