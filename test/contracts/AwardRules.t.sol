// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LowestPrice} from "../../contracts/awards/LowestPrice.sol";
import {ReserveFloor} from "../../contracts/awards/ReserveFloor.sol";
import {IAwardRule} from "../../contracts/interfaces/IAwardRule.sol";
import {AwardTerms, ReserveKind, Verdict} from "../../contracts/types/Types.sol";
import {Fuzz} from "./support/Fuzz.sol";

contract AwardRulesTest is Fuzz {
    uint96 private constant MAX_BASE = type(uint96).max / 2;

    IAwardRule private _lowest = new LowestPrice();
    IAwardRule private _floor = new ReserveFloor();

    // ----------------------------------------------------------------------------------------------- lowest price

    function testFuzz_LowestPriceTakesWhatIsNotAboveTheReserve(
        uint96 base,
        uint96 reserve,
        uint96 price
    ) public view {
        AwardTerms memory terms = AwardTerms(0, base, 0, 0, 0, 0, 0);
        _expect(_lowest, terms, reserve, price, price > reserve ? Verdict.AboveReserve : Verdict.Acceptable);
        _expect(_lowest, terms, reserve, reserve, Verdict.Acceptable);
    }

    function testFuzz_LowestPriceAcceptsOnlyTermsThatItUses(AwardTerms memory terms, uint8 kind) public view {
        bool unused =
            terms.aValue == 0 &&
                terms.netCostBase == 0 &&
                terms.floorRate == 0 &&
                terms.netCostRate == 0 &&
                terms.qualification == 0;
        yes(_lowest.accepts(terms, _kind(kind)) == (unused && terms.baseAmount != 0), "nothing is ignored");
        terms = AwardTerms(0, terms.baseAmount, 0, 0, 0, 0, 0);
        yes(_lowest.accepts(terms, _kind(kind)) == (terms.baseAmount != 0), "a base amount is needed");
    }

    // ---------------------------------------------------------------------------------------------- reserve floor

    function testFuzz_ReserveFloorAsByTheLongFormula(
        AwardTerms memory raw,
        uint96 reserve,
        uint96 price
    ) public view {
        AwardTerms memory terms = _applicable(raw);
        (Verdict verdict, uint96 key) = _floor.judge(terms, reserve, price);
        equal(uint256(verdict), uint256(_expected(terms, reserve, price)));
        equal(key, price);
    }

    /// @dev At each border the verdict changes between the last won and the next.
    function testFuzz_ReserveFloorChangesExactlyAtItsBorders(
        AwardTerms memory raw,
        uint96 reserve
    ) public view {
        AwardTerms memory terms = _applicable(raw);
        uint256[3] memory borders = [_floorOf(terms, reserve), _netCostFloorOf(terms, reserve), reserve];
        for (uint256 i; i < 3; ++i) {
            for (uint256 step; step < 3; ++step) {
                uint256 price = borders[i] + step;
                if (price < 2 || price > type(uint96).max) continue;
                _expect(_floor, terms, reserve, uint96(price - 1), _expected(terms, reserve, price - 1));
            }
        }
    }

    /// @dev From low to high: below the floor, below the net-cost floor, acceptable, above the reserve; never back.
    function testFuzz_ReserveFloorRegionsComeInOrder(
        AwardTerms memory raw,
        uint96 reserve,
        uint96 a,
        uint96 b
    ) public view {
        AwardTerms memory terms = _applicable(raw);
        (uint96 low, uint96 high) = a < b ? (a, b) : (b, a);
        yes(_regionOf(terms, reserve, low) <= _regionOf(terms, reserve, high), "regions in order");
    }

    /// @dev A dearer reserve never lowers the floor.
    function testFuzz_ReserveFloorRisesWithTheReserve(
        AwardTerms memory raw,
        uint96 a,
        uint96 b,
        uint96 price
    ) public view {
        AwardTerms memory terms = _applicable(raw);
        (uint96 low, uint96 high) = a < b ? (a, b) : (b, a);
        VM.assume(price <= low);
        (Verdict atLow, ) = _floor.judge(terms, low, price);
        (Verdict atHigh, ) = _floor.judge(terms, high, price);
        if (atLow == Verdict.BelowFloor) equal(uint256(atHigh), uint256(Verdict.BelowFloor));
        if (atHigh == Verdict.Acceptable) equal(uint256(atLow), uint256(Verdict.Acceptable));
    }

    function testFuzz_ReserveFloorNeverOverflows(
        uint32 floorRate,
        uint32 netCostRate,
        uint96 price
    ) public view {
        uint32 rate = uint32(bound(floorRate, 1, 100_000));
        uint32 netRate = uint32(bound(netCostRate, 1, 100_000));
        AwardTerms memory terms = AwardTerms(1, MAX_BASE, MAX_BASE - 1, MAX_BASE, rate, netRate, 4);
        yes(_floor.accepts(terms, ReserveKind.Multiple), "terms at the limits");
        _floor.judge(terms, type(uint96).max, price);
        terms = AwardTerms(1, 1, 0, 1, rate, netRate, 0);
        yes(_floor.accepts(terms, ReserveKind.Multiple), "terms at the lower limits");
        _floor.judge(terms, type(uint96).max, price);
    }

    function testFuzz_ReserveFloorAcceptsOnlySoundTerms(
        AwardTerms memory terms,
        uint8 kind,
        bool sound
    ) public view {
        // Five and six are no scales.
        if (sound) (terms, terms.qualification) = (_applicable(terms), terms.qualification % 7);
        bool rates = terms.floorRate > 0 && terms.floorRate <= 100_000 && terms.netCostRate <= 100_000;
        bool together =
            (terms.netCostRate == 0 && terms.netCostBase == 0) ||
                (terms.netCostRate != 0 && terms.netCostBase != 0);
        bool amounts = terms.aValue < terms.baseAmount && terms.netCostBase <= terms.baseAmount;
        bool scale = terms.qualification < 5;
        bool expected = _kind(kind) != ReserveKind.None && rates && together && amounts && scale;
        yes(_floor.accepts(terms, _kind(kind)) == expected, "exactly the sound terms");
    }

    // ---------------------------------------------------------------------------------------------------- helpers

    function _applicable(AwardTerms memory raw) private pure returns (AwardTerms memory terms) {
        terms.rule = 1;
        terms.baseAmount = uint96(bound(raw.baseAmount, 1, MAX_BASE));
        terms.aValue = uint96(bound(raw.aValue, 0, terms.baseAmount - 1));
        terms.floorRate = uint32(bound(raw.floorRate, 1, 100_000));
        if (raw.rule % 2 == 0) return terms;
        terms.netCostBase = uint96(bound(raw.netCostBase, 1, terms.baseAmount));
        terms.netCostRate = uint32(bound(raw.netCostRate, 1, 100_000));
    }

    /// @dev ((reserve - A) × rate + A × 100,000) / 100,000 rounded up; A where nothing competes.
    function _floorOf(AwardTerms memory terms, uint256 reserve) private pure returns (uint256) {
        if (reserve <= terms.aValue) return terms.aValue;
        uint256 scaled = (reserve - terms.aValue) * terms.floorRate + uint256(terms.aValue) * 100_000;
        return scaled / 100_000 + (scaled % 100_000 == 0 ? 0 : 1);
    }

    function _netCostFloorOf(AwardTerms memory terms, uint256 reserve) private pure returns (uint256) {
        uint256 product = uint256(terms.netCostBase) * reserve;
        uint256 adjusted = product / terms.baseAmount + (product % terms.baseAmount == 0 ? 0 : 1);
        uint256 scaled = adjusted * terms.netCostRate;
        return scaled / 100_000 + (scaled % 100_000 == 0 ? 0 : 1);
    }

    function _expected(
        AwardTerms memory terms,
        uint256 reserve,
        uint256 price
    ) private pure returns (Verdict) {
        if (price > reserve) return Verdict.AboveReserve;
        if (price < _floorOf(terms, reserve)) return Verdict.BelowFloor;
        if (price < _netCostFloorOf(terms, reserve)) return Verdict.BelowNetCostFloor;
        return Verdict.Acceptable;
    }

    function _regionOf(AwardTerms memory terms, uint96 reserve, uint96 price) private view returns (uint256) {
        (Verdict verdict, ) = _floor.judge(terms, reserve, price);
        if (verdict == Verdict.BelowFloor) return 0;
        if (verdict == Verdict.BelowNetCostFloor) return 1;
        return verdict == Verdict.Acceptable ? 2 : 3;
    }

    function _expect(
        IAwardRule rule,
        AwardTerms memory terms,
        uint96 reserve,
        uint96 price,
        Verdict expected
    ) private pure {
        (Verdict verdict, uint96 key) = rule.judge(terms, reserve, price);
        equal(uint256(verdict), uint256(expected));
        equal(key, price);
    }

    function _kind(uint8 kind) private pure returns (ReserveKind) {
        return ReserveKind(kind % 3);
    }
}
