import { expect } from 'chai'
import fc from 'fast-check'
import { orderedOutput } from '../../../scripts/testing/orderedOutput.ts'

describe('ordered output', () => {
  it('shows the first writer at once and keeps the second back until the first has finished', () => {
    let shown = ''
    const [first, second] = orderedOutput(2, text => {
      shown += text
    })
    second?.write('B1')
    first?.write('A1')
    expect(shown).to.equal('A1')
    second?.finish()
    first?.write('A2')
    expect(shown).to.equal('A1A2')
    first?.finish()
    expect(shown).to.equal('A1A2B1')
  })

  it('shows everything, writer by writer, whatever the order of writing and finishing', () => {
    const events = fc.array(fc.tuple(fc.nat(2), fc.string({ minLength: 1 })))
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 })
    fc.assert(
      fc.property(events, order, (written, finishing) => {
        let shown = ''
        const writers = orderedOutput(3, text => {
          shown += text
        })
        for (const [writer, text] of written) writers[writer]?.write(text)
        for (const writer of finishing) writers[writer]?.finish()
        const byWriter = [0, 1, 2].map(writer =>
          written.filter(([by]) => by === writer).map(([, text]) => text),
        )
        expect(shown).to.equal(byWriter.flat().join(''))
      }),
    )
  })
})
