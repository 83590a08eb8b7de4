// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAwardRule} from "../interfaces/IAwardRule.sol";
import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {
    AwardTerms,
    BidStatus,
    ParticipantId,
    Phase,
    ReserveKind,
    TenderId,
    Verdict
} from "../types/Types.sol";
import {BidSlot} from "./BidSlots.sol";
import {ReservePrices} from "./ReservePrices.sol";
import {TenderState} from "./TenderStates.sol";

/// @dev The line: acceptable bids, sorted, as a list linked through the bids' own slots. Each insertion is checked against both
/// neighbours, so the line is sorted at every moment, whoever inserts what, in whatever portions; and it is complete when as many
/// bids are judged as are valid. A hostile or careless proposer can neither bend it nor block it. The public function is the ledger's
/// verb of the same name, called by delegatecall to keep the ledger within the limit on contract code.
library BidOrders {
    ParticipantId private constant NOBODY = ParticipantId.wrap(0);
    uint256 private constant MAX_STEPS = 64;

    /// @dev What one batch needs again and again, and what it adds to the tender, written once at its end. `last` is the bid
    /// placed before, with its rank: lines come mostly in order.
    struct Ranking {
        TenderId tender;
        IAwardRule rule;
        AwardTerms terms;
        uint96 reserve;
        uint256 seed;
        uint32 ranked;
        uint32 acceptable;
        Rank last;
    }

    /// @dev Compared by key, then by tie.
    struct Rank {
        ParticipantId bidder;
        uint96 key;
        uint256 tie;
    }

    function rankBids(
        TenderState storage t,
        TenderId tender,
        ITenderLedger.Placement[] calldata placements,
        IAwardRule[] storage rules,
        IOpeningKeys keys
    ) public {
        t.requirePhase(tender, Phase.Ranking, keys);
        if (!t.reserveSettled) _settle(t, tender, keys);

        Ranking memory ranking;
        ranking.tender = tender;
        ranking.terms = t.terms.award;
        ranking.rule = rules[ranking.terms.rule];
        ranking.reserve = t.reserve;
        ranking.seed = t.seed;
        (ranking.ranked, ranking.acceptable) = (t.ranked, t.acceptable);
        for (uint256 i; i < placements.length; ++i) _place(t, ranking, placements[i]);
        (t.ranked, t.acceptable) = (ranking.ranked, ranking.acceptable);
        if (ranking.ranked == t.valid) {
            emit ITenderLedger.OrderCompleted(tender, ranking.acceptable, t.first);
        }
    }

    function _settle(TenderState storage t, TenderId tender, IOpeningKeys keys) private {
        (uint256 secret, uint48 openedAt) = keys.secretOf(t.key);
        t.seed = secret == 0 ? t.notes : secret;
        bool degraded = openedAt == 0 || openedAt >= t.terms.schedule.fallbackAt;
        t.reserveSettled = true;
        uint96 base = t.terms.award.baseAmount;
        if (t.terms.reserve.kind == ReserveKind.None) {
            t.reserve = base;
        } else if (t.terms.reserve.kind == ReserveKind.Multiple) {
            t.reserve = ReservePrices.reserveOf(t.seed, tender, base, t.terms.reserve, t.counts);
        }
        uint32 closed = t.bids - t.opened;
        emit ITenderLedger.ReserveSettled(
            tender,
            t.reserve,
            t.seed,
            t.counts,
            degraded,
            keys.releasedOf(t.key),
            closed
        );
    }

    /// @dev A bid that is ranked already is passed over, so that two proposers do not undo each other.
    function _place(
        TenderState storage t,
        Ranking memory ranking,
        ITenderLedger.Placement calldata placement
    ) private {
        ParticipantId bidder = placement.bidder;
        BidSlot slot = t.bids_[bidder];
        BidStatus status = slot.status();
        if (status == BidStatus.Acceptable || status == BidStatus.Rejected) return;
        if (status != BidStatus.Valid) revert ITenderLedger.NotRankable(ranking.tender, bidder, status);

        ++ranking.ranked;
        (Verdict verdict, uint96 key) = ranking.rule.judge(ranking.terms, ranking.reserve, slot.price());
        if (verdict != Verdict.Acceptable) {
            t.bids_[bidder] = slot.toRejected(verdict);
            emit ITenderLedger.BidRanked(ranking.tender, bidder, verdict, NOBODY);
            return;
        }
        Rank memory rank = Rank(bidder, key, tieOf(ranking.seed, ranking.tender, bidder));
        (ParticipantId behind, ParticipantId next) = _placeOf(t, ranking, rank, placement.behind);
        t.bids_[bidder] = slot.toAcceptable(next);
        if (behind == NOBODY) t.first = bidder;
        else t.bids_[behind] = t.bids_[behind].toAcceptable(bidder);
        ++ranking.acceptable;
        ranking.last = rank;
        emit ITenderLedger.BidRanked(ranking.tender, bidder, verdict, behind);
    }

    /// @dev Walks from the named predecessor to the place of `rank`, not far: a batch has a known cost, and a near hint always exists.
    function _placeOf(
        TenderState storage t,
        Ranking memory ranking,
        Rank memory rank,
        ParticipantId hint
    ) private view returns (ParticipantId behind, ParticipantId next) {
        if (hint == NOBODY) {
            next = t.first;
        } else {
            BidSlot slot = t.bids_[hint];
            if (slot.status() != BidStatus.Acceptable || !_isBefore(_rankOf(t, ranking, hint), rank)) {
                revert ITenderLedger.WrongPlacement(ranking.tender, rank.bidder, hint);
            }
            (behind, next) = (hint, slot.next());
        }
        for (uint256 steps; next != NOBODY && _isBefore(_rankOf(t, ranking, next), rank); ++steps) {
            if (steps == MAX_STEPS) revert ITenderLedger.WrongPlacement(ranking.tender, rank.bidder, hint);
            (behind, next) = (next, t.bids_[next].next());
        }
    }

    function _rankOf(
        TenderState storage t,
        Ranking memory ranking,
        ParticipantId bidder
    ) private view returns (Rank memory) {
        if (bidder == ranking.last.bidder) return ranking.last;
        (, uint96 key) = ranking.rule.judge(ranking.terms, ranking.reserve, t.bids_[bidder].price());
        return Rank(bidder, key, tieOf(ranking.seed, ranking.tender, bidder));
    }

    function _isBefore(Rank memory a, Rank memory b) private pure returns (bool) {
        return a.key < b.key || (a.key == b.key && a.tie < b.tie);
    }

    /// @dev Of two bids with the same key the smaller tie comes first.
    function tieOf(uint256 seed, TenderId tender, ParticipantId bidder) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("tie", seed, tender, bidder)));
    }
}
