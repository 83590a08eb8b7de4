import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { Hex } from '../../protocol/bytes.ts'
import { assertPlace, type DocumentStore, reach } from './store.ts'

/** An S3-compatible store. Keys come from where the AWS SDK looks for them: environment, profile, or the machine's role. */
export interface S3Options {
  readonly bucket: string
  /** In front of every object's name; ends with a slash unless it is empty. */
  readonly prefix: string
  /** Of a store that is not Amazon's; its buckets are then folders of its address. */
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
}

const PAGE = 1_000

export function openS3Store({ bucket: Bucket, prefix, endpoint, region }: S3Options): DocumentStore {
  const client = new S3Client({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // Not every compatible store knows the newer checksums; every object is checked by its hash anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const keyOf = (folder: Hex, name: string): string => {
    assertPlace(folder, name)
    return `${prefix}${folder}/${name}`
  }
  const keysOf = async (folder: Hex): Promise<string[]> => {
    assertPlace(folder)
    const keys: string[] = []
    let token: string | undefined
    do {
      const page = { Bucket, Prefix: `${prefix}${folder}/`, MaxKeys: PAGE }
      const request = token === undefined ? page : { ...page, ContinuationToken: token }
      const { Contents = [], NextContinuationToken } = await client.send(new ListObjectsV2Command(request))
      keys.push(...Contents.flatMap(({ Key }) => Key ?? []))
      token = NextContinuationToken
    } while (token !== undefined)
    return keys
  }
  return {
    put: (folder, name, Body) =>
      reach(async () => {
        await client.send(new PutObjectCommand({ Bucket, Key: keyOf(folder, name), Body }))
      }),
    get: (folder, name) =>
      reach(async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(folder, name) }))
          return Body === undefined ? undefined : new Uint8Array(await Body.transformToByteArray())
        } catch (error) {
          if (error instanceof NoSuchKey) return undefined
          throw error
        }
      }),
    list: folder => reach(async () => (await keysOf(folder)).map(key => key.slice(key.lastIndexOf('/') + 1))),
    remove: folder =>
      reach(async () => {
        const Objects = (await keysOf(folder)).map(Key => ({ Key }))
        if (Objects.length > 0) await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
      }),
    close: () => client.destroy(),
  }
}
