// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {ITenderPhases} from "../interfaces/ITenderPhases.sol";
import {BidSlot} from "../libraries/BidSlots.sol";
import {Statements} from "../Statements.sol";
import {BidStatus, KeyId, ParticipantId, Phase, ReserveKind, TenderId, Terms} from "../types/Types.sol";

/// @title What the ledger knows of a tender, and the phase that follows from it
abstract contract TenderFacts is ITenderLedger, Statements {
    /// @dev Hot fields share slots: a bid touches `record` and the slot of `bids`; an opening the slot of `opened`.
    struct State {
        Terms terms;
        bytes32 record;
        bytes32 keyHash;
        ParticipantId agency;
        KeyId key;
        uint16 termsVersion;
        uint32 acts;
        uint32 bids;
        uint32 accepted;
        uint32 opened;
        uint32 valid;
        uint32 ranked;
        uint32 acceptable;
        uint96 reserve;
        bool reserveOpened;
        bool reserveSettled;
        ParticipantId first;
        uint48 awardedAt;
        uint48 concludedAt;
        uint48 cancelledAt;
        bytes27 reserveSealHash;
        uint256 counts;
        uint256 notes;
        uint256 seed;
        mapping(ParticipantId bidder => BidSlot slot) bids_;
    }

    IOpeningKeys internal immutable _openingKeys;
    mapping(TenderId tender => State state) internal _tenders;

    constructor(IParticipantRegistry registry_, IOpeningKeys keys_) Statements("Bongin Tenders", registry_) {
        _openingKeys = keys_;
    }

    // ------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc ITenderPhases
    function phaseOf(TenderId tender) public view returns (Phase) {
        return _phase(_known(tender));
    }

    /// @inheritdoc ITenderLedger
    function tenderOf(TenderId tender) external view returns (Tender memory) {
        State storage t = _known(tender);
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
                awardedAt: t.awardedAt,
                concludedAt: t.concludedAt,
                cancelledAt: t.cancelledAt,
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
        if (bid.status == BidStatus.Sealed) {
            bid.sealHash = slot.sealHash();
        } else {
            bid.invalidity = slot.invalidity();
            bid.verdict = slot.verdict();
            bid.price = slot.price();
            bid.next = slot.next();
        }
    }

    /// @notice The guardians' keys that this ledger assigns.
    function openingKeys() external view returns (IOpeningKeys) {
        return _openingKeys;
    }

    // ------------------------------------------------------------------------------------------------------- phase

    /// @dev The same function stands in src/protocol/phase.ts; twin tests hold the two together.
    function _phase(State storage t) internal view returns (Phase) {
        if (t.cancelledAt != 0) return Phase.Cancelled;
        if (t.concludedAt != 0) return Phase.Concluded;
        if (block.timestamp < t.terms.schedule.biddingAt) return Phase.Scheduled;
        if (block.timestamp < t.terms.schedule.closingAt) return Phase.Bidding;
        // Bids of a tender that cannot succeed stay sealed, so that they do no harm to its re-tender.
        if (t.bids < t.terms.minimumBids) return Phase.Failed;
        if (block.timestamp < t.terms.schedule.openingAt) return Phase.Closed;
        if (!_isAllOpened(t)) {
            // Once the key is open, everything opens, however late it came: nobody may choose what stays closed.
            if (block.timestamp < t.terms.schedule.fallbackAt || _keyOpenedAt(t) != 0) return Phase.Opening;
            if (block.timestamp < t.terms.schedule.fallbackEndAt) return Phase.Fallback;
        }
        return _phaseAfterOpening(t);
    }

    function _phaseAfterOpening(State storage t) private view returns (Phase) {
        if (t.valid < t.terms.minimumBids || _isReserveMissing(t)) return Phase.Failed;
        if (t.ranked < t.valid) return Phase.Ranking;
        if (ParticipantId.unwrap(t.first) == 0) return Phase.Failed;
        return t.awardedAt == 0 ? Phase.Review : Phase.Standstill;
    }

    function _isAllOpened(State storage t) private view returns (bool) {
        return t.opened == t.bids && (t.terms.reserve.kind != ReserveKind.Single || t.reserveOpened);
    }

    function _keyOpenedAt(State storage t) private view returns (uint48 openedAt) {
        (, openedAt) = _openingKeys.secretOf(t.key);
    }

    function _isReserveMissing(State storage t) private view returns (bool) {
        return t.terms.reserve.kind == ReserveKind.Single && t.reserve == 0;
    }

    // ------------------------------------------------------------------------------------------------------ guards

    function _known(TenderId tender) internal view returns (State storage t) {
        t = _tenders[tender];
        if (t.termsVersion == 0) revert UnknownTender(tender);
    }

    function _requirePhase(TenderId tender, State storage t, Phase expected) internal view {
        Phase current = _phase(t);
        if (current != expected) revert WrongPhase(tender, current, expected);
    }

    /// @dev Extends the tender's record by one accepted statement.
    function _extend(State storage t, bytes32 statement) internal returns (bytes32 record) {
        record = keccak256(abi.encode(t.record, statement));
        t.record = record;
    }
}
