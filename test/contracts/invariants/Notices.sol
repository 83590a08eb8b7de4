// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AwardTerms,
    BidPolicy,
    KeyId,
    ParticipantId,
    Phase,
    ReserveKind,
    ReserveTerms,
    Retender,
    Schedule,
    Seal,
    TenderId,
    Terms,
    TieRule
} from "../../../contracts/types/Types.sol";
import {Sealing} from "./Sealing.sol";

/// @dev What agencies do before the opening.
abstract contract Notices is Sealing {
    uint96 private constant BASE = 100_000_000;
    uint256 private _usedKeys;

    // -------------------------------------------------------------------------------------------- announce, repeat

    /// @dev Announces a tender of a random kind. Nothing happens when no key is left.
    function _announce(ParticipantId agency) internal returns (bool) {
        return _announceWith(Verb.Announce, agency, _randomTerms());
    }

    /// @dev Repeats a tender, under its own terms where it has to be.
    function _repeat(uint256 i, ParticipantId agency) internal returns (bool) {
        Terms memory terms = _tenders[i].terms;
        if (terms.retender == Retender.Free) terms = _randomTerms();
        terms.predecessor = _tenders[i].id;
        terms.schedule = _randomSchedule();
        return _announceWith(Verb.Repeat, agency, terms);
    }

    function _announceWith(Verb verb, ParticipantId agency, Terms memory terms) private returns (bool) {
        if (_usedKeys == KEYS) return false;
        terms.notice = string(abi.encodePacked("NOTICE-", bytes1(uint8(0x41 + _tenders.length))));
        uint256 i = _tenders.length;
        Ghost storage g = _tenders.push();
        g.id = TenderId.wrap(keccak256(abi.encode(agency, keccak256(bytes(terms.notice)))));
        // One in eight names a key that serves somebody else.
        bool spare = _usedKeys == 0 || !_oneIn(8);
        (g.agency, g.key, g.terms) = (agency, spare ? _usedKeys : _chance(_usedKeys), terms);
        _setReserve(i, terms.reserve.kind);
        bytes32 statement = _digests.digest(
            _statements.announce(agency, terms, _keyIdOf(g.key), g.reserveSeal)
        );
        bytes memory data = abi.encodeCall(
            _ledger.announce,
            (agency, terms, _keyIdOf(g.key), g.reserveSeal, _sign(ParticipantId.unwrap(agency), statement))
        );
        (bool accepted, ) = _call(verb, i, address(_ledger), data);
        if (!accepted) {
            _tenders.pop();
            return false;
        }
        if (_forging) revert Broken("I8 a forged statement took effect", g.id);
        if (spare) ++_usedKeys;
        _extend(i, statement);
        (g.phase, g.schedule) = (_phaseOf(i), terms.schedule);
        return true;
    }

    function _setReserve(uint256 i, ReserveKind kind) private {
        if (kind != ReserveKind.Single) return;
        uint96 price = (BASE / 100) * uint96(97 + _chance(6));
        Draft memory draft = _reserveDraftOf(i, price);
        Ghost storage g = _tenders[i];
        (g.reserveR, g.reservePrice, g.reserveSeal) = (draft.r, price, draft.seal);
    }

    function _randomTerms() private returns (Terms memory terms) {
        bool floor = _oneIn(2);
        terms.document = bytes32(1 + _chance(1000));
        terms.schedule = _randomSchedule();
        (terms.objectionPeriod, terms.amendmentTime) = (1 days, 1 days);
        terms.minimumBids = uint16(1 + _chance(2));
        terms.bidPolicy = BidPolicy(_chance(2));
        terms.retender = Retender(_chance(2));
        terms.reserve.kind = ReserveKind(floor ? 1 + _chance(2) : _chance(3));
        if (terms.reserve.kind == ReserveKind.Multiple) {
            terms.reserve = ReserveTerms(ReserveKind.Multiple, 300, uint8(_oneIn(2) ? 0 : 7));
        }
        terms.award =
            floor
                ? AwardTerms(1, BASE, uint96(_chance(2) * 1_000_000), 0, 87_745, 0, uint8(_chance(5)))
                : AwardTerms(0, BASE, 0, 0, 0, 0, 0);
        if (terms.award.qualification != 0) terms.tieRule = TieRule(_chance(2));
    }

    function _randomSchedule() private returns (Schedule memory s) {
        s.biddingAt = uint48(block.timestamp + _chance(2) * 1 hours);
        s.closingAt = s.biddingAt + 2 days + uint48(_chance(3) * 1 hours);
        s.openingAt = s.closingAt + 1 hours;
        s.fallbackAt = s.openingAt + 1 hours + uint48(_chance(2) * 1 days);
        s.fallbackEndAt = s.fallbackAt + 1 days;
    }

    // ------------------------------------------------------------------------------------ amend, postpone and cancel

    function _amend(uint256 i) internal returns (bool) {
        Ghost storage g = _tenders[i];
        Terms memory terms = g.terms;
        terms.document = bytes32(1 + _chance(1000));
        uint256 earliest = block.timestamp + terms.amendmentTime;
        uint256 delay = earliest > terms.schedule.closingAt ? earliest - terms.schedule.closingAt : 0;
        terms.schedule = _later(terms.schedule, delay + _chance(2) * 600);
        (uint256 r, uint96 price, Seal memory seal) = (g.reserveR, g.reservePrice, g.reserveSeal);
        if (_oneIn(2)) _setReserve(i, terms.reserve.kind);
        uint32 act = _actOf(i);
        bytes32 statement = _digests.digest(_statements.amend(g.id, act, terms, g.reserveSeal));
        bytes memory data = abi.encodeCall(
            _ledger.amend,
            (g.id, act, terms, g.reserveSeal, _sign(_agencyOf(i), statement))
        );
        bool accepted = _send(Verb.Amend, i, data, statement, true);
        if (accepted) g.terms = terms;
        else (g.reserveR, g.reservePrice, g.reserveSeal) = (r, price, seal);
        return accepted;
    }

    function _postpone(uint256 i) internal returns (bool) {
        Ghost storage g = _tenders[i];
        Schedule memory schedule = _later(g.terms.schedule, 1 + _chance(2 days));
        // One in eight is in fact to earlier.
        if (_oneIn(8)) schedule.closingAt = g.terms.schedule.closingAt - 1;
        uint32 act = _actOf(i);
        bytes32 statement = _digests.digest(_statements.postpone(g.id, act, schedule, 1, "why"));
        bytes memory data = abi.encodeCall(
            _ledger.postpone,
            (g.id, act, schedule, 1, "why", _sign(_agencyOf(i), statement))
        );
        bool accepted = _send(Verb.Postpone, i, data, statement, true);
        if (accepted) g.terms.schedule = schedule;
        return accepted;
    }

    function _cancel(uint256 i) internal returns (bool) {
        Ghost storage g = _tenders[i];
        Phase phase = _phaseOf(i);
        uint32 act = _actOf(i);
        bytes32 statement = _digests.digest(_statements.cancel(g.id, act, phase, 1, "why"));
        bytes memory data = abi.encodeCall(
            _ledger.cancel,
            (g.id, act, phase, 1, "why", _sign(_agencyOf(i), statement))
        );
        return _send(Verb.Cancel, i, data, statement, true);
    }

    /// @dev What has not begun moves as a whole; a beginning that is past stays.
    function _later(Schedule memory s, uint256 delay) private view returns (Schedule memory) {
        uint48 by = uint48(delay);
        uint48 biddingAt = s.biddingAt <= block.timestamp ? s.biddingAt : s.biddingAt + by;
        return
            Schedule(biddingAt, s.closingAt + by, s.openingAt + by, s.fallbackAt + by, s.fallbackEndAt + by);
    }

    function _agencyOf(uint256 i) internal view returns (uint64) {
        return ParticipantId.unwrap(_tenders[i].agency);
    }

    /// @dev The number of the agency's next act, by the test's own count.
    function _actOf(uint256 i) internal view returns (uint32) {
        return _tenders[i].acts;
    }

    function _keyOfTender(uint256 i) internal view returns (KeyId) {
        return _keyIdOf(_tenders[i].key);
    }
}
