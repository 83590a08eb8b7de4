// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {ITenderPhases} from "../interfaces/ITenderPhases.sol";
import {BidSlot} from "../libraries/BidSlots.sol";
import {TenderState} from "../libraries/TenderStates.sol";
import {Statements} from "../Statements.sol";
import {BidStatus, ParticipantId, Phase, TenderId, Terms} from "../types/Types.sol";
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

    function _known(TenderId tender) internal view returns (TenderState storage t) {
        t = _tenders[tender];
        if (t.termsVersion == 0) revert UnknownTender(tender);
    }
}
