#!/usr/bin/env node
// npm runs a script in the project's folder; the files that a user names are where the user is.
const userFolder = process.env.INIT_CWD
const startedByNpm = process.env.npm_lifecycle_event === 'bongin'
if (startedByNpm && userFolder !== undefined) process.chdir(userFolder)

process.argv.splice(2, 0, 'src/cli/main.ts')
await import('../scripts/bootstrap.mjs')
