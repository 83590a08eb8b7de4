import { closeSync, fsyncSync, openSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type EmscriptenOptions = Awaited<ReturnType<NodeFS['init']>>['emscriptenOpts']
type Stream = { nfd?: number; node: object }
type NodeFiles = {
  stream_ops: { fsync?: (stream: Stream) => number }
  realPath(node: object): string
  convertNodeCode(error: unknown): number
}
type EmscriptenFiles = { ErrnoError: new (code: number) => Error }

/**
 * A directory on disk whose fsync is real. PGlite's own file system has no fsync operation at all: even
 * without `-F` PostgreSQL's syncs end nowhere (seen with strace: none in a hundred commits). A class because
 * PGlite asks for one.
 */
export class SyncedFiles extends NodeFS {
  override async init(pglite: PGlite, options: EmscriptenOptions): ReturnType<NodeFS['init']> {
    const made = await super.init(pglite, options)
    const before = made.emscriptenOpts.preRun ?? []
    return { emscriptenOpts: { ...made.emscriptenOpts, preRun: [...before, addSync] } }
  }
}

const addSync = (module: object): void => {
  // The type of Emscripten's NODEFS leaves out the members that are needed here.
  const { NODEFS, FS } = module as { NODEFS: NodeFiles; FS: EmscriptenFiles }
  NODEFS.stream_ops.fsync = stream => {
    try {
      if (stream.nfd === undefined) syncDirectory(NODEFS.realPath(stream.node))
      else fsyncSync(stream.nfd)
      return 0
    } catch (error) {
      // As an error number it reaches PostgreSQL, which panics: what it does not know to be on the disk it must not call committed.
      throw new FS.ErrnoError(NODEFS.convertNodeCode(error))
    }
  }
}

const syncDirectory = (path: string): void => {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
