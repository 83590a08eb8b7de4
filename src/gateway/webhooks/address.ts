import { type LookupAddress, lookup as resolveName } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { BonginError } from '../../protocol/error.ts'
import { gatewayError } from '../error.ts'

// A webhook makes this machine send requests to an address that somebody names: without care, to services that trust this machine.

const PRIVATE = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4')

/** Of IPv6 only what is given out for the Internet at large, less what carries an IPv4 address inside. */
const GLOBAL = new BlockList()
GLOBAL.addSubnet('2000::', 3, 'ipv6')
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6')

/** Whether an IP address is one of the Internet at large. */
export const isPublic = (address: string): boolean => {
  const family = isIP(address)
  if (family === 4) return !PRIVATE.check(address, 'ipv4')
  return family === 6 && GLOBAL.check(address, 'ipv6') && !PRIVATE.check(address, 'ipv6')
}

/**
 * Checks an address as far as that can be done without asking for its name.
 * @param allowPrivate for receivers in the operator's own network, also without TLS
 * @throws BonginError `WEBHOOK_ADDRESS`
 */
export const checkedAddress = (text: string, allowPrivate: boolean): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isHttp = url?.protocol === 'https:' || (allowPrivate && url?.protocol === 'http:')
  if (url === undefined || !isHttp || url.username !== '' || url.password !== '' || url.hash !== '')
    throw refused('A webhook goes to an https address without user name, password and fragment.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowPrivate && isIP(host) !== 0 && !isPublic(host)) throw notPublic(host)
  return url
}

/**
 * Resolves a name at the moment of the connection, and refuses addresses that are not public: a name that is harmless when it is
 * registered may point elsewhere later.
 */
export const publicLookup: LookupFunction = (host, options, callback) => {
  resolveName(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return callback(error, '', 0)
    const bad = found.find(({ address }) => !isPublic(address))
    const [first] = found
    if (bad !== undefined || first === undefined) return callback(notPublic(host), '', 0)
    if (options.all) return callback(null, found)
    callback(null, first.address, first.family)
  })
}

const notPublic = (host: string): BonginError =>
  refused(`This is not an address of the public Internet: ${host}. The operator may allow others.`)

const refused = (message: string): BonginError => gatewayError('WEBHOOK_ADDRESS', message)
