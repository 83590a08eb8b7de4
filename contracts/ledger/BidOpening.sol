// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {BidSlot} from "../libraries/BidSlots.sol";
import {ReservePrices} from "../libraries/ReservePrices.sol";
import {Seals} from "../libraries/Seals.sol";
import {Secp256k1} from "../libraries/Secp256k1.sol";
import {BidStatus, Invalidity, JointKey, Phase, Point, ReserveKind, Seal, TenderId} from "../types/Types.sol";
import {TenderFacts} from "./TenderFacts.sol";

/// @title The contract decrypts and checks each bid itself
abstract contract BidOpening is TenderFacts {
    /// @dev What a batch adds to the tender, written once at its end.
    struct Tally {
        uint32 opened;
        uint32 valid;
        uint256 counts;
        uint256 notes;
    }

    /// @inheritdoc ITenderLedger
    function openBids(
        TenderId tender,
        SealOpening[] calldata openings
    ) external returns (OpenResult[] memory results) {
        State storage t = _known(tender);
        uint256 secret = _requireSecret(tender, t);
        results = new OpenResult[](openings.length);
        Tally memory tally = Tally(t.opened, t.valid, t.counts, t.notes);
        for (uint256 i; i < openings.length; ++i) {
            results[i] = _checkSealed(t.bids_[openings[i].bidder], openings[i].seal);
            if (results[i] == OpenResult.Opened && !_isSharedPoint(openings[i], secret)) {
                results[i] = OpenResult.WrongHint;
            }
            if (results[i] == OpenResult.Opened) _record(tender, t, openings[i], tally, false);
            else emit OpeningRefused(tender, openings[i].bidder, results[i]);
        }
        _add(t, tally);
    }

    /// @inheritdoc ITenderLedger
    function revealBids(
        TenderId tender,
        JointKey calldata joint,
        Reveal[] calldata reveals
    ) external returns (OpenResult[] memory results) {
        State storage t = _known(tender);
        _requireFallback(tender, t, joint);
        if (t.terms.reserve.kind == ReserveKind.Single && !t.reserveOpened) revert ReserveStillSealed(tender);
        results = new OpenResult[](reveals.length);
        Tally memory tally = Tally(t.opened, t.valid, t.counts, t.notes);
        for (uint256 i; i < reveals.length; ++i) {
            SealOpening calldata opening = reveals[i].opening;
            results[i] = _checkSealed(t.bids_[opening.bidder], opening.seal);
            if (results[i] == OpenResult.Opened && !_isRevealed(reveals[i], joint.publicKey)) {
                results[i] = OpenResult.WrongHint;
            }
            if (results[i] == OpenResult.Opened) {
                tally.notes ^= _noteOf(reveals[i]);
                _record(tender, t, opening, tally, true);
            } else {
                emit OpeningRefused(tender, opening.bidder, results[i]);
            }
        }
        _add(t, tally);
    }

    /// @inheritdoc ITenderLedger
    function openReserve(TenderId tender, SealOpening calldata opening) external {
        State storage t = _known(tender);
        uint256 secret = _requireSecret(tender, t);
        _requireReserveSeal(tender, t, opening);
        if (!_isSharedPoint(opening, secret)) revert WrongOpening(tender, OpenResult.WrongHint);

        _recordReserve(tender, t, opening, false);
    }

    /// @inheritdoc ITenderLedger
    function revealReserve(TenderId tender, JointKey calldata joint, Reveal calldata reveal) external {
        State storage t = _known(tender);
        _requireFallback(tender, t, joint);
        _requireReserveSeal(tender, t, reveal.opening);
        if (!_isRevealed(reveal, joint.publicKey)) revert WrongOpening(tender, OpenResult.WrongHint);

        t.notes ^= _noteOf(reveal);
        _recordReserve(tender, t, reveal.opening, true);
    }

    // ---------------------------------------------------------------------------------------------------- recording

    function _record(
        TenderId tender,
        State storage t,
        SealOpening calldata opening,
        Tally memory tally,
        bool revealed
    ) private {
        Seals.Content memory content = _contentOf(tender, t, opening);
        BidSlot slot = t.bids_[opening.bidder];
        ++tally.opened;
        if (content.invalidity == Invalidity.None) {
            ++tally.valid;
            if (content.choices != 0) tally.counts = ReservePrices.tally(tally.counts, content.choices);
            t.bids_[opening.bidder] = slot.toValid(content.price);
        } else {
            t.bids_[opening.bidder] = slot.toInvalid(content.invalidity);
        }
        emit BidOpened(
            tender,
            opening.bidder,
            content.invalidity,
            content.price,
            content.choices,
            revealed,
            opening.dx,
            opening.dy
        );
    }

    /// @dev The first rule that a bid breaks names its outcome. All of them were fixed before the opening.
    function _contentOf(
        TenderId tender,
        State storage t,
        SealOpening calldata opening
    ) private view returns (Seals.Content memory content) {
        if (t.bids_[opening.bidder].termsVersion() != t.termsVersion) {
            content.invalidity = Invalidity.Superseded;
        } else if (_registry.isSuspendedAt(opening.bidder, t.terms.schedule.openingAt)) {
            content.invalidity = Invalidity.Suspended;
        } else if (opening.dx == Secp256k1.GX) {
            content.invalidity = Invalidity.BadPoint;
        } else {
            bytes32 key = Seals.keyOf(Seals.BID_DOMAIN, tender, opening.bidder, opening.dx, opening.dy);
            content = Seals.unseal(opening.seal, key, t.terms.reserve.kind == ReserveKind.Multiple);
        }
    }

    function _recordReserve(
        TenderId tender,
        State storage t,
        SealOpening calldata opening,
        bool revealed
    ) private {
        bytes32 key = Seals.keyOf(Seals.RESERVE_DOMAIN, tender, t.agency, opening.dx, opening.dy);
        t.reserveOpened = true;
        // As for bids, D = ±G is a bad point.
        if (opening.dx != Secp256k1.GX) t.reserve = Seals.unseal(opening.seal, key, false).price;
        emit ReserveOpened(tender, t.reserve, revealed, opening.dx, opening.dy);
    }

    function _add(State storage t, Tally memory tally) private {
        t.opened = tally.opened;
        t.valid = tally.valid;
        t.counts = tally.counts;
        t.notes = tally.notes;
    }

    // ------------------------------------------------------------------------------------------------------- checks

    function _checkSealed(BidSlot slot, Seal calldata seal) private pure returns (OpenResult) {
        if (slot.status() != BidStatus.Sealed) return OpenResult.NoSealedBid;
        return Seals.hashOf(seal) == slot.sealHash() ? OpenResult.Opened : OpenResult.WrongSeal;
    }

    /// @dev Whether `x·R = D`.
    function _isSharedPoint(SealOpening calldata opening, uint256 secret) private pure returns (bool) {
        return _isMultiple(secret, Point(opening.seal.x, opening.seal.y), opening);
    }

    /// @dev Whether `r·G = R` and `r·P = D`.
    function _isRevealed(Reveal calldata reveal, Point calldata publicKey) private pure returns (bool) {
        Seal calldata seal = reveal.opening.seal;
        if (!Secp256k1.isScalar(reveal.r)) return false;
        if (!Secp256k1.isMultiple(reveal.r, Secp256k1.generator(), seal.x, seal.y, reveal.hint)) return false;
        return _isMultiple(reveal.r, publicKey, reveal.opening);
    }

    /// @dev `D = ±G` has no hint. Nobody can aim at it, but a bid must not stay closed by it: its outcome is `BadPoint`.
    function _isMultiple(
        uint256 k,
        Point memory base,
        SealOpening calldata opening
    ) private pure returns (bool) {
        if (opening.dx == Secp256k1.GX && Secp256k1.isOnCurve(opening.dx, opening.dy)) {
            return Secp256k1.multipleAddress(k, base) == Secp256k1.addressOf(opening.dx, opening.dy);
        }
        return Secp256k1.isMultiple(k, base, opening.dx, opening.dy, opening.hint);
    }

    /// @dev What a revealed note adds to the seed of a degraded opening, in any order.
    function _noteOf(Reveal calldata reveal) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(reveal.r, reveal.opening.bidder)));
    }

    function _requireSecret(TenderId tender, State storage t) private view returns (uint256 secret) {
        _requirePhase(tender, t, Phase.Opening);
        (secret, ) = _openingKeys.secretOf(t.key);
        if (secret == 0) revert KeyNotOpen(tender);
    }

    function _requireFallback(TenderId tender, State storage t, JointKey calldata joint) private view {
        _requirePhase(tender, t, Phase.Fallback);
        if (keccak256(abi.encode(joint)) != t.keyHash) revert WrongKey(t.key);
    }

    function _requireReserveSeal(
        TenderId tender,
        State storage t,
        SealOpening calldata opening
    ) private view {
        if (t.terms.reserve.kind != ReserveKind.Single) revert NoReserveSeal(tender);
        if (t.reserveOpened) revert ReserveAlreadyOpened(tender);
        bool same = opening.bidder == t.agency && Seals.hashOf(opening.seal) == t.reserveSealHash;
        if (!same) revert WrongOpening(tender, OpenResult.WrongSeal);
    }
}
