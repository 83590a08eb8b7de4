import process from 'node:process'

// Loaded before a program of ours that knows nothing of parents, so that no test leaves it behind, however the test ends.
process.once('disconnect', () => process.exit())
process.channel?.unref()
