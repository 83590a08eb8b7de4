// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAwardRule} from "../interfaces/IAwardRule.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {NoticeStatements} from "../libraries/NoticeStatements.sol";
import {TenderStatements} from "../libraries/TenderStatements.sol";
import {TenderTerms} from "../libraries/TenderTerms.sol";
import {TermsChanges} from "../libraries/TermsChanges.sol";
import {KeyId, ParticipantId, Phase, Schedule, Seal, TenderId, Terms} from "../types/Types.sol";

/// @dev Opens TenderTerms, TermsChanges and the statements' hashes to tests.
contract TenderTermsHarness {
    IAwardRule[] private _rules;
    Terms private _old;

    constructor(IAwardRule[] memory rules) {
        _rules = rules;
    }

    function check(Terms calldata terms, Seal calldata reserveSeal) external view {
        TenderTerms.check(terms, reserveSeal, _rules);
    }

    /// @dev The checks of a change read the old terms from storage.
    function checkAmendment(Terms calldata old, Terms calldata terms) external {
        _old = old;
        TermsChanges.requireAmendment(TenderId.wrap(0), _old, terms);
    }

    function checkPostponement(Terms calldata old, Schedule calldata schedule) external view {
        TermsChanges.requirePostponement(TenderId.wrap(0), old.schedule, schedule);
    }

    function checkRetender(Terms calldata old, Terms calldata terms) external {
        _old = old;
        TermsChanges.requireRetender(TenderId.wrap(0), _old, terms);
    }

    function announce(
        ParticipantId agency,
        Terms calldata terms,
        KeyId key,
        Seal calldata reserveSeal
    ) external pure returns (bytes32) {
        return NoticeStatements.announce(agency, terms, key, reserveSeal);
    }

    function amend(
        TenderId tender,
        uint32 act,
        Terms calldata terms,
        Seal calldata reserveSeal
    ) external pure returns (bytes32) {
        return NoticeStatements.amend(tender, act, terms, reserveSeal);
    }

    function postpone(
        TenderId tender,
        uint32 act,
        Schedule calldata schedule,
        uint16 reason,
        bytes32 document
    ) external pure returns (bytes32) {
        return NoticeStatements.postpone(tender, act, schedule, reason, document);
    }

    function cancel(
        TenderId tender,
        uint32 act,
        Phase phase,
        uint16 reason,
        bytes32 document
    ) external pure returns (bytes32) {
        return TenderStatements.cancel(tender, act, phase, reason, document);
    }

    function confirmBid(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence
    ) external pure returns (bytes32) {
        return TenderStatements.confirmBid(tender, termsVersion, bidder, sequence);
    }

    function requestWithdrawal(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document
    ) external pure returns (bytes32) {
        return TenderStatements.requestWithdrawal(tender, termsVersion, bidder, sequence, document);
    }

    function grantWithdrawal(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document,
        ParticipantId author
    ) external pure returns (bytes32) {
        return TenderStatements.grantWithdrawal(tender, act, bidder, sequence, document, author);
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
        uint16 otherScore,
        bytes32 document
    ) external pure returns (bytes32) {
        return TenderStatements.qualify(tender, act, bidder, otherScore, document);
    }

    function disqualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        uint16 otherScore,
        bytes32 document
    ) external pure returns (bytes32) {
        return TenderStatements.disqualify(tender, act, bidder, reason, otherScore, document);
    }

    function award(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount
    ) external pure returns (bytes32) {
        return TenderStatements.award(tender, act, bidder, amount);
    }

    function object(
        TenderId tender,
        ParticipantId bidder,
        uint16 award_,
        bytes32 document
    ) external pure returns (bytes32) {
        return TenderStatements.object(tender, bidder, award_, document);
    }

    function decideObjection(
        TenderId tender,
        uint32 act,
        uint32 objection,
        bool upheld,
        bytes32 document
    ) external pure returns (bytes32) {
        return TenderStatements.decideObjection(tender, act, objection, upheld, document);
    }

    function forfeit(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        bytes32 document
    ) external pure returns (bytes32) {
        return TenderStatements.forfeit(tender, act, bidder, reason, document);
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
