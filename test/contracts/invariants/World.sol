// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TenderLedger} from "../../../contracts/TenderLedger.sol";
import {LowestPrice} from "../../../contracts/awards/LowestPrice.sol";
import {ReserveFloor} from "../../../contracts/awards/ReserveFloor.sol";
import {IAwardRule} from "../../../contracts/interfaces/IAwardRule.sol";
import {ITenderLedger} from "../../../contracts/interfaces/ITenderLedger.sol";
import {Roles} from "../../../contracts/libraries/Roles.sol";
import {TenderTermsHarness} from "../../../contracts/mocks/TenderTermsHarness.sol";
import {
    BidStatus,
    Invalidity,
    ParticipantId,
    Phase,
    Schedule,
    Seal,
    TenderId,
    Terms
} from "../../../contracts/types/Types.sol";
import {Digests} from "./Digests.sol";
import {Guardians} from "./Guardians.sol";

/// @dev The ledger under test, and what the test remembers of it by itself ("ghosts"): each call that was accepted is written down here
/// again, from what was sent and not from what the ledger says.
abstract contract World is Guardians {
    enum Verb {
        Announce,
        Repeat,
        Amend,
        Postpone,
        Cancel,
        Submit,
        Confirm,
        RequestWithdrawal,
        GrantWithdrawal,
        Release,
        OpenBids,
        OpenReserve,
        RevealBids,
        RevealReserve,
        Rank,
        Qualify,
        Disqualify,
        Award,
        Object,
        Uphold,
        Reject,
        Conclude,
        Forfeit,
        Time
    }

    /// @dev The last accepted bid of a bidder: what it sealed, and what the opening must find there.
    struct Draft {
        uint16 sequence;
        uint256 price;
        uint256 choices;
        uint256 r;
        Seal seal;
        Invalidity flaw;
    }

    /// @dev One tender as the test knows it. `phase`, `reserve`, `seed` and `schedule` are what was seen last.
    struct Ghost {
        TenderId id;
        ParticipantId agency;
        uint256 key;
        Terms terms;
        bytes32 record;
        uint32 acts;
        uint32 accepted;
        uint256 reserveR;
        uint96 reservePrice;
        Seal reserveSeal;
        Phase phase;
        uint96 reserve;
        uint256 seed;
        Schedule schedule;
    }

    struct Sent {
        address to;
        bytes data;
        uint256 tender;
    }

    uint64 internal constant FIRST_SUPPLIER = 20;
    uint256 internal constant SUPPLIERS = 4;
    uint256 internal constant BIDDERS = SUPPLIERS + 1;
    uint256 internal constant VERBS = 24;
    uint256 internal constant PHASES = 11;

    TenderLedger internal _ledger;
    Digests internal _digests;
    TenderTermsHarness internal _statements;
    Ghost[] internal _tenders;
    mapping(uint256 tender => mapping(uint64 bidder => Draft draft)) internal _drafts;
    mapping(uint256 tender => mapping(uint64 bidder => BidStatus status)) private _seen;
    Sent[] internal _sent;
    uint256[VERBS] private _accepted;
    uint256[VERBS] private _refused;
    uint256[PHASES] private _entered;

    error Broken(string invariant, TenderId tender);

    function _openLedger() internal {
        _openRegistry();
        _makeKeys();
        _register(AGENCY, Roles.AGENCY);
        _register(BIDDING_AGENCY, Roles.AGENCY | Roles.SUPPLIER);
        for (uint256 place; place < SUPPLIERS; ++place) _register(_bidderAt(place), Roles.SUPPLIER);
        IAwardRule[] memory rules = new IAwardRule[](2);
        (rules[0], rules[1]) = (new LowestPrice(), new ReserveFloor());
        _ledger = new TenderLedger(_registry, _keys, rules);
        _keys.bind(address(_ledger));
        _digests = new Digests("Bongin Tenders", address(_ledger));
        _statements = new TenderTermsHarness(rules);
    }

    function _bidderAt(uint256 place) internal pure returns (uint64) {
        return place < SUPPLIERS ? FIRST_SUPPLIER + uint64(place) : BIDDING_AGENCY;
    }

    // ----------------------------------------------------------------------------------------------------- sending

    /// @dev Sends one signed statement, and remembers it if it is accepted.
    function _send(
        Verb verb,
        uint256 i,
        bytes memory data,
        bytes32 statement,
        bool isAct
    ) internal returns (bool accepted) {
        (accepted, ) = _call(verb, i, address(_ledger), data);
        if (!accepted) return false;
        if (_forging) revert Broken("I8 a forged statement took effect", _tenders[i].id);
        _extend(i, statement);
        if (isAct) ++_tenders[i].acts;
        _watch(i, verb);
    }

    /// @dev Sends anything. Who calls it remembers what it did, and watches the tender.
    function _call(
        Verb verb,
        uint256 i,
        address to,
        bytes memory data
    ) internal returns (bool accepted, bytes memory result) {
        // solhint-disable-next-line avoid-low-level-calls
        (accepted, result) = to.call(data);
        ++(accepted ? _accepted : _refused)[uint256(verb)];
        if (accepted) _sent.push(Sent(to, data, i));
    }

    function _extend(uint256 i, bytes32 statement) internal {
        _tenders[i].record = keccak256(abi.encode(_tenders[i].record, statement));
    }

    function _warp(uint256 time) internal {
        if (time <= block.timestamp) return;
        VM.warp(time);
        ++_accepted[uint256(Verb.Time)];
        for (uint256 i; i < _tenders.length; ++i) _watch(i, Verb.Time);
    }

    // ---------------------------------------------------------------------------------------------------- watching

    /// @dev What may change by one call, and what for ever stays. `I` numbers are those of invariants.md.
    function _watch(uint256 i, Verb verb) internal {
        Ghost storage g = _tenders[i];
        ITenderLedger.Tender memory t = _ledger.tenderOf(g.id);
        _watchPhase(g, verb);
        for (uint256 place; place < BIDDERS; ++place) _watchBid(i, _bidderAt(place), verb);
        if (g.reserve != 0 && t.reserve != g.reserve) revert Broken("I14 the reserve price changed", g.id);
        if (g.seed != 0 && t.seed != g.seed) revert Broken("I14 the seed changed", g.id);
        (g.reserve, g.seed) = (t.reserve, t.seed);
        _watchTimes(g);
    }

    function _watchTimes(Ghost storage g) private {
        Schedule memory before = g.schedule;
        Schedule memory s = _ledger.termsOf(g.id).schedule;
        bool later =
            s.biddingAt >= before.biddingAt &&
                s.closingAt >= before.closingAt &&
                s.openingAt >= before.openingAt;
        later = later && s.fallbackAt >= before.fallbackAt && s.fallbackEndAt >= before.fallbackEndAt;
        if (!later) revert Broken("I19 a time moved to earlier", g.id);
        bool moved = s.closingAt != before.closingAt || s.biddingAt != before.biddingAt;
        if (moved && block.timestamp >= before.closingAt) revert Broken("I19 moved after the closing", g.id);
        if (moved) g.schedule = s;
    }

    function _watchPhase(Ghost storage g, Verb verb) private {
        Phase phase = _ledger.phaseOf(g.id);
        if (phase == g.phase) return;
        if (!_mayFollow(g.phase, phase, verb)) revert Broken("I6 a phase that may not follow", g.id);
        g.phase = phase;
        ++_entered[uint256(phase)];
    }

    function _mayFollow(Phase from, Phase to, Verb verb) private pure returns (bool) {
        if (from >= Phase.Concluded) return false;
        if (to == Phase.Concluded) return from == Phase.Standstill && verb == Verb.Conclude;
        if (to == Phase.Cancelled) return from <= Phase.Review && verb == Verb.Cancel;
        if (to == Phase.Failed) return from != Phase.Review;
        if (from == Phase.Standstill)
            return to == Phase.Review && (verb == Verb.Uphold || verb == Verb.Forfeit);
        if (from == Phase.Fallback && to == Phase.Opening) return verb == Verb.Release;
        return to > from;
    }

    function _watchBid(uint256 i, uint64 bidder, Verb verb) private {
        BidStatus status = _statusOf(i, bidder);
        BidStatus before = _seen[i][bidder];
        if (status == before) return;
        if (!_mayBecome(before, status, verb)) {
            revert Broken("I5 a bid's state that may not follow", _tenders[i].id);
        }
        _seen[i][bidder] = status;
    }

    function _mayBecome(BidStatus from, BidStatus to, Verb verb) private pure returns (bool) {
        if (to == BidStatus.Sealed) return from == BidStatus.None && verb == Verb.Submit;
        if (to == BidStatus.Withdrawn) return from == BidStatus.Sealed && verb == Verb.GrantWithdrawal;
        if (to == BidStatus.Valid || to == BidStatus.Invalid) {
            return from == BidStatus.Sealed && (verb == Verb.OpenBids || verb == Verb.RevealBids);
        }
        if (to == BidStatus.Rejected) return from == BidStatus.Valid && verb == Verb.Rank;
        if (to == BidStatus.Acceptable) {
            if (from == BidStatus.Valid) return verb == Verb.Rank;
            bool reviewed =
                from == BidStatus.Qualified || from == BidStatus.Disqualified || from == BidStatus.Forfeited;
            return reviewed && verb == Verb.Uphold;
        }
        if (to == BidStatus.Qualified) return from == BidStatus.Acceptable && verb == Verb.Qualify;
        if (to == BidStatus.Forfeited) return from == BidStatus.Qualified && verb == Verb.Forfeit;
        bool stood = from == BidStatus.Acceptable || from == BidStatus.Qualified;
        return to == BidStatus.Disqualified && stood && verb == Verb.Disqualify;
    }

    // ------------------------------------------------------------------------------------------------------ reading

    function _statusOf(uint256 i, uint64 bidder) internal view returns (BidStatus) {
        return _bidOf(i, bidder).status;
    }

    function _bidOf(uint256 i, uint64 bidder) internal view returns (ITenderLedger.BidRecord memory) {
        return _ledger.bidOf(_tenders[i].id, ParticipantId.wrap(bidder));
    }

    function _phaseOf(uint256 i) internal view returns (Phase) {
        return _ledger.phaseOf(_tenders[i].id);
    }

    /// @notice How often each verb was accepted and refused, and each phase entered, since the test began.
    function tallies()
        external
        view
        returns (
            uint256[VERBS] memory accepted,
            uint256[VERBS] memory refused,
            uint256[PHASES] memory entered
        )
    {
        return (_accepted, _refused, _entered);
    }
}
