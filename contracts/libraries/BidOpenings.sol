// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {BidStatus, Invalidity, JointKey, Phase, ReserveKind, TenderId} from "../types/Types.sol";
import {BidSlot} from "./BidSlots.sol";
import {OpeningProofs} from "./OpeningProofs.sol";
import {ReservePrices} from "./ReservePrices.sol";
import {Seals} from "./Seals.sol";
import {Secp256k1} from "./Secp256k1.sol";
import {TenderState} from "./TenderStates.sol";

/// @dev The contract decrypts and checks each bid itself. The public functions are the ledger's verbs of the same name, called by
/// delegatecall to keep the ledger within the limit on contract code.
library BidOpenings {
    /// @dev What one batch needs again and again, and what it adds to the tender, written once at its end.
    struct Batch {
        TenderId tender;
        IParticipantRegistry registry;
        uint16 termsVersion;
        uint48 openingAt;
        bool picks;
        uint32 opened;
        uint32 valid;
        uint256 counts;
        uint256 notes;
    }

    // ------------------------------------------------------------------------------------------------------- verbs

    function openBids(
        TenderState storage t,
        TenderId tender,
        ITenderLedger.SealOpening[] calldata openings,
        IParticipantRegistry registry,
        IOpeningKeys keys
    ) public returns (ITenderLedger.OpenResult[] memory results) {
        uint256 secret = _requireSecret(t, tender, keys);
        results = new ITenderLedger.OpenResult[](openings.length);
        Batch memory batch = _begin(t, tender, registry);
        for (uint256 i; i < openings.length; ++i) {
            ITenderLedger.SealOpening calldata opening = openings[i];
            results[i] = _checkSealed(t, opening);
            if (results[i] == ITenderLedger.OpenResult.Opened && !OpeningProofs.isShared(opening, secret)) {
                results[i] = ITenderLedger.OpenResult.WrongHint;
            }
            if (results[i] == ITenderLedger.OpenResult.Opened) _record(t, batch, opening, 0);
            else emit ITenderLedger.OpeningRefused(tender, opening.bidder, results[i]);
        }
        _end(t, batch);
    }

    function revealBids(
        TenderState storage t,
        TenderId tender,
        JointKey calldata joint,
        ITenderLedger.Reveal[] calldata reveals,
        IParticipantRegistry registry,
        IOpeningKeys keys
    ) public returns (ITenderLedger.OpenResult[] memory results) {
        _requireFallback(t, tender, joint, keys);
        if (t.terms.reserve.kind == ReserveKind.Single && !t.reserveOpened) {
            revert ITenderLedger.ReserveStillSealed(tender);
        }
        results = new ITenderLedger.OpenResult[](reveals.length);
        Batch memory batch = _begin(t, tender, registry);
        for (uint256 i; i < reveals.length; ++i) {
            ITenderLedger.SealOpening calldata opening = reveals[i].opening;
            results[i] = _checkSealed(t, opening);
            if (
                results[i] == ITenderLedger.OpenResult.Opened &&
                !OpeningProofs.isRevealed(reveals[i], joint.publicKey)
            ) {
                results[i] = ITenderLedger.OpenResult.WrongHint;
            }
            if (results[i] == ITenderLedger.OpenResult.Opened) {
                batch.notes ^= _partOfSeed(reveals[i]);
                _record(t, batch, opening, reveals[i].r);
            } else {
                emit ITenderLedger.OpeningRefused(tender, opening.bidder, results[i]);
            }
        }
        _end(t, batch);
    }

    function openReserve(
        TenderState storage t,
        TenderId tender,
        ITenderLedger.SealOpening calldata opening,
        IOpeningKeys keys
    ) public {
        uint256 secret = _requireSecret(t, tender, keys);
        _requireReserveSeal(t, tender, opening);
        if (!OpeningProofs.isShared(opening, secret)) {
            revert ITenderLedger.WrongOpening(tender, ITenderLedger.OpenResult.WrongHint);
        }

        _recordReserve(t, tender, opening, 0);
    }

    function revealReserve(
        TenderState storage t,
        TenderId tender,
        JointKey calldata joint,
        ITenderLedger.Reveal calldata reveal,
        IOpeningKeys keys
    ) public {
        _requireFallback(t, tender, joint, keys);
        _requireReserveSeal(t, tender, reveal.opening);
        if (!OpeningProofs.isRevealed(reveal, joint.publicKey)) {
            revert ITenderLedger.WrongOpening(tender, ITenderLedger.OpenResult.WrongHint);
        }

        t.notes ^= _partOfSeed(reveal);
        _recordReserve(t, tender, reveal.opening, reveal.r);
    }

    // --------------------------------------------------------------------------------------------------- recording

    function _begin(
        TenderState storage t,
        TenderId tender,
        IParticipantRegistry registry
    ) private view returns (Batch memory) {
        return
            Batch({
                tender: tender,
                registry: registry,
                termsVersion: t.termsVersion,
                openingAt: t.terms.schedule.openingAt,
                picks: t.terms.reserve.kind == ReserveKind.Multiple,
                opened: t.opened,
                valid: t.valid,
                counts: t.counts,
                notes: t.notes
            });
    }

    function _record(
        TenderState storage t,
        Batch memory batch,
        ITenderLedger.SealOpening calldata opening,
        uint256 note
    ) private {
        BidSlot slot = t.bids_[opening.bidder];
        Seals.Content memory content = _contentOf(batch, slot, opening);
        ++batch.opened;
        if (content.invalidity == Invalidity.None) {
            ++batch.valid;
            if (content.choices != 0) batch.counts = ReservePrices.tally(batch.counts, content.choices);
            t.bids_[opening.bidder] = slot.toValid(content.price);
        } else {
            t.bids_[opening.bidder] = slot.toInvalid(content.invalidity);
        }
        emit ITenderLedger.BidOpened(
            batch.tender,
            opening.bidder,
            content.invalidity,
            content.price,
            content.choices,
            note,
            opening.dx,
            opening.dy
        );
    }

    /// @dev The first rule that a bid breaks names its outcome. All of them were fixed before the opening.
    function _contentOf(
        Batch memory batch,
        BidSlot slot,
        ITenderLedger.SealOpening calldata opening
    ) private view returns (Seals.Content memory content) {
        if (slot.termsVersion() != batch.termsVersion) {
            content.invalidity = Invalidity.Superseded;
        } else if (batch.registry.isSuspendedAt(opening.bidder, batch.openingAt)) {
            content.invalidity = Invalidity.Suspended;
        } else if (opening.dx == Secp256k1.GX) {
            content.invalidity = Invalidity.BadPoint;
        } else {
            bytes32 key = Seals.keyOf(Seals.BID_DOMAIN, batch.tender, opening.bidder, opening.dx, opening.dy);
            content = Seals.unseal(opening.seal, key, batch.picks);
        }
    }

    function _end(TenderState storage t, Batch memory batch) private {
        t.opened = batch.opened;
        t.valid = batch.valid;
        t.counts = batch.counts;
        t.notes = batch.notes;
    }

    function _recordReserve(
        TenderState storage t,
        TenderId tender,
        ITenderLedger.SealOpening calldata opening,
        uint256 note
    ) private {
        bytes32 key = Seals.keyOf(Seals.RESERVE_DOMAIN, tender, t.agency, opening.dx, opening.dy);
        t.reserveOpened = true;
        // As for bids, D = ±G is a bad point.
        if (opening.dx != Secp256k1.GX) t.reserve = Seals.unseal(opening.seal, key, false).price;
        emit ITenderLedger.ReserveOpened(tender, t.reserve, note, opening.dx, opening.dy);
    }

    // ------------------------------------------------------------------------------------------------------ checks

    function _requireSecret(
        TenderState storage t,
        TenderId tender,
        IOpeningKeys keys
    ) private view returns (uint256 secret) {
        t.requirePhase(tender, Phase.Opening, keys);
        (secret, ) = keys.secretOf(t.key);
        if (secret == 0) revert ITenderLedger.KeyNotOpen(tender);
    }

    function _requireFallback(
        TenderState storage t,
        TenderId tender,
        JointKey calldata joint,
        IOpeningKeys keys
    ) private view {
        t.requirePhase(tender, Phase.Fallback, keys);
        if (keccak256(abi.encode(joint)) != t.keyHash) revert ITenderLedger.WrongKey(t.key);
    }

    function _requireReserveSeal(
        TenderState storage t,
        TenderId tender,
        ITenderLedger.SealOpening calldata opening
    ) private view {
        if (t.terms.reserve.kind != ReserveKind.Single) revert ITenderLedger.NoReserveSeal(tender);
        if (t.reserveOpened) revert ITenderLedger.ReserveAlreadyOpened(tender);
        bool same = opening.bidder == t.agency && Seals.hashOf(opening.seal) == t.reserveSealHash;
        if (!same) revert ITenderLedger.WrongOpening(tender, ITenderLedger.OpenResult.WrongSeal);
    }

    function _checkSealed(
        TenderState storage t,
        ITenderLedger.SealOpening calldata opening
    ) private view returns (ITenderLedger.OpenResult) {
        BidSlot slot = t.bids_[opening.bidder];
        if (slot.status() != BidStatus.Sealed) return ITenderLedger.OpenResult.NoSealedBid;
        bool same = Seals.hashOf(opening.seal) == slot.sealHash();
        return same ? ITenderLedger.OpenResult.Opened : ITenderLedger.OpenResult.WrongSeal;
    }

    /// @dev What a revealed note adds to the seed of a degraded opening, in any order.
    function _partOfSeed(ITenderLedger.Reveal calldata reveal) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(reveal.r, reveal.opening.bidder)));
    }
}
