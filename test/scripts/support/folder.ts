import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A temporary folder for each test of the suite in which this is called, gone afterwards. */
export function temporaryFolder(): { path: string; write: (files: Record<string, string>) => void } {
  const folder = {
    path: '',
    write(files: Record<string, string>) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder.path, name)), { recursive: true })
        writeFileSync(join(folder.path, name), text)
      }
    },
  }
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), 'bongin-scripts-'))
  })
  afterEach(() => rmSync(folder.path, { recursive: true, force: true }))
  return folder
}
