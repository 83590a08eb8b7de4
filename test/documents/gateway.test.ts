import { expect } from 'chai'
import {
  type Client,
  createClient,
  encryptionKeyOf,
  isRefusal,
  keySigner,
  profileText,
} from '../../src/client/index.ts'
import { areDeclared } from '../../src/db/queries/documents.ts'
import { CHUNK_CONTENT } from '../../src/documents/limits.ts'
import { manifestToJson, rootOf } from '../../src/documents/manifest.ts'
import { DEFAULTS } from '../../src/gateway/config/config.ts'
import { collectDocuments } from '../../src/gateway/documents/collection.ts'
import { type Hex, keccak256, ZERO_WORD } from '../../src/protocol/bytes.ts'
import { roleBits } from '../../src/protocol/participant.ts'
import { signedStatementToJson } from '../../src/protocol/statement.ts'
import { tenderId } from '../../src/protocol/terms.ts'
import { act } from '../gateway/support/ledger.ts'
import { announcement, HOUR, openKey, prepare, supplier, type TestTender } from '../gateway/support/play.ts'
import {
  expectDone,
  expectProblem,
  get,
  openGateway,
  openWorld,
  post,
  shown,
  type World,
} from '../gateway/support/world.ts'
import { AGENCY, at, authorOf, REGISTRAR } from '../support/ledger/author.ts'
import { fileOf, noise } from './support.ts'

/** The agency of these tenders has a profile, and is another than the tests' usual one, which has none. */
const OFFICE = authorOf(50)
const FILES = [fileOf('제안서.hwpx', noise(2 * CHUNK_CONTENT)), fileOf('price.txt', 'sealed elsewhere')]

