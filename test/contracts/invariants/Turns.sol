// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BidStatus, ParticipantId, Phase, ReserveKind} from "../../../contracts/types/Types.sol";
import {Checks} from "./Checks.sol";

/// @dev In which tender a move is made: one that is where it has to be, or the nearest one, brought there by honest steps.
abstract contract Turns is Checks {
    uint256 internal constant NONE = type(uint256).max;
    uint256 internal constant RASH = 6;
    uint256 internal constant FALSE = 8;
    uint256 internal constant STEPS = 16;

    uint16 internal constant SCHEDULED = uint16(1 << uint8(Phase.Scheduled));
    uint16 internal constant BIDDING = uint16(1 << uint8(Phase.Bidding));
    uint16 internal constant CLOSED = uint16(1 << uint8(Phase.Closed));
    uint16 internal constant OPENING = uint16(1 << uint8(Phase.Opening));
    uint16 internal constant FALLBACK = uint16(1 << uint8(Phase.Fallback));
    uint16 internal constant RANKING = uint16(1 << uint8(Phase.Ranking));
    uint16 internal constant REVIEW = uint16(1 << uint8(Phase.Review));
    uint16 internal constant STANDSTILL = uint16(1 << uint8(Phase.Standstill));
    uint16 internal constant ENDED = uint16((1 << uint8(Phase.Failed)) | (1 << uint8(Phase.Cancelled)));

    /// @dev This move is made anywhere, whether it is possible or not.
    bool internal _rash;

    /// @dev From here on to the end of the move, perhaps, nobody signs what is sent in his name.
    function _dare() internal {
        _forging = !_rash && _oneIn(FALSE);
    }

    /// @dev A tender in one of these phases: one that is there, or the nearest before it, brought there by honest steps. A rash move
    /// takes any.
    function _bring(uint16 phases) internal returns (uint256 i) {
        if (_rash) return _any();
        i = _among(phases);
        if (i != NONE) return i;
        i = _nearestTo(phases);
        if (i == NONE) {
            if (!_announce(ParticipantId.wrap(AGENCY))) return _any();
            i = _tenders.length - 1;
        }
        for (uint256 k; k < STEPS && !_isIn(i, phases); ++k) _advance(i, phases);
    }

    function _any() internal returns (uint256) {
        return _chance(_tenders.length);
    }

    function _among(uint16 phases) private returns (uint256) {
        uint256 start = _any();
        for (uint256 k; k < _tenders.length; ++k) {
            uint256 i = (start + k) % _tenders.length;
            if (_isIn(i, phases)) return i;
        }
        return NONE;
    }

    /// @dev The one that is farthest of those that can still get there.
    function _nearestTo(uint16 phases) private returns (uint256 nearest) {
        nearest = NONE;
        Phase best;
        uint256 start = _any();
        for (uint256 k; k < _tenders.length; ++k) {
            uint256 i = (start + k) % _tenders.length;
            Phase phase = _phaseOf(i);
            bool before = phase < Phase.Concluded && (uint16(1) << uint8(phase)) < phases;
            if (phases == FALLBACK && _isKeyOpen(i)) before = false;
            if (!before || (nearest != NONE && phase <= best)) continue;
            (nearest, best) = (i, phase);
        }
    }

    function _isIn(uint256 i, uint16 phases) private view returns (bool) {
        return (phases >> uint8(_phaseOf(i))) & 1 != 0;
    }

    /// @dev One honest step towards these phases.
    function _advance(uint256 i, uint16 phases) private {
        Phase phase = _phaseOf(i);
        if (phases == ENDED && _oneIn(2)) _cancel(i);
        else if (phase == Phase.Opening && phases == FALLBACK) _warp(_tenders[i].terms.schedule.fallbackAt);
        else if (phase < Phase.Opening) _advanceToOpening(i, phase);
        else _advanceFromOpening(i, phase);
    }

    function _advanceToOpening(uint256 i, Phase phase) private {
        if (phase == Phase.Scheduled) return _warp(_tenders[i].terms.schedule.biddingAt);
        if (phase == Phase.Closed) return _warp(_tenders[i].terms.schedule.openingAt);
        _fill(i);
        _warp(_tenders[i].terms.schedule.closingAt);
    }

    function _advanceFromOpening(uint256 i, Phase phase) private {
        if (phase == Phase.Opening) _openAll(i);
        else if (phase == Phase.Fallback) {
            if (_isSingle(i) && !_tenderOf(i).reserveOpened) _revealReserve(i);
            _revealBids(i, true);
        } else if (phase == Phase.Ranking) _rank(i, true);
        else if (phase == Phase.Review) _reviewToTheEnd(i);
        else if (phase == Phase.Standstill) _settleObjections(i);
    }

    /// @dev Bids until the tender can succeed, and mostly some more.
    function _fill(uint256 i) private {
        uint256 start = _chance(BIDDERS);
        for (uint256 k; k < BIDDERS; ++k) {
            uint64 bidder = _bidderAt((start + k) % BIDDERS);
            BidStatus status = _statusOf(i, bidder);
            if (status == BidStatus.None) _submitOne(i, bidder);
            else if (status == BidStatus.Sealed && _bidOf(i, bidder).termsVersion != _versionOf(i)) {
                _confirmBid(i, bidder);
            }
            bool enough = _tenderOf(i).bids - _tenderOf(i).aside > _tenders[i].terms.minimumBids;
            if (enough && _oneIn(3)) return;
        }
    }

    function _releaseAll(uint256 i) internal {
        for (uint256 place; place < GUARDIANS; ++place) {
            if ((_keys.releasedOf(_keyOfTender(i)) >> place) & 1 == 0) _release(i, place);
        }
    }

    function _openAll(uint256 i) private {
        _releaseAll(i);
        if (_isSingle(i) && !_tenderOf(i).reserveOpened) _openReserve(i);
        _openBids(i, true);
    }

    /// @dev Somebody with a sealed bid; one who first makes it where there is none.
    function _sealedBidder(uint256 i) internal returns (uint64 bidder) {
        uint64[] memory bidders = _someOf(i, BidStatus.Sealed, true);
        bool forging = _forging;
        _forging = false;
        bidder = bidders.length == 0 ? _bidderAt(_chance(SUPPLIERS)) : bidders[0];
        if (bidders.length == 0 && !_rash) _submitOne(i, bidder);
        _forging = forging;
    }

    function _isSingle(uint256 i) internal view returns (bool) {
        return _tenders[i].terms.reserve.kind == ReserveKind.Single;
    }

    function _isKeyOpen(uint256 i) internal view returns (bool) {
        (, uint48 openedAt) = _keys.secretOf(_keyOfTender(i));
        return openedAt != 0;
    }
}
