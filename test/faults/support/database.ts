import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, startPostgres } from '../../support/postgres.ts'

/** A PostgreSQL behind a line that can be cut. */
export interface FaultyDatabase {
  /** Past the line, for whoever checks. */
  readonly directUrl: string
  /** Over the line, for the programs under test. */
  readonly url: string
  kill(): Promise<void>
  /** Starts it, or does nothing if it runs. */
  start(): Promise<void>
  /** `cut`: connections end, and new ones too; `silent`: they stand, and nothing comes through. */
  line(state: 'open' | 'cut' | 'silent'): void
  close(): Promise<void>
}

/** What a killed server leaves behind is gone after some time; until then a new one does not start. */
const RETRY = 100

/** @param root where its files are kept, in a directory of their own */
export async function openFaultyDatabase(programs: string, root: string): Promise<FaultyDatabase> {
  const cluster = await startPostgres(programs, root)
  const socketFolder = decodeURIComponent(cluster.url.split('host=')[1] ?? '')
  const line = await openLine(`${socketFolder}/.s.PGSQL.5432`)
  return {
    directUrl: cluster.url,
    url: `postgresql://bongin@127.0.0.1:${line.port}/postgres`,
    kill: cluster.kill,
    start: () => startAgain(cluster),
    line: line.set,
    close: async () => {
      await line.close()
      await cluster.close()
    },
  }
}

async function startAgain(cluster: Cluster): Promise<void> {
  for (;;) {
    if (isAlive(cluster.pid())) return
    try {
      return await cluster.start()
    } catch {
      await sleep(RETRY)
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function openLine(path: string) {
  const sockets = new Set<Socket>()
  let state: 'open' | 'cut' | 'silent' = 'open'
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket)
    socket.on('data', bytes => {
      if (!other.write(bytes)) socket.pause()
    })
    other.on('drain', () => state === 'open' && socket.resume())
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      other.destroy()
    })
    if (state === 'silent') socket.pause()
  }
  const server = createServer(client => {
    if (state === 'cut') return void client.destroy()
    const behind = connect(path)
    keep(client, behind)
    keep(behind, client)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    set: (next: typeof state) => {
      state = next
      for (const socket of sockets) {
        if (next === 'cut') socket.destroy()
        else if (next === 'silent') socket.pause()
        else socket.resume()
      }
    },
    close: () =>
      new Promise<void>(resolve => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
