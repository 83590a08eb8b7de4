// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderLedger} from "../../../contracts/interfaces/ITenderLedger.sol";
import {Authorization, BidStatus, ParticipantId} from "../../../contracts/types/Types.sol";
import {Bidding} from "./Bidding.sol";

/// @dev Shares, openings, reveals and the line: what anybody may bring.
abstract contract Openings is Bidding {
    /// @dev A good share proves itself and needs no signature; while forging it is a false one that nobody signed.
    function _release(uint256 i, uint256 place) internal returns (bool accepted) {
        uint256 key = _tenders[i].key;
        bytes memory data = abi.encodeCall(
            _keys.releaseShare,
            (
                _keyIdOf(key),
                ParticipantId.wrap(FIRST_GUARDIAN + uint64(place)),
                _shareOf(key, _forging ? place + 1 : place),
                _jointKeyOf(key),
                Authorization("", "")
            )
        );
        (accepted, ) = _call(Verb.Release, i, address(_keys), data);
        if (accepted && _forging) revert Broken("I8 a false share was taken", _tenders[i].id);
        _watch(i, Verb.Release);
    }

    /// @dev Opens the sealed bids, or some of them, in one batch.
    function _openBids(uint256 i, bool all) internal {
        uint64[] memory bidders = _someOf(i, BidStatus.Sealed, all);
        ITenderLedger.SealOpening[] memory openings = new ITenderLedger.SealOpening[](bidders.length);
        for (uint256 k; k < bidders.length; ++k) {
            Draft storage draft = _drafts[i][bidders[k]];
            openings[k] = _openingOf(i, bidders[k], draft.seal, draft.r);
        }
        bytes memory data = abi.encodeCall(_ledger.openBids, (_tenders[i].id, openings));
        _open(Verb.OpenBids, i, data);
    }

    /// @dev The same in the fallback, by the bidders' notes.
    function _revealBids(uint256 i, bool all) internal {
        uint64[] memory bidders = _someOf(i, BidStatus.Sealed, all);
        ITenderLedger.Reveal[] memory reveals = new ITenderLedger.Reveal[](bidders.length);
        for (uint256 k; k < bidders.length; ++k) {
            Draft storage draft = _drafts[i][bidders[k]];
            reveals[k] = _revealOf(i, bidders[k], draft.seal, draft.r);
        }
        bytes memory data = abi.encodeCall(
            _ledger.revealBids,
            (_tenders[i].id, _jointKeyOf(_tenders[i].key), reveals)
        );
        _open(Verb.RevealBids, i, data);
    }

    function _open(Verb verb, uint256 i, bytes memory data) private {
        (bool accepted, bytes memory answer) = _call(verb, i, address(_ledger), data);
        if (!accepted) return;
        ITenderLedger.OpenResult[] memory results = abi.decode(answer, (ITenderLedger.OpenResult[]));
        for (uint256 k; k < results.length; ++k) {
            if (_forging && results[k] == ITenderLedger.OpenResult.Opened) {
                revert Broken("I8 a bid opened by a false point", _tenders[i].id);
            }
        }
        _watch(i, verb);
    }

    function _openReserve(uint256 i) internal {
        Ghost storage g = _tenders[i];
        ITenderLedger.SealOpening memory opening = _openingOf(i, _agencyOf(i), g.reserveSeal, g.reserveR);
        _reserve(Verb.OpenReserve, i, abi.encodeCall(_ledger.openReserve, (g.id, opening)));
    }

    function _revealReserve(uint256 i) internal {
        Ghost storage g = _tenders[i];
        ITenderLedger.Reveal memory reveal = _revealOf(i, _agencyOf(i), g.reserveSeal, g.reserveR);
        bytes memory data = abi.encodeCall(_ledger.revealReserve, (g.id, _jointKeyOf(g.key), reveal));
        _reserve(Verb.RevealReserve, i, data);
    }

    function _reserve(Verb verb, uint256 i, bytes memory data) private {
        (bool accepted, ) = _call(verb, i, address(_ledger), data);
        if (accepted && _forging) revert Broken("I8 a reserve price opened by a false point", _tenders[i].id);
        _watch(i, verb);
    }

    /// @dev Judges the valid bids, or some of them, each from the head of the line; while forging, behind somebody who need not stand
    /// there.
    function _rank(uint256 i, bool all) internal {
        uint64[] memory bidders = _someOf(i, BidStatus.Valid, all);
        ITenderLedger.Placement[] memory placements = new ITenderLedger.Placement[](bidders.length);
        for (uint256 k; k < bidders.length; ++k) {
            uint64 behind = _forging ? _bidderAt(_chance(BIDDERS)) : 0;
            placements[k] = ITenderLedger.Placement(
                ParticipantId.wrap(bidders[k]),
                ParticipantId.wrap(behind)
            );
        }
        _call(Verb.Rank, i, address(_ledger), abi.encodeCall(_ledger.rankBids, (_tenders[i].id, placements)));
        _watch(i, Verb.Rank);
    }

    /// @dev The bidders whose bids are so, in random order: all of them, or a part that is not empty if it can be.
    function _someOf(uint256 i, BidStatus status, bool all) internal returns (uint64[] memory some) {
        uint64[] memory found = new uint64[](BIDDERS);
        uint256 count;
        uint256 start = _chance(BIDDERS);
        for (uint256 k; k < BIDDERS; ++k) {
            uint64 bidder = _bidderAt((start + k) % BIDDERS);
            if (_statusOf(i, bidder) == status) found[count++] = bidder;
        }
        if (!all && count > 1) count = 1 + _chance(count);
        some = new uint64[](count);
        for (uint256 k; k < count; ++k) some[k] = found[k];
    }
}