describe('gateway > documents', () => {
  let world: World
  let client: Client
  let profile: Uint8Array<ArrayBuffer>
  before(async () => {
    world = await openWorld()
    await prepare(world, 6, 8)
    const { publicKey } = await encryptionKeyOf(AGENCY.secretKey)
    profile = new TextEncoder().encode(
      profileText({ participant: OFFICE.participant, name: '조달청', encryptionKey: publicKey }),
    )
    await act(world, REGISTRAR, {
      type: 'RegisterParticipant',
      participant: OFFICE.participant,
      roles: roleBits(['agency']),
      signer: OFFICE.signer,
      profile: keccak256(profile),
    })
    await shown(world)
    client = createClient({ gateways: world.gateway.url, patience: 5_000 })
  })
  after(() => world?.close())

  let position = 0
  const announced = async (): Promise<TestTender> => {
    const { tender, statement } = announcement(world, position++)
    await act(world, OFFICE, { ...statement, agency: OFFICE.participant })
    await shown(world)
    return { ...tender, id: tenderId(OFFICE.participant, tender.terms.notice) }
  }

  /** Seals a bid with documents, in the bidder's memory. */
  const sealed = async (tender: TestTender, place: number, files = FILES) => {
    const { participant, secretKey } = supplier(place)
    const chunks: Uint8Array<ArrayBuffer>[] = []
    const keep = async (chunk: Uint8Array<ArrayBuffer>): Promise<void> => void chunks.push(chunk)
    const { signed, manifest } = await client.seal({
      tender: tender.id,
      bidder: participant,
      price: 900_000n,
      signer: keySigner(secretKey),
      documents: { files, keep },
    })
    if (manifest === undefined) throw new Error('no manifest')
    const fetchChunk = async (which: number): Promise<Uint8Array<ArrayBuffer>> => at(chunks, which)
    return { signed, manifest, fetchChunk, chunks, root: rootOf(manifest) }
  }

  const put = async (root: Hex, place: number | string, body: Uint8Array<ArrayBuffer>) => {
    const response = await fetch(`${world.gateway.url}/v1/documents/${root}/chunks/${place}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    })
    const answer = (await response.json()) as Record<string, unknown>
    return { status: response.status, headers: response.headers, body: answer }
  }

  const read = async (tender: TestTender, place: number, key: Hex) => {
    const { privateKey } = await encryptionKeyOf(key)
    const files: Record<string, Uint8Array> = {}
    for await (const { name, content } of client.documents(
      tender.id,
      supplier(place).participant,
      privateKey,
    )) {
      const pieces: Uint8Array[] = []
      for await (const piece of content) pieces.push(piece)
      files[name] = Buffer.concat(pieces)
    }
    return files
  }

  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'none',
      error => (isRefusal(error) ? error.code : error),
    )

  describe('a profile', () => {
    it('cannot be sealed to before somebody has brought it', async () => {
      expect(await codeOf(client.profile(OFFICE.participant))).to.equal('NOT_FOUND')
    })

    it('is taken if it is the one that the registry names, and given back byte by byte', async () => {
      const other = new TextEncoder().encode(new TextDecoder().decode(profile).replace('조달청', '서울시'))
      expect(await codeOf(client.publishProfile(OFFICE.participant, other))).to.equal('UNFIT_PROFILE')
      expect(await codeOf(client.publishProfile(AGENCY.participant, profile))).to.equal('UNFIT_PROFILE')
      expect(await codeOf(client.publishProfile(998n, profile))).to.equal('NOT_FOUND')
      await client.publishProfile(OFFICE.participant, profile)
      const response = await fetch(`${world.gateway.url}/v1/participants/${OFFICE.participant}/profile`)
      expect(Buffer.compare(new Uint8Array(await response.arrayBuffer()), profile)).to.equal(0)
      expect(await client.profile(OFFICE.participant)).to.include({ name: '조달청' })
    })
  })

  describe('from the bidder to the agency', () => {
    let tender: TestTender
    before(async () => {
      tender = await announced()
    })

    it('are sealed, uploaded and named by the bid, and open for the agency alone, after the opening', async () => {
      const bid = await sealed(tender, 0)
      const told: number[] = []
      await client.upload({ ...bid, onProgress: done => told.push(done) })
      expect(told, 'and once more when all is there').to.deep.equal([0, 1, 2, 3, 3])
      await client.submit(bid.signed)
      await client.submit((await sealed(tender, 1, [fileOf('other.pdf', 'x')])).signed)

      const state = expectDone(await get(world, `/v1/documents/${bid.root}`))
      expect(state).to.deep.include({ root: bid.root, missing: [] })
      expect(await codeOf(read(tender, 0, AGENCY.secretKey)), 'before').to.equal('KEY_NOT_OPEN')

      world.clock.time = tender.terms.schedule.openingAt
      await openKey(world, tender)
      await shown(world)
      const files = await read(tender, 0, AGENCY.secretKey)
      expect(Object.keys(files)).to.deep.equal(['제안서.hwpx', 'price.txt'])
      expect(Buffer.compare(files['제안서.hwpx'] ?? new Uint8Array(), noise(2 * CHUNK_CONTENT))).to.equal(0)
      for (const { secretKey } of [supplier(1), supplier(0), REGISTRAR])
        expect(await codeOf(read(tender, 0, secretKey)), 'others').to.equal('DOCUMENTS_DAMAGED')
    })

    it('that nobody uploaded are seen to lack, and may still be brought by whoever has them', async () => {
      expect(await codeOf(read(tender, 1, AGENCY.secretKey))).to.equal('UNKNOWN_DOCUMENTS')
    })

    it('are not sealed to a profile that a trusted node does not know', async () => {
      const other = await announced()
      const { participant: bidder, secretKey } = supplier(3)
      const sealing = (profileHash: Hex) =>
        client.seal({
          tender: other.id,
          bidder,
          price: 1n,
          signer: keySigner(secretKey),
          documents: { files: [fileOf('a.pdf', 'a')], keep: async () => undefined, profileHash },
        })
      expect(await codeOf(sealing(ZERO_WORD))).to.equal('KEY_MISMATCH')
      expect(await codeOf(sealing(keccak256(profile)))).to.equal('none')
    })

    it('are not there if the bid has none', async () => {
      const other = await announced()
      const { participant, secretKey } = supplier(2)
      const order = { tender: other.id, bidder: participant, price: 1n, signer: keySigner(secretKey) }
      const { signed, manifest } = await client.seal(order)
      expect([manifest, signed.statement.attachments]).to.deep.equal([undefined, ZERO_WORD])
      await client.submit(signed)
      expect(await read(other, 2, AGENCY.secretKey)).to.deep.equal({})
    })
  })

  describe('an upload', () => {
    let tender: TestTender
    before(async () => {
      tender = await announced()
    })

    it('that broke off goes on where it stopped', async () => {
      const bid = await sealed(tender, 0)
      const asked: number[] = []
      const broken = {
        ...bid,
        fetchChunk: async (place: number) => {
          if (place !== 1) return bid.fetchChunk(place)
          while (((await get(world, `/v1/documents/${bid.root}`)).body.missing as number[]).length > 1);
          throw new Error('the line is dead')
        },
      }
      expect(await codeOf(client.upload(broken))).to.be.instanceOf(Error)
      const { missing } = expectDone(await get(world, `/v1/documents/${bid.root}`))
      expect(missing).to.deep.equal([1])
      const counting = async (place: number) => {
        asked.push(place)
        return bid.fetchChunk(place)
      }
      await client.upload({ ...bid, fetchChunk: counting })
      expect(asked).to.deep.equal([1])
      expect(expectDone(await get(world, `/v1/documents/${bid.root}`)).missing).to.deep.equal([])
    })

    it('goes on at another gateway, and ends where all of it is', async () => {
      const bid = await sealed(tender, 1)
      const other = await openGateway(world)
      const among = createClient({ gateways: [other.url, world.gateway.url] })
      const broken = async (place: number) => {
        if (place === 1) await other.close()
        return bid.fetchChunk(place)
      }
      await among.upload({ ...bid, fetchChunk: broken })
      expect(expectDone(await get(world, `/v1/documents/${bid.root}`)).missing).to.deep.equal([])
    })

    it('takes no chunk that is not the one of its place', async () => {
      const bid = await sealed(tender, 2)
      const told = { manifest: manifestToJson(bid.manifest), signed: signedStatementToJson(bid.signed) }
      expectDone(await post(world, '/v1/documents', told))
      const chunk = at(bid.chunks, 0)
      const changed = chunk.slice()
      changed[9] = (changed[9] ?? 0) ^ 1
      expectProblem(await put(bid.root, 0, changed), 'CHUNK_MISMATCH')
      expectProblem(await put(bid.root, 1, chunk), 'CHUNK_MISMATCH')
      expectProblem(await put(bid.root, 0, chunk.slice(1)), 'CHUNK_MISMATCH')
      expectProblem(await put(bid.root, 0, new Uint8Array(0)), 'CHUNK_MISMATCH')
      expectProblem(await put(bid.root, 3, chunk), 'UNKNOWN_DOCUMENTS')
      expectProblem(await put(bid.root, 512, chunk), 'INVALID_INPUT')
      expectProblem(await put(bid.root, '..%2f..', chunk), 'INVALID_INPUT')
      expectProblem(await put(bid.root, 0, new Uint8Array(1_048_577)), 'BODY_TOO_LARGE')
      expectProblem(await put(ZERO_WORD, 0, chunk), 'UNKNOWN_DOCUMENTS')
      expect(expectDone(await put(bid.root, 0, chunk))).to.deep.equal({ root: bid.root, place: 0 })
    })

    it('has room only for documents that a supplier’s signed bid names', async () => {
      const { manifest, signed } = await sealed(tender, 3)
      const told = { manifest: manifestToJson(manifest), signed: signedStatementToJson(signed) }
      expectProblem(await post(world, '/v1/documents', { manifest: told.manifest }), 'UNKNOWN_DOCUMENTS')
      const longer = { ...told.manifest, size: told.manifest.size - 1 }
      expectProblem(await post(world, '/v1/documents', { ...told, manifest: longer }), 'WRONG_ROOT')
      const { signed: rival } = await sealed(tender, 4)
      const forged = { ...told.signed, signature: signedStatementToJson(rival).signature }
      const answer = await post(world, '/v1/documents', { ...told, signed: forged })
      expectProblem(answer, 'BAD_SIGNATURE')
    })

    it('has so much room for one bidder, until a bid on the ledger names what is there', async () => {
      const narrow = await openGateway(world, { documentsEach: 200_000 })
      const to = createClient({ gateways: narrow.url, patience: 1_000 })
      const small = [fileOf('a.pdf', noise(100_000))]
      const [first, second] = [await sealed(tender, 5, small), await sealed(tender, 5, small)]
      await to.upload(first)
      expect(await codeOf(to.upload(second))).to.equal('QUOTA_EXCEEDED')
      await to.upload(first)
      await to.submit(first.signed)
      await to.upload(second)
    })
  })

  describe('what no bid names', () => {
    it('is removed after the closing; what is named stays, if it was replaced or withdrawn too', async () => {
      const tender = await announced()
      const small = [fileOf('a.pdf', 'a')]
      const [named, idle] = [await sealed(tender, 0, small), await sealed(tender, 1, small)]
      await Promise.all([client.upload(named), client.upload(idle)])
      await client.submit(named.signed)
      const { database, store } = world
      const collect = () => collectDocuments({ database, store, config: DEFAULTS })
      const has = async (root: Hex): Promise<boolean> => (await store.list(root)).length > 0

      world.clock.time = tender.terms.schedule.closingAt + 23 * HOUR
      await world.node.mine()
      await shown(world)
      await collect()
      expect([await has(named.root), await has(idle.root)], 'still fresh').to.deep.equal([true, true])

      world.clock.time += 2 * HOUR
      await collect()
      expect(await has(idle.root), 'the index has not come so far').to.equal(true)
      await announced()
      expect(await collect()).to.be.at.least(1)
      expect([await has(named.root), await has(idle.root)]).to.deep.equal([true, false])
      expect(await areDeclared(database, idle.root)).to.equal(false)
      expect(await codeOf(client.upload(idle)), 'too late').to.equal('TOO_LATE')
      await client.upload({ ...named, signed: undefined as never })
    })
  })

  it('are kept by no gateway that has no store', async () => {
    const bare = await openGateway({ ...world, store: undefined as never })
    expectProblem(await get({ gateway: bare }, `/v1/documents/${ZERO_WORD}`), 'DOCUMENTS_OFF')
  })
})
