import { expect } from 'chai'
import { createTasks, type Tasks } from '../../src/guardian/tasks.ts'

describe('tasks', () => {
  let now: number
  let errors: string[]
  let tasks: Tasks

  beforeEach(() => {
    now = 0
    errors = []
    tasks = createTasks({ now: () => now, onError: name => errors.push(name) })
  })

  it('runs one task of a name at a time, and different ones beside each other', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    let runs = 0
    const task = () => {
      runs += 1
      return promise
    }
    tasks.run('a', task)
    tasks.run('a', task)
    tasks.run('b', task)
    expect(runs).to.equal(2)
    resolve()
    await tasks.settled()
    tasks.run('a', task)
    expect(runs).to.equal(3)
  })

  it('leaves a task that failed alone for longer and longer, and no other', async () => {
    let runs = 0
    const fail = async () => {
      runs += 1
      throw new Error('no')
    }
    const starts: number[] = []
    for (now = 0; now <= 4_000; now += 250) {
      const before = runs
      tasks.run('bad', fail)
      if (runs > before) starts.push(now)
      await tasks.settled()
    }
    expect(starts).to.deep.equal([0, 250, 750, 1_750, 3_750])
    expect(errors).to.deep.equal(['bad', 'bad', 'bad', 'bad', 'bad'])
    let done = false
    tasks.run('good', async () => {
      done = true
    })
    expect(done).to.equal(true)
  })

  it('forgets the failures of a task that has succeeded', async () => {
    for (const isGood of [false, true, false]) {
      tasks.run('a', async () => {
        if (!isGood) throw new Error('no')
      })
      await tasks.settled()
      now += 250
    }
    let again = false
    tasks.run('a', async () => {
      again = true
    })
    expect(again).to.equal(true)
  })

  it('runs no more than 32 at once; the others come later', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    let runs = 0
    const start = () => {
      for (let i = 0; i < 40; i += 1) {
        tasks.run(`${i}`, () => {
          runs += 1
          return promise
        })
      }
    }
    start()
    expect(runs).to.equal(32)
    resolve()
    await tasks.settled()
    start()
    expect(runs).to.equal(64)
  })
})
