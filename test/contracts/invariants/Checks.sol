// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOpeningKeys} from "../../../contracts/interfaces/IOpeningKeys.sol";
import {ITenderLedger} from "../../../contracts/interfaces/ITenderLedger.sol";
import {
    BidStatus,
    Invalidity,
    KeyId,
    ObjectionState,
    ParticipantId,
    Phase,
    ReserveKind,
    TenderId,
    TieRule
} from "../../../contracts/types/Types.sol";
import {Reviews} from "./Reviews.sol";

/// @dev What holds of every tender at every moment. The numbers are those of invariants.md.
abstract contract Checks is Reviews {
    uint256 private constant STATUSES = 10;

    /// @dev One tender with everything that the checks read of it.
    struct View {
        uint256 i;
        TenderId id;
        ITenderLedger.Tender t;
        Phase phase;
        ITenderLedger.BidRecord[BIDDERS] bids;
        uint32[STATUSES] counts;
    }

    /// @notice Checks every tender. Reverts with the invariant that does not hold.
    function check() external view {
        for (uint256 i; i < _tenders.length; ++i) {
            View memory v = _viewOf(i);
            _checkBids(v);
            _checkRecord(v);
            _checkTimes(v);
            _checkOutcomes(v);
            _checkReserve(v);
            _checkLine(v);
            _checkReview(v);
            _checkResult(v);
            _checkObjections(v);
            _checkKey(v);
            _checkSuccession(v);
        }
    }

    function _viewOf(uint256 i) private view returns (View memory v) {
        (v.i, v.id, v.t, v.phase) = (i, _tenders[i].id, _tenderOf(i), _phaseOf(i));
        for (uint256 place; place < BIDDERS; ++place) {
            v.bids[place] = _bidOf(i, _bidderAt(place));
            ++v.counts[uint256(v.bids[place].status)];
        }
    }

    // -------------------------------------------------------------------------------------------------------- bids

    /// @dev I1, I2, I3.
    function _checkBids(View memory v) private view {
        uint32 made;
        uint32 aside;
        for (uint256 place; place < BIDDERS; ++place) {
            ITenderLedger.BidRecord memory bid = v.bids[place];
            Draft storage draft = _drafts[v.i][_bidderAt(place)];
            bool exists = bid.status != BidStatus.None;
            _hold(exists == (draft.r != 0), "I1 a bid was lost, or nobody made it", v);
            if (!exists) continue;
            ++made;
            if (bid.status == BidStatus.Withdrawn || bid.termsVersion != v.t.termsVersion) ++aside;
            _hold(bid.sequence == draft.sequence, "I1 not the last bid of its bidder", v);
            if (bid.status != BidStatus.Sealed) continue;
            _hold(bid.sealHash == bytes27(keccak256(abi.encode(draft.seal))), "I1 another seal", v);
        }
        _hold(v.t.bids == made, "I1 the number of bids", v);
        _hold(v.t.aside == aside, "I3 the number of bids that do not stand", v);
        _hold(_acceptedOf(v.id) == _tenders[v.i].accepted, "I1 the number of accepted bids", v);
        uint32[STATUSES] memory c = v.counts;
        _hold(v.t.opened == v.t.bids - c[uint256(BidStatus.Sealed)], "I2 what is opened", v);
        uint32 out = c[uint256(BidStatus.Invalid)] + c[uint256(BidStatus.Withdrawn)];
        _hold(v.t.valid == v.t.opened - out, "I2 what is valid", v);
        _hold(v.t.ranked == v.t.valid - c[uint256(BidStatus.Valid)], "I2 what is ranked", v);
        uint32 rejected = c[uint256(BidStatus.Rejected)];
        _hold(v.t.acceptable == v.t.ranked - rejected, "I2 what is acceptable", v);
    }

    /// @dev `accepted` of the tender's second slot, which no view shows (SPEC.md, section 3).
    function _acceptedOf(TenderId id) private view returns (uint32) {
        uint256 slot = uint256(keccak256(abi.encode(id, uint256(0)))) + 1;
        return uint32(uint256(VM.load(address(_ledger), bytes32(slot))) >> 208);
    }

    /// @dev I4, I7.
    function _checkRecord(View memory v) private view {
        _hold(v.t.record == _tenders[v.i].record, "I4 the record is not that of the accepted statements", v);
        _hold(v.t.acts == _tenders[v.i].acts, "I7 an act was counted twice or not", v);
    }

    // ----------------------------------------------------------------------------------------------------- opening

    /// @dev I9, I10.
    function _checkTimes(View memory v) private view {
        Ghost storage g = _tenders[v.i];
        bool early = block.timestamp < g.terms.schedule.openingAt;
        bool stopped = v.t.cancelledAt != 0 && v.t.cancelledAt < g.terms.schedule.openingAt;
        bool tooFew = v.t.bids - v.t.aside < g.terms.minimumBids;
        uint32 withdrawn = v.counts[uint256(BidStatus.Withdrawn)];
        if (early || stopped || tooFew) {
            _hold(
                v.t.opened == withdrawn && !v.t.reserveOpened,
                "I9 opened before its time, or for nothing",
                v
            );
            _hold(_keys.releasedOf(v.t.key) == 0, "I9 a share before its time, or for nothing", v);
        }
        if (v.phase < Phase.Ranking || v.phase > Phase.Concluded) return;
        _hold(v.t.valid >= g.terms.minimumBids, "I10 a tender that should have failed", v);
    }

    /// @dev I11: what an opening found is what was sealed, and nobody's word.
    function _checkOutcomes(View memory v) private view {
        for (uint256 place; place < BIDDERS; ++place) {
            ITenderLedger.BidRecord memory bid = v.bids[place];
            if (bid.status == BidStatus.None || bid.status == BidStatus.Sealed) continue;
            if (bid.status == BidStatus.Withdrawn) continue;
            Invalidity expected = _expectedOf(v, place);
            bool invalid = bid.status == BidStatus.Invalid;
            _hold(invalid == (expected != Invalidity.None), "I11 valid or not", v);
            _hold(bid.invalidity == expected, "I11 another reason", v);
            uint256 price = _drafts[v.i][_bidderAt(place)].price;
            _hold(bid.price == (invalid ? 0 : price), "I11 not the price that was sealed", v);
        }
    }

    function _expectedOf(View memory v, uint256 place) private view returns (Invalidity) {
        uint64 bidder = _bidderAt(place);
        uint48 openingAt = _tenders[v.i].terms.schedule.openingAt;
        if (v.bids[place].termsVersion != v.t.termsVersion) return Invalidity.Superseded;
        if (_registry.isSuspendedAt(ParticipantId.wrap(bidder), openingAt)) return Invalidity.Suspended;
        return _drafts[v.i][bidder].flaw;
    }

    /// @dev I14.
    function _checkReserve(View memory v) private view {
        Ghost storage g = _tenders[v.i];
        uint96 base = g.terms.award.baseAmount;
        if (v.t.reserve == 0) {
            _hold(v.t.ranked == 0, "I14 ranked without a reserve price", v);
        } else if (g.terms.reserve.kind == ReserveKind.None) {
            _hold(v.t.reserve == base, "I14 not the ceiling", v);
        } else if (g.terms.reserve.kind == ReserveKind.Single) {
            _hold(v.t.reserve == g.reservePrice, "I14 not what the agency sealed", v);
        } else {
            uint256 distance = v.t.reserve > base ? v.t.reserve - base : base - v.t.reserve;
            bool within = distance * 10_000 <= uint256(base) * g.terms.reserve.spread;
            _hold(within, "I14 outside the announced range", v);
        }
    }

    // ---------------------------------------------------------------------------------------------------- the line

    /// @dev I12: one chain through all acceptable bids, strictly rising by price and tie.
    function _checkLine(View memory v) private pure {
        uint256 length;
        uint256 ends;
        uint256 followed;
        for (uint256 place; place < BIDDERS; ++place) {
            if (!_isInLine(v.bids[place])) continue;
            ++length;
            _hold(v.bids[place].price <= v.t.reserve, "I12 dearer than the reserve price", v);
            uint64 next = ParticipantId.unwrap(v.bids[place].next);
            if (next == 0) {
                ++ends;
                continue;
            }
            uint256 other = _placeOf(next);
            _hold(other < BIDDERS && _isInLine(v.bids[other]), "I12 a bid in line that is not acceptable", v);
            _hold(_isBefore(v, place, other), "I12 not sorted", v);
            _hold(followed & (1 << other) == 0, "I12 a bid in line twice", v);
            followed |= 1 << other;
        }
        _hold(length == v.t.acceptable, "I12 the length of the line", v);
        _hold(ends == (length == 0 ? 0 : 1), "I12 more lines than one", v);
    }

    /// @dev I12: `first` is the first that stands.
    function _checkReview(View memory v) private pure {
        uint256 first = BIDDERS;
        for (uint256 place; place < BIDDERS; ++place) {
            if (!_stands(v.bids[place])) continue;
            if (first == BIDDERS || _isBefore(v, place, first)) first = place;
        }
        uint64 expected = first == BIDDERS ? 0 : _bidderAt(first);
        _hold(ParticipantId.unwrap(v.t.first) == expected, "I12 not the first that stands", v);
    }

    /// @dev I13: who wins is qualified, at the price that it sealed, and everybody before it gave way by a recorded act; where scores
    /// break ties, nobody of its price has a better one or waits for its review.
    function _checkResult(View memory v) private view {
        uint256 winner = _placeOf(ParticipantId.unwrap(v.t.winner));
        bool awarded = winner < BIDDERS;
        if (v.phase < Phase.Standstill) _hold(!awarded, "I13 a winner before an award", v);
        if (v.phase == Phase.Concluded) _hold(awarded, "I13 concluded with nobody", v);
        if (v.phase == Phase.Failed) _hold(!awarded, "I13 failed with a winner", v);
        if (!awarded) return;
        TieRule rule = _tenders[v.i].terms.tieRule;
        _hold(v.bids[winner].status == BidStatus.Qualified, "I13 the winner is not qualified", v);
        if (_tenders[v.i].terms.award.qualification != 0) {
            _hold(v.bids[winner].score >= 9_500, "I13 the winner's score is too low", v);
        }
        for (uint256 place; place < BIDDERS; ++place) {
            if (place == winner || !_stands(v.bids[place])) continue;
            bool tied = rule == TieRule.ReviewScore && v.bids[place].price == v.bids[winner].price;
            if (!tied) {
                _hold(_isBefore(v, winner, place), "I13 awarded outside the order", v);
                continue;
            }
            _hold(v.bids[place].status == BidStatus.Qualified, "I13 awarded before all were reviewed", v);
            bool better =
                v.bids[winner].score > v.bids[place].score ||
                    (v.bids[winner].score == v.bids[place].score && _isBefore(v, winner, place));
            _hold(better, "I13 not the best of its price", v);
        }
    }

    function _isInLine(ITenderLedger.BidRecord memory bid) private pure returns (bool) {
        return _stands(bid) || bid.status == BidStatus.Disqualified || bid.status == BidStatus.Forfeited;
    }

    function _stands(ITenderLedger.BidRecord memory bid) private pure returns (bool) {
        return bid.status == BidStatus.Acceptable || bid.status == BidStatus.Qualified;
    }

    function _isBefore(View memory v, uint256 a, uint256 b) private pure returns (bool) {
        if (v.bids[a].price != v.bids[b].price) return v.bids[a].price < v.bids[b].price;
        return _tieOf(v, a) < _tieOf(v, b);
    }

    function _tieOf(View memory v, uint256 place) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("tie", v.t.seed, v.id, _bidderAt(place))));
    }

    function _placeOf(uint64 bidder) private pure returns (uint256 place) {
        while (place < BIDDERS && _bidderAt(place) != bidder) ++place;
    }

    // -------------------------------------------------------------------------------------------- objections, keys

    /// @dev I15.
    function _checkObjections(View memory v) private view {
        uint32 open;
        for (uint32 k; k < v.t.objections; ++k) {
            if (_ledger.objectionOf(v.id, k).state == ObjectionState.Open) ++open;
        }
        _hold(v.t.openObjections == open, "I15 the number of open objections", v);
        if (v.phase != Phase.Concluded) return;
        _hold(open == 0, "I15 concluded over an objection", v);
        uint256 until = v.t.awardedAt + uint256(_tenders[v.i].terms.objectionPeriod);
        _hold(v.t.concludedAt >= until, "I15 concluded within the objection period", v);
    }

    /// @dev I9, I17.
    function _checkKey(View memory v) private view {
        KeyId key = _keyIdOf(_tenders[v.i].key);
        bool own = TenderId.unwrap(_keys.tenderOf(key)) == TenderId.unwrap(v.id);
        _hold(own && KeyId.unwrap(v.t.key) == KeyId.unwrap(key), "I17 a key of another tender", v);
        (uint256 secret, uint48 openedAt) = _keys.secretOf(key);
        bool open = _keys.keyStateOf(key) == IOpeningKeys.KeyState.Open;
        _hold(open == (openedAt != 0), "I17 a key between two states", v);
        _hold(open == (_keys.releasedOf(key) == (1 << GUARDIANS) - 1), "I17 open without enough shares", v);
        _hold(secret == (open ? _secretOf(_tenders[v.i].key) : 0), "I17 another secret", v);
    }

    /// @dev I18.
    function _checkSuccession(View memory v) private view {
        uint256 successors;
        for (uint256 k; k < _tenders.length; ++k) {
            if (TenderId.unwrap(_tenders[k].terms.predecessor) != TenderId.unwrap(v.id)) continue;
            ++successors;
            bool known = TenderId.unwrap(_ledger.successorOf(v.id)) == TenderId.unwrap(_tenders[k].id);
            _hold(known && _tenders[k].agency == _tenders[v.i].agency, "I18 another successor", v);
        }
        bool named = TenderId.unwrap(_ledger.successorOf(v.id)) != 0;
        _hold(successors == (named ? 1 : 0), "I18 repeated twice", v);
        if (named) _hold(v.phase >= Phase.Failed, "I18 repeated although it goes on", v);
    }

    function _hold(bool fact, string memory invariant, View memory v) private pure {
        if (!fact) revert Broken(invariant, v.id);
    }
}
