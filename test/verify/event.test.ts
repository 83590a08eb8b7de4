import { expect } from 'chai'
import { EventFragment, type Interface } from 'ethers/abi'
import { IOpeningKeys__factory } from '../../src/generated/contracts/factories/interfaces/IOpeningKeys__factory.ts'
import { IParticipantRegistry__factory } from '../../src/generated/contracts/factories/interfaces/IParticipantRegistry__factory.ts'
import { ITenderLedger__factory } from '../../src/generated/contracts/factories/interfaces/ITenderLedger__factory.ts'
import { MESSAGE_TYPES } from '../../src/protocol/message.ts'
import { STATEMENTS } from '../../src/protocol/statement.ts'
import { DIGEST_ARGUMENT, EVENTS, type EventName, type Room } from '../../src/verify/event.ts'
import { eventText } from '../../src/verify/log.ts'

const INTERFACES: Record<Room, Interface> = {
  registry: IParticipantRegistry__factory.createInterface(),
  keys: IOpeningKeys__factory.createInterface(),
  ledger: ITenderLedger__factory.createInterface(),
}

const compiled = Object.entries(INTERFACES).flatMap(([room, contract]) =>
  contract.fragments.filter(EventFragment.isFragment).map(fragment => ({ room, fragment })),
)

describe('event', () => {
  it('knows every event of the three contracts, and no other', () => {
    expect(Object.keys(EVENTS).toSorted()).to.deep.equal(
      compiled.map(({ fragment }) => fragment.name).toSorted(),
    )
  })

  for (const { room, fragment } of compiled) {
    it(`has the compiler's arguments of ${fragment.name}`, () => {
      const name = fragment.name as EventName
      expect(eventText(name)).to.equal(fragment.format('full'))
      expect(EVENTS[name].room).to.equal(room)
    })
  }

  for (const [name, { room, statement, repeated, shape }] of Object.entries(EVENTS)) {
    if (statement === undefined) continue

    it(`repeats fields of ${statement} in ${name}`, () => {
      const fields = MESSAGE_TYPES[statement][statement]?.map(({ name: field }) => field)
      expect(fields).to.include.members([...repeated])
      expect(STATEMENTS[statement].room).to.equal(room)
      expect(repeated).not.to.include(DIGEST_ARGUMENT)
      for (const field of repeated) expect(shape).to.have.property(field)
    })
  }
})
