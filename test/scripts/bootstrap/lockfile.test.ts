import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { completeLockfile, missingOptionals, platformOf } from '../../../scripts/bootstrap/lockfile.mjs'
import { temporaryFolder } from '../support/folder.ts'
import { ROOT } from '../support/run.ts'

describe('lockfile', () => {
  const folder = temporaryFolder()
  const ours = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')

  it('of this project has an entry for every platform’s native packages', () => {
    expect(missingOptionals(JSON.parse(ours).packages)).to.deep.equal([])
  })

  it('of this project names no registry', () => {
    expect(ours).not.to.include('"resolved"')
  })

  it('gets the entries that npm left out, as npm would write them, and keeps the others', () => {
    const lockfile = {
      lockfileVersion: 3,
      packages: {
        'node_modules/tool': {
          version: '1.2.0',
          dev: true,
          optionalDependencies: { '@tool/win32-x64': '1.2.3' },
        },
        'node_modules/abc': { version: '1.0.0', optionalDependencies: { 'z-linux-amd64-musl': '2.0.0' } },
      },
    }
    folder.write({ 'package-lock.json': JSON.stringify(lockfile) })
    completeLockfile(join(folder.path, 'package-lock.json'))
    const { packages } = JSON.parse(readFileSync(join(folder.path, 'package-lock.json'), 'utf8'))
    const added = {
      'node_modules/@tool/win32-x64': {
        version: '1.2.3',
        cpu: ['x64'],
        dev: true,
        optional: true,
        os: ['win32'],
      },
      'node_modules/z-linux-amd64-musl': {
        version: '2.0.0',
        cpu: ['x64'],
        libc: ['musl'],
        optional: true,
        os: ['linux'],
      },
    }
    expect(packages).to.deep.equal({ ...lockfile.packages, ...added })
    expect(Object.keys(packages)).to.deep.equal(Object.keys(packages).sort())
  })

  it('stays byte for byte as it is when nothing is missing', () => {
    const copy = join(folder.path, 'package-lock.json')
    copyFileSync(join(ROOT, 'package-lock.json'), copy)
    completeLockfile(copy)
    expect(readFileSync(copy, 'utf8')).to.equal(ours)
  })

  for (const [name, platform] of [
    ['@a/cli-darwin-arm64', { cpu: ['arm64'], os: ['darwin'] }],
    ['@a/binding-linux-arm-musleabihf', { cpu: ['arm'], os: ['linux'], libc: ['musl'] }],
    ['@a/edr-linux-x64-gnu', { cpu: ['x64'], os: ['linux'], libc: ['glibc'] }],
    ['@a/tool-linux-x64', { cpu: ['x64'], os: ['linux'] }],
    ['fsevents', undefined],
    ['bufferutil', undefined],
  ] as const) {
    it(`reads the platform off the name ${name}`, () => {
      expect(platformOf(name)).to.deep.equal(platform)
    })
  }
})
