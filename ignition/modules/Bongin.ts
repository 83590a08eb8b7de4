import { buildModule } from '@nomicfoundation/ignition-core'

/**
 * The whole of Bongin on one chain: the registry with its first registrar, the opening keys, the award rules by their
 * number, and the ledger with its libraries, to which the keys are then bound for good.
 * Parameters: `registrar` (participant id, decimal), `signer` (its ERC-7913 signer, hex).
 */
export default buildModule('Bongin', m => {
  const registry = m.contract('ParticipantRegistry', [m.getParameter('registrar'), m.getParameter('signer')])
  const keys = m.contract('OpeningKeys', [registry])
  const rules = [m.contract('LowestPrice'), m.contract('ReserveFloor')]
  const libraries = {
    BidOpenings: m.library('BidOpenings'),
    BidOrders: m.library('BidOrders'),
    BidReviews: m.library('BidReviews'),
    TenderNotices: m.library('TenderNotices'),
  }
  const ledger = m.contract('TenderLedger', [registry, keys, rules], { libraries })
  m.call(keys, 'bind', [ledger])
  return { registry, keys, ledger }
})
