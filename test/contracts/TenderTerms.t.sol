// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LowestPrice} from "../../contracts/awards/LowestPrice.sol";
import {ReserveFloor} from "../../contracts/awards/ReserveFloor.sol";
import {IAwardRule} from "../../contracts/interfaces/IAwardRule.sol";
import {ITenderLedger} from "../../contracts/interfaces/ITenderLedger.sol";
import {TenderTermsHarness} from "../../contracts/mocks/TenderTermsHarness.sol";
import {
    AwardTerms,
    BidPolicy,
    ReserveKind,
    ReserveTerms,
    Schedule,
    Seal,
    Terms,
    TieRule
} from "../../contracts/types/Types.sol";
import {Curve} from "./support/Curve.sol";
import {Fuzz} from "./support/Fuzz.sol";

contract TenderTermsTest is Fuzz {
    TenderTermsHarness private _ledger;

    function setUp() public {
        IAwardRule[] memory rules = new IAwardRule[](2);
        rules[0] = new LowestPrice();
        rules[1] = new ReserveFloor();
        _ledger = new TenderTermsHarness(rules);
        VM.warp(1_000);
    }

    function testFuzz_TakesSoundTerms(uint256 k, uint8 kind) public view {
        (Terms memory terms, Seal memory seal) = _sound(k, kind);
        _ledger.check(terms, seal);
    }

    /// @dev 1 to 64 characters from space to tilde; zero bytes and everything beyond ASCII are not printable.
    function testFuzz_NamesTheNotice(
        uint256 k,
        uint8 kind,
        uint16 size,
        uint8 character,
        uint8 place
    ) public {
        (Terms memory terms, Seal memory seal) = _sound(k, kind);
        bytes memory notice = new bytes(bound(size, 0, 80));
        for (uint256 i; i < notice.length; ++i) notice[i] = "A";
        bool printable = notice.length == 0 || (character >= 0x20 && character < 0x7f);
        if (notice.length != 0) notice[place % notice.length] = bytes1(character);
        terms.notice = string(notice);
        if (notice.length == 0 || notice.length > 64 || !printable) _refuse("notice");
        _ledger.check(terms, seal);
    }

    function testFuzz_NamesTheDocument(uint256 k, uint8 kind) public {
        (Terms memory terms, Seal memory seal) = _sound(k, kind);
        terms.document = 0;
        _refuse("document");
        _ledger.check(terms, seal);
    }

    /// @dev Steps between the times, from one below the least that is allowed to one above.
    function testFuzz_NamesTheScheduleUnlessEachStepIsLongEnough(uint256 k, uint8[5] memory steps) public {
        (Terms memory terms, Seal memory seal) = _sound(k, 0);
        uint48 closingAt = 1_000 + (steps[0] % 3);
        uint48 openingAt = closingAt + (steps[1] % 3);
        uint48 fallbackAt = openingAt + 1 hours - 1 + (steps[2] % 3);
        uint48 fallbackEndAt = fallbackAt + 24 hours - 1 + (steps[3] % 3);
        uint48 biddingAt = closingAt - (steps[4] % 3);
        terms.schedule = Schedule(biddingAt, closingAt, openingAt, fallbackAt, fallbackEndAt);
        bool ahead = steps[0] % 3 != 0;
        bool rising = steps[4] % 3 != 0 && steps[1] % 3 != 0;
        if (!ahead || !rising || steps[2] % 3 == 0 || steps[3] % 3 == 0) _refuse("schedule");
        _ledger.check(terms, seal);
    }

    /// @dev Guardians keep their shares for 400 days and no longer.
    function testFuzz_NamesTheScheduleIfItEndsTooLate(uint256 k, uint48 end) public {
        (Terms memory terms, Seal memory seal) = _sound(k, 0);
        uint256 limit = 1_000 + 400 days;
        terms.schedule.fallbackEndAt = uint48(bound(end, limit - 2, limit + 2));
        if (terms.schedule.fallbackEndAt > limit) _refuse("schedule");
        _ledger.check(terms, seal);
    }

    /// @dev Times at the end of their type must be refused, not overflow.
    function test_NamesTheScheduleAtTheEndOfTime() public {
        (Terms memory terms, Seal memory seal) = _sound(2, 0);
        uint48 last = type(uint48).max;
        terms.schedule = Schedule(900, 1_001, last - 2, last - 1, last);
        _refuse("schedule");
        _ledger.check(terms, seal);
    }

    function testFuzz_NamesTheObjectionPeriod(uint256 k, uint8 kind, uint32 period) public {
        (Terms memory terms, Seal memory seal) = _sound(k, kind);
        terms.objectionPeriod = period;
        if (period < 24 hours || period > 365 days) _refuse("objectionPeriod");
        _ledger.check(terms, seal);
    }

    function testFuzz_NamesTheTimeAfterAnAmendment(uint256 k, uint8 kind, uint32 time) public {
        (Terms memory terms, Seal memory seal) = _sound(k, kind);
        terms.amendmentTime = time;
        if (time < 24 hours || time > 400 days) _refuse("amendmentTime");
        _ledger.check(terms, seal);
    }

    /// @dev At each border the answer changes between one second and the next.
    function test_BothPeriodsHaveTheirBorders() public {
        (Terms memory terms, Seal memory seal) = _sound(2, 0);
        uint32[2] memory most = [uint32(365 days), uint32(400 days)];
        for (uint256 i; i < 2; ++i) {
            uint32[4] memory periods = [uint32(24 hours) - 1, uint32(24 hours), most[i], most[i] + 1];
            for (uint256 j; j < 4; ++j) {
                (terms.objectionPeriod, terms.amendmentTime) = (24 hours, 24 hours);
                if (i == 0) terms.objectionPeriod = periods[j];
                else terms.amendmentTime = periods[j];
                if (j % 3 == 0) _refuse(i == 0 ? bytes32("objectionPeriod") : bytes32("amendmentTime"));
                _ledger.check(terms, seal);
            }
        }
    }

    /// @dev Scores can decide only where a scale gives scores.
    function testFuzz_NamesTheTieRuleWithoutAScale(uint256 k, uint8 scale, bool byScore) public {
        (Terms memory terms, Seal memory seal) = _sound(k, 1);
        terms.award = AwardTerms(1, 4_323_358_000, 0, 0, 87_745, 0, scale % 5);
        terms.tieRule = byScore ? TieRule.ReviewScore : TieRule.Seed;
        if (byScore && scale % 5 == 0) _refuse("tieRule");
        _ledger.check(terms, seal);
    }

    function testFuzz_NamesTheMinimumOfBids(uint256 k, uint8 kind, uint16 bids) public {
        (Terms memory terms, Seal memory seal) = _sound(k, kind);
        terms.minimumBids = bids;
        if (bids == 0 || bids > 10_000) _refuse("minimumBids");
        _ledger.check(terms, seal);
    }

    function testFuzz_NamesAnAwardRuleThatIsNotThere(uint256 k, uint8 kind, uint8 rule) public {
        (Terms memory terms, Seal memory seal) = _sound(k, kind);
        terms.award.rule = uint8(bound(rule, 2, 255));
        _refuse("award");
        _ledger.check(terms, seal);
    }

    function testFuzz_NamesABaseAmountThatIsTooLarge(uint256 k, uint8 kind, uint96 base) public {
        (Terms memory terms, Seal memory seal) = _sound(k, kind);
        terms.award.baseAmount = uint96(bound(base, type(uint96).max / 2 - 2, type(uint96).max));
        if (terms.award.baseAmount > type(uint96).max / 2) _refuse("award");
        _ledger.check(terms, seal);
    }

    function testFuzz_NamesReserveTermsOfAnotherKind(
        uint256 k,
        uint16 spread,
        uint8 above,
        bool single
    ) public {
        (Terms memory terms, Seal memory seal) = _sound(k, single ? 1 : 0);
        (terms.reserve.spread, terms.reserve.cellsAbove) = (spread, above);
        if (spread != 0 || above != 0) _refuse("reserve");
        _ledger.check(terms, seal);
    }

    function testFuzz_ASingleReserveNeedsASealAndNoOtherHasOne(uint256 k, uint8 kind) public {
        (Terms memory terms, Seal memory seal) = _sound(k, kind);
        bool single = terms.reserve.kind == ReserveKind.Single;
        Seal memory other;
        if (!single) (, other) = _sound(k, 1);
        VM.expectRevert(abi.encodeWithSelector(ITenderLedger.InvalidReserveSeal.selector));
        _ledger.check(terms, other);
        if (!single) return;

        seal.y = P - seal.y;
        _ledger.check(terms, seal);
        seal.y ^= 1;
        VM.expectRevert(abi.encodeWithSelector(ITenderLedger.InvalidReserveSeal.selector));
        _ledger.check(terms, seal);
    }

    // ---------------------------------------------------------------------------------------------------- helpers

    function _sound(uint256 k, uint8 kind) private pure returns (Terms memory terms, Seal memory seal) {
        terms.notice = "R25BK00000001";
        terms.document = bytes32(uint256(1));
        terms.schedule = Schedule(900, 1_001, 1_002, 1_002 + 1 hours, 1_002 + 25 hours);
        (terms.objectionPeriod, terms.amendmentTime) = (24 hours, 24 hours);
        terms.minimumBids = 2;
        terms.bidPolicy = BidPolicy.OneShot;
        terms.reserve.kind = ReserveKind(kind % 3);
        if (terms.reserve.kind == ReserveKind.Multiple)
            terms.reserve = ReserveTerms(ReserveKind.Multiple, 300, 7);
        terms.award = AwardTerms(0, 4_323_358_000, 0, 0, 0, 0, 0);
        if (terms.reserve.kind != ReserveKind.Single) return (terms, seal);
        (seal.x, seal.y) = Curve.multipleOfG(bound(k, 2, N - 2));
    }

    function _refuse(bytes32 field) private {
        VM.expectRevert(abi.encodeWithSelector(ITenderLedger.InvalidTerms.selector, field));
    }
}
