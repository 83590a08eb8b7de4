import { createReach } from '../../src/client/client.ts'
import { publishProfile } from '../../src/client/documents.ts'
import { encryptionKeyOf } from '../../src/documents/envelope.ts'
import { profileText } from '../../src/documents/profile.ts'
import type { Member } from './cast.ts'

const NAME = '시연용 발주기관 (demonstration agency)'

/** The profile of the demonstration's agency, with the key that bidders seal their documents to. */
export async function agencyProfile({ id, secretKey }: Member): Promise<Uint8Array<ArrayBuffer>> {
  const { publicKey } = await encryptionKeyOf(secretKey)
  return new TextEncoder().encode(profileText({ participant: id, name: NAME, encryptionKey: publicKey }))
}

/** Brings it to the gateway. The registry has to name it already. */
export async function publishAgencyProfile(url: string, agency: Member): Promise<void> {
  await publishProfile(createReach({ gateways: url }), agency.id, await agencyProfile(agency))
}
