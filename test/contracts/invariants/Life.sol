// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BidStatus, KeyId, ObjectionState, ParticipantId} from "../../../contracts/types/Types.sol";
import {Turns} from "./Turns.sol";

/// @dev The handler of the invariant tests: each function is one move of somebody in some tender. A move looks for a tender in which it
/// is possible; but one in six is made anywhere, whether possible or not, and one in eight with a forged signature, a false point or a
/// false share.
contract Life is Turns {
    /// @dev One in so many does not wait until it may conclude or declare the award forfeited.
    uint256 private constant IMPATIENT = 4;

    uint256 private _moves;

    modifier move(uint256 seed) {
        _stir(seed ^ ++_moves);
        _rash = _oneIn(RASH);
        _;
        (_forging, _rash) = (false, false);
    }

    constructor() {
        _openLedger();
        _announce(ParticipantId.wrap(AGENCY));
        _announce(ParticipantId.wrap(BIDDING_AGENCY));
    }

    // ------------------------------------------------------------------------------------------------------- notice

    function announce(uint256 seed) external move(seed) {
        _dare();
        _announce(ParticipantId.wrap(_oneIn(2) ? AGENCY : BIDDING_AGENCY));
    }

    function repeat(uint256 seed) external move(seed) {
        uint256 i = _bring(ENDED);
        _dare();
        _repeat(i, _rash ? ParticipantId.wrap(AGENCY) : _tenders[i].agency);
    }

    function amend(uint256 seed) external move(seed) {
        uint256 i = _bring(SCHEDULED | BIDDING);
        _dare();
        _amend(i);
    }

    function postpone(uint256 seed) external move(seed) {
        uint256 i = _bring(SCHEDULED | BIDDING);
        _dare();
        _postpone(i);
    }

    function cancel(uint256 seed) external move(seed) {
        uint256 i = _rash ? _any() : _bring(uint16(1 << _chance(7)));
        _dare();
        _cancel(i);
    }

    // -------------------------------------------------------------------------------------------------------- bids

    function submit(uint256 seed) external move(seed) {
        uint256 size = 1 + _chance(3);
        uint256[] memory tenders = new uint256[](size);
        uint64[] memory bidders = new uint64[](size);
        tenders[0] = _bring(BIDDING);
        for (uint256 k; k < size; ++k) {
            tenders[k] = _oneIn(3) ? _any() : tenders[0];
            bidders[k] = _bidderAt(_chance(BIDDERS));
        }
        _dare();
        _submit(tenders, bidders);
    }

    function confirm(uint256 seed) external move(seed) {
        uint256 i = _bring(BIDDING);
        uint64 bidder = _sealedBidder(i);
        if (!_rash && _bidOf(i, bidder).termsVersion == _versionOf(i)) _amend(i);
        _dare();
        _confirmBid(i, bidder);
    }

    function requestWithdrawal(uint256 seed) external move(seed) {
        uint256 i = _bring(_oneIn(2) ? BIDDING : CLOSED);
        _dare();
        _requestWithdrawal(i, _sealedBidder(i));
    }

    function grantWithdrawal(uint256 seed) external move(seed) {
        uint256 i = _bring(_oneIn(2) ? BIDDING : CLOSED);
        uint64 bidder = _sealedBidder(i);
        if (!_rash && !_bidOf(i, bidder).withdrawalRequested) _requestWithdrawal(i, bidder);
        _dare();
        _grantWithdrawal(i, bidder);
    }

    /// @dev Suspends a supplier or lets it go again.
    function suspend(uint256 seed) external move(seed) {
        uint64 bidder = _bidderAt(_chance(BIDDERS));
        _suspend(bidder, _oneIn(2) ? uint48(block.timestamp + _chance(4) * 1 days) : 0);
    }

    // ---------------------------------------------------------------------------------------------------- openings

    function release(uint256 seed) external move(seed) {
        uint256 i = _bring(_oneIn(3) ? FALLBACK : OPENING);
        _dare();
        _release(i, _chance(GUARDIANS));
    }

    function open(uint256 seed) external move(seed) {
        uint256 i = _bring(OPENING);
        if (!_rash) _releaseAll(i);
        _dare();
        if (_oneIn(3)) _openReserve(i);
        else _openBids(i, _oneIn(2));
    }

    function reveal(uint256 seed) external move(seed) {
        uint256 i = _bring(FALLBACK);
        _dare();
        if (_oneIn(3)) {
            _revealReserve(i);
            return;
        }
        if (!_rash && !_forging && _isSingle(i)) _revealReserve(i);
        _revealBids(i, _oneIn(2));
    }

    function rank(uint256 seed) external move(seed) {
        uint256 i = _bring(RANKING);
        _dare();
        _rank(i, _oneIn(3));
    }

    // ------------------------------------------------------------------------------------------------------- review

    function qualify(uint256 seed) external move(seed) {
        uint256 i = _bring(REVIEW);
        _dare();
        _qualify(i, _rash ? _bidderAt(_chance(BIDDERS)) : _reviewable(i));
    }

    function disqualify(uint256 seed) external move(seed) {
        uint256 i = _bring(REVIEW);
        _dare();
        _disqualify(i, _rash ? _bidderAt(_chance(BIDDERS)) : _reviewable(i));
    }

    function award(uint256 seed) external move(seed) {
        uint256 i = _bring(REVIEW);
        if (!_rash) {
            uint64 bidder = _reviewable(i);
            if (_statusOf(i, bidder) == BidStatus.Acceptable) _qualify(i, bidder);
        }
        _dare();
        uint256 start = _chance(BIDDERS);
        for (uint256 k; k < BIDDERS; ++k) _award(i, _bidderAt((start + k) % BIDDERS));
    }

    function objectTo(uint256 seed) external move(seed) {
        uint256 i = _bring(STANDSTILL);
        _dare();
        _object(i, _bidderAt(_chance(BIDDERS)));
    }

    function decide(uint256 seed) external move(seed) {
        uint256 i = _bring(STANDSTILL);
        for (uint256 place; place < BIDDERS && !_rash && _tenderOf(i).openObjections == 0; ++place) {
            _object(i, _bidderAt(place));
        }
        _dare();
        uint32 count = _tenderOf(i).objections;
        uint32 objection = uint32(_chance(count + 1));
        for (uint32 k; k < count && !_rash; ++k) {
            if (_ledger.objectionOf(_tenders[i].id, k).state == ObjectionState.Open) objection = k;
        }
        _decide(i, objection, _oneIn(2));
    }

    function conclude(uint256 seed) external move(seed) {
        uint256 i = _bring(STANDSTILL);
        if (!_rash && !_oneIn(IMPATIENT)) _settleObjections(i);
        _dare();
        _conclude(i, _rash ? _bidderAt(_chance(BIDDERS)) : ParticipantId.unwrap(_tenderOf(i).winner));
    }

    function forfeit(uint256 seed) external move(seed) {
        uint256 i = _bring(STANDSTILL);
        if (!_rash && !_oneIn(IMPATIENT)) _settleObjections(i);
        _dare();
        _forfeit(i, _rash ? _bidderAt(_chance(BIDDERS)) : ParticipantId.unwrap(_tenderOf(i).winner));
    }

    // -------------------------------------------------------------------------------------------------- time, replay

    /// @dev A while, or to one of the times that decide, or to the second before it.
    function wait(uint256 seed) external move(seed) {
        uint256 i = _any();
        uint256 kind = _chance(8);
        if (kind == 0) return _warp(block.timestamp + 1 + _chance(3 hours));
        uint256 time = _tenders[i].terms.schedule.biddingAt;
        if (kind < 3) time = _tenders[i].terms.schedule.closingAt;
        else if (kind < 5) time = _tenders[i].terms.schedule.openingAt;
        else if (kind == 5) time = _tenders[i].terms.schedule.fallbackAt;
        else if (kind == 6) time = _tenders[i].terms.schedule.fallbackEndAt;
        else if (_tenderOf(i).awardedAt != 0) {
            time = _tenderOf(i).awardedAt + uint256(_tenders[i].terms.objectionPeriod);
        }
        _warp(_oneIn(3) ? time - 1 : time);
    }

    /// @dev Whatever was accepted once changes nothing the second time, whoever sends it and when.
    function replay(uint256 seed) external move(seed) {
        if (_sent.length == 0) return;
        // What was sent lately is the likeliest to fit once more.
        uint256 back = _oneIn(2) ? _chance(_sent.length) : _chance(8);
        Sent storage sent = _sent[back < _sent.length ? _sent.length - 1 - back : 0];
        bytes32 before = _fingerprint();
        // solhint-disable-next-line avoid-low-level-calls
        (bool accepted, ) = sent.to.call(sent.data);
        if (accepted && _fingerprint() != before) {
            revert Broken("I7 a statement took effect twice", _tenders[sent.tender].id);
        }
    }

    /// @dev Everything that the views show of all tenders and their keys.
    function _fingerprint() private view returns (bytes32 sum) {
        for (uint256 i; i < _tenders.length; ++i) {
            KeyId key = _keyOfTender(i);
            sum = keccak256(
                abi.encode(sum, _tenderOf(i), _ledger.termsOf(_tenders[i].id), _keys.releasedOf(key))
            );
            for (uint256 place; place < BIDDERS; ++place) {
                sum = keccak256(abi.encode(sum, _bidOf(i, _bidderAt(place))));
            }
        }
    }
}
