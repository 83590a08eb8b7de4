// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAwardRule} from "../interfaces/IAwardRule.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {TenderStatements} from "../libraries/TenderStatements.sol";
import {TenderTerms} from "../libraries/TenderTerms.sol";
import {KeyId, ParticipantId, Seal, TenderId, Terms} from "../types/Types.sol";

/// @dev Opens TenderTerms and TenderStatements to tests.
contract TenderTermsHarness {
    IAwardRule[] private _rules;

    constructor(IAwardRule[] memory rules) {
        _rules = rules;
    }

    function check(Terms calldata terms, Seal calldata reserveSeal) external view {
        TenderTerms.check(terms, reserveSeal, _rules);
    }

    function announce(
        ParticipantId agency,
        Terms calldata terms,
        KeyId key,
        Seal calldata reserveSeal
    ) external pure returns (bytes32) {
        return TenderTerms.announce(agency, terms, key, reserveSeal);
    }

    function submitBid(ITenderLedger.Bid calldata bid) external pure returns (bytes32) {
        return TenderStatements.submitBid(bid);
    }

    function hashOf(Seal calldata seal) external pure returns (bytes32) {
        return TenderStatements.hashOf(seal);
    }

    function qualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        bytes32 document
    ) external pure returns (bytes32) {
        return TenderStatements.qualify(tender, act, bidder, document);
    }

    function disqualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        bytes32 document
    ) external pure returns (bytes32) {
        return TenderStatements.disqualify(tender, act, bidder, reason, document);
    }

    function award(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount
    ) external pure returns (bytes32) {
        return TenderStatements.award(tender, act, bidder, amount);
    }

    function conclude(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount,
        bytes32 contractHash
    ) external pure returns (bytes32) {
        return TenderStatements.conclude(tender, act, bidder, amount, contractHash);
    }
}
