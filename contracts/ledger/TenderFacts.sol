// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ITenderAwards} from "../interfaces/ITenderAwards.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {ITenderPhases} from "../interfaces/ITenderPhases.sol";
import {BidSlot} from "../libraries/BidSlots.sol";
import {Roles} from "../libraries/Roles.sol";
import {Objection, TenderState, TenderStates} from "../libraries/TenderStates.sol";
import {Statements} from "../Statements.sol";
import {Authorization, BidStatus, ParticipantId, Phase, TenderId, Terms} from "../types/Types.sol";
import {TenderStorage} from "./TenderStorage.sol";

/// @title What the ledger knows of a tender
abstract contract TenderFacts is TenderStorage, ITenderLedger, Statements {
    IOpeningKeys internal immutable _openingKeys;

    constructor(IParticipantRegistry registry_, IOpeningKeys keys_) Statements("Bongin Tenders", registry_) {
        _openingKeys = keys_;
    }

    /// @inheritdoc ITenderPhases
    function phaseOf(TenderId tender) public view returns (Phase) {
        return _known(tender).phase(_openingKeys);
    }

    /// @inheritdoc ITenderLedger
    function tenderOf(TenderId tender) external view returns (Tender memory) {
        TenderState storage t = _known(tender);
        return
            Tender({
                agency: t.agency,
                key: t.key,
                termsVersion: t.termsVersion,
                acts: t.acts,
                bids: t.bids,
                opened: t.opened,
                valid: t.valid,
                ranked: t.ranked,
                acceptable: t.acceptable,
                reserveOpened: t.reserveOpened,
                reserve: t.reserve,
                first: t.first,
                winner: t.winner,
                awardedAt: t.awardedAt,
                concludedAt: t.concludedAt,
                cancelledAt: t.cancelledAt,
                aside: t.aside,
                awards: t.awards,
                objections: t.objections,
                openObjections: t.openObjections,
                record: t.record,
                seed: t.seed
            });
    }

    /// @inheritdoc ITenderLedger
    function termsOf(TenderId tender) external view returns (Terms memory) {
        return _known(tender).terms;
    }

    /// @inheritdoc ITenderLedger
    function bidOf(TenderId tender, ParticipantId bidder) external view returns (BidRecord memory bid) {
        BidSlot slot = _known(tender).bids_[bidder];
        bid.status = slot.status();
        bid.termsVersion = slot.termsVersion();
        bid.sequence = slot.sequence();
        bid.withdrawalRequested = _isWithdrawalRequested(_known(tender), bidder, slot);
        if (bid.status == BidStatus.Sealed) {
            bid.sealHash = slot.sealHash();
        } else {
            bid.invalidity = slot.invalidity();
            bid.verdict = slot.verdict();
            bid.price = slot.price();
            bid.next = slot.next();
            bid.score = slot.score();
        }
    }

    /// @inheritdoc ITenderAwards
    function objectionOf(TenderId tender, uint32 number) external view returns (ObjectionRecord memory) {
        TenderState storage t = _known(tender);
        Objection storage objection = t.objections_[number];
        return
            ObjectionRecord({
                bidder: objection.bidder,
                award: objection.award,
                state: t.objectionState(number)
            });
    }

    /// @inheritdoc ITenderLedger
    function successorOf(TenderId tender) external view returns (TenderId) {
        return _known(tender).successor;
    }

    /// @notice The guardians' keys that this ledger assigns.
    function openingKeys() external view returns (IOpeningKeys) {
        return _openingKeys;
    }

    /// @dev The guard of every act of the agency: known tender, its own signature, right phase, right number.
    function _beginAct(
        TenderId tender,
        uint32 act,
        uint16 phases,
        bytes32 structHash,
        Authorization calldata authorization
    ) internal returns (TenderState storage t, bytes32 statement) {
        return _beginActBy(_known(tender).agency, tender, act, phases, structHash, authorization);
    }

    /// @dev The same where the registrar can act for the agency: `author` is one of the two.
    function _beginActBy(
        ParticipantId author,
        TenderId tender,
        uint32 act,
        uint16 phases,
        bytes32 structHash,
        Authorization calldata authorization
    ) internal returns (TenderState storage t, bytes32 statement) {
        t = _known(tender);
        // Nobody but the registrar has that role.
        uint32 role = author == t.agency ? Roles.AGENCY : Roles.REGISTRAR;
        statement = _authorize(author, role, structHash, authorization);
        t.requirePhases(tender, phases, _openingKeys);
        if (act != t.acts) revert WrongAct(tender, t.acts, act);
        ++t.acts;
    }

    /// @dev The same for a statement of a bidder about its own bid, which must be numbered otherwise.
    function _beginOfBidder(
        TenderId tender,
        ParticipantId bidder,
        uint16 phases,
        bytes32 structHash,
        Authorization calldata authorization
    ) internal view returns (TenderState storage t, bytes32 statement) {
        t = _known(tender);
        statement = _authorize(bidder, Roles.SUPPLIER, structHash, authorization);
        t.requirePhases(tender, phases, _openingKeys);
    }

    /// @dev A request ends with the bid that it is about, and with the terms under which it was made: whoever replaces or confirms its
    /// bid has asked for nothing.
    function _isWithdrawalRequested(
        TenderState storage t,
        ParticipantId bidder,
        BidSlot slot
    ) internal view returns (bool) {
        return t.withdrawals[bidder] == TenderStates.withdrawalOf(slot.sequence(), t.termsVersion);
    }

    function _known(TenderId tender) internal view returns (TenderState storage t) {
        t = _tenders[tender];
        if (t.termsVersion == 0) revert UnknownTender(tender);
    }
}
