// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAwardRule} from "./interfaces/IAwardRule.sol";
import {IOpeningKeys} from "./interfaces/IOpeningKeys.sol";
import {IParticipantRegistry} from "./interfaces/IParticipantRegistry.sol";
import {ITenderLedger} from "./interfaces/ITenderLedger.sol";
import {AwardBook} from "./ledger/AwardBook.sol";
import {BidBook} from "./ledger/BidBook.sol";
import {TenderFacts} from "./ledger/TenderFacts.sol";
import {BidOpenings} from "./libraries/BidOpenings.sol";
import {BidOrders} from "./libraries/BidOrders.sol";
import {Roles} from "./libraries/Roles.sol";
import {TenderNotices} from "./libraries/TenderNotices.sol";
import {TenderState, TenderStates} from "./libraries/TenderStates.sol";
import {TenderStatements} from "./libraries/TenderStatements.sol";
import {
    Authorization,
    JointKey,
    KeyId,
    ParticipantId,
    Phase,
    Schedule,
    Seal,
    TenderId,
    Terms
} from "./types/Types.sol";

/// @title Tenders from the notice to the contract
/// @dev The bidders' verbs before the opening stand in `ledger/BidBook.sol`, all verbs from the review on in `ledger/AwardBook.sol`.
/// Long verbs are carried out by libraries (TenderNotices, BidOpenings, BidOrders, BidReviews) that are linked for good: their
/// addresses are part of this contract's code.
contract TenderLedger is BidBook, AwardBook {
    IAwardRule[] private _rules;

    /// @param rules the award rules that terms can name by their place here; fixed for good, because a rule of an agency's own
    /// making could read anything it likes
    constructor(
        IParticipantRegistry registry_,
        IOpeningKeys keys_,
        IAwardRule[] memory rules
    ) TenderFacts(registry_, keys_) {
        _rules = rules;
    }

    // ---------------------------------------------------------------------------------------------------- announce

    /// @inheritdoc ITenderLedger
    function announce(
        ParticipantId agency,
        Terms calldata terms,
        KeyId key,
        Seal calldata reserveSeal,
        Authorization calldata authorization
    ) external returns (TenderId tender) {
        bytes32 structHash = TenderNotices.hashOfAnnounce(agency, terms, key, reserveSeal);
        bytes32 statement = _authorize(agency, Roles.AGENCY, structHash, authorization);
        tender = TenderId.wrap(keccak256(abi.encode(agency, keccak256(bytes(terms.notice)))));
        TenderNotices.announce(
            _tenders,
            tender,
            agency,
            terms,
            key,
            reserveSeal,
            statement,
            _rules,
            _openingKeys
        );
    }

    // ------------------------------------------------------------------------------------ amend, postpone and cancel

    /// @inheritdoc ITenderLedger
    function amend(
        TenderId tender,
        uint32 act,
        Terms calldata terms,
        Seal calldata reserveSeal,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderNotices.hashOfAmend(tender, act, terms, reserveSeal);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.BEFORE_CLOSING,
            structHash,
            authorization
        );
        TenderNotices.amend(t, tender, act, terms, reserveSeal, statement, _rules);
    }

    /// @inheritdoc ITenderLedger
    function postpone(
        TenderId tender,
        uint32 act,
        Schedule calldata schedule,
        uint16 reason,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderNotices.hashOfPostpone(tender, act, schedule, reason, document);
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            TenderStates.BEFORE_CLOSING,
            structHash,
            authorization
        );
        TenderNotices.postpone(t, tender, act, schedule, reason, document, statement);
    }

    /// @inheritdoc ITenderLedger
    function cancel(
        TenderId tender,
        uint32 act,
        Phase phase,
        uint16 reason,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.cancel(tender, act, phase, reason, document);
        // The statement names its phase: whoever keeps a signed cancellation back cannot bring it when the tender has moved on.
        (TenderState storage t, bytes32 statement) = _beginAct(
            tender,
            act,
            uint16(1 << uint8(phase)) & TenderStates.BEFORE_AWARD,
            structHash,
            authorization
        );
        if (reason == 0 || document == 0) revert ReasonMissing(tender);

        t.cancelledAt = uint48(block.timestamp);
        emit Cancelled(tender, act, reason, document, statement, t.extend(statement));
    }

    // -------------------------------------------------------------------------------------------- open and reveal

    /// @inheritdoc ITenderLedger
    function openBids(
        TenderId tender,
        SealOpening[] calldata openings
    ) external returns (OpenResult[] memory) {
        return BidOpenings.openBids(_known(tender), tender, openings, _registry, _openingKeys);
    }

    /// @inheritdoc ITenderLedger
    function revealBids(
        TenderId tender,
        JointKey calldata joint,
        Reveal[] calldata reveals
    ) external returns (OpenResult[] memory) {
        return BidOpenings.revealBids(_known(tender), tender, joint, reveals, _registry, _openingKeys);
    }

    /// @inheritdoc ITenderLedger
    function openReserve(TenderId tender, SealOpening calldata opening) external {
        BidOpenings.openReserve(_known(tender), tender, opening, _openingKeys);
    }

    /// @inheritdoc ITenderLedger
    function revealReserve(TenderId tender, JointKey calldata joint, Reveal calldata reveal) external {
        BidOpenings.revealReserve(_known(tender), tender, joint, reveal, _openingKeys);
    }

    // -------------------------------------------------------------------------------------------------------- rank

    /// @inheritdoc ITenderLedger
    function rankBids(TenderId tender, Placement[] calldata placements) external {
        BidOrders.rankBids(_known(tender), tender, placements, _rules, _openingKeys);
    }

    // ------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc ITenderLedger
    function awardRules() external view returns (address[] memory rules) {
        rules = new address[](_rules.length);
        for (uint256 i; i < rules.length; ++i) rules[i] = address(_rules[i]);
    }
}
