// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAwardRule} from "../interfaces/IAwardRule.sol";
import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {BidSlots} from "../libraries/BidSlots.sol";
import {TenderState} from "../libraries/TenderStates.sol";
import {TenderLedger} from "../TenderLedger.sol";
import {AwardTerms, ParticipantId, TenderId, TieRule} from "../types/Types.sol";

/// @dev The ledger with tenders that come ready for ranking: opened, with a seed and a reserve price of the test's own choice.
contract SettledLedger is TenderLedger {
    struct PricedBid {
        ParticipantId bidder;
        uint96 price;
    }

    constructor(
        IParticipantRegistry registry_,
        IOpeningKeys keys_,
        IAwardRule[] memory rules
    ) TenderLedger(registry_, keys_, rules) {}

    function settle(
        TenderId tender,
        AwardTerms calldata award,
        uint256 seed,
        uint96 reserve,
        PricedBid[] calldata bids
    ) external {
        TenderState storage t = _tenders[tender];
        t.termsVersion = 1;
        t.terms.minimumBids = 1;
        t.terms.award = award;
        (t.seed, t.reserve, t.reserveSettled) = (seed, reserve, true);
        t.bids = t.opened = t.valid = uint32(bids.length);
        for (uint256 i; i < bids.length; ++i) {
            t.bids_[bids[i].bidder] = BidSlots.fromSeal(1, 0, 0).toValid(bids[i].price);
        }
    }

    /// @dev Gives a tender its agency, and what its review goes by.
    function appoint(
        TenderId tender,
        ParticipantId agency,
        TieRule tieRule,
        uint32 objectionPeriod
    ) external {
        TenderState storage t = _tenders[tender];
        t.agency = agency;
        t.terms.tieRule = tieRule;
        t.terms.objectionPeriod = objectionPeriod;
    }

    /// @dev Extends a tender's record by a statement that nobody signed.
    function extend(TenderId tender, bytes32 statement) external returns (bytes32) {
        return _tenders[tender].extend(statement);
    }
}
