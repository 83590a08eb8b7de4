// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReservePricesHarness} from "../../contracts/mocks/ReservePricesHarness.sol";
import {ReserveKind, ReserveTerms, TenderId} from "../../contracts/types/Types.sol";
import {Fuzz} from "./support/Fuzz.sol";

contract ReservePricesTest is Fuzz {
    uint256 private constant MAX_BASE = type(uint96).max / 2;

    ReservePricesHarness private _reserve = new ReservePricesHarness();

    // ----------------------------------------------------------------------------------------------------- prices

    function testFuzz_OnePriceInEachCellOnTheGrid(
        uint256 seed,
        TenderId tender,
        uint256 base,
        uint256 spread,
        uint8 above
    ) public view {
        (ReserveTerms memory terms, uint96 amount) = _drawable(base, spread, above);
        uint256[15] memory prices = _sorted(_reserve.pricesOf(seed, tender, amount, terms));
        for (uint256 cell; cell < 15; ++cell) {
            equal(prices[cell] % 100, 0);
            yes(_isAtLeast(prices[cell], amount, terms, cell), "not below its cell");
            bool below = !_isAtLeast(prices[cell], amount, terms, cell + 1);
            bool onTheEnd = cell == 14 && !_isAtLeast(prices[cell] - 1, amount, terms, 15);
            yes(below || onTheEnd, "not above its cell");
        }
    }

    function testFuzz_TheShuffleLosesNoPrice(
        uint256 seed,
        TenderId tender,
        uint256 base,
        uint8 above
    ) public view {
        (ReserveTerms memory terms, uint96 amount) = _drawable(base, 300, above);
        uint256[15] memory prices = _sorted(_reserve.pricesOf(seed, tender, amount, terms));
        for (uint256 i = 1; i < 15; ++i) yes(prices[i - 1] < prices[i], "fifteen different prices");
    }

    function testFuzz_PricesDependOnSeedAndTender(
        uint256 seed,
        uint256 otherSeed,
        TenderId tender,
        TenderId other
    ) public view {
        VM.assume(seed != otherSeed && TenderId.unwrap(tender) != TenderId.unwrap(other));
        (ReserveTerms memory terms, uint96 amount) = _drawable(1e12, 300, 7);
        bytes32 prices = keccak256(abi.encode(_reserve.pricesOf(seed, tender, amount, terms)));
        no(
            prices == keccak256(abi.encode(_reserve.pricesOf(otherSeed, tender, amount, terms))),
            "another seed"
        );
        no(prices == keccak256(abi.encode(_reserve.pricesOf(seed, other, amount, terms))), "another tender");
    }

    // -------------------------------------------------------------------------------------------------- drawable

    /// @dev Exactly the terms whose narrowest cell is at least 200 won wide, by division instead of multiplication.
    function testFuzz_DrawableIfTheNarrowestCellHasTwoSteps(
        uint96 base,
        uint16 spread,
        uint8 above
    ) public view {
        base = uint96(bound(base, 0, MAX_BASE));
        if (spread % 2 == 0) base %= 1e7;
        spread %= 1_200;
        above %= 18;
        bool known = spread != 0 && spread <= 1_000 && above < 15;
        uint256 half = uint256(base) * spread;
        uint256 most = above < 8 ? 15 - above : above;
        uint256 width = above == 0 ? (half * 2) / 15 : half / most;
        ReserveTerms memory terms = ReserveTerms(ReserveKind.Multiple, spread, above);
        yes(_reserve.areDrawable(terms, base) == (known && width / 10_000 >= 200), "two steps in each cell");
    }

    // ------------------------------------------------------------------------------------------------------- draw

    function testFuzz_DrawsTheMostPickedTheLowerFirst(uint16[15] memory picked) public view {
        uint256 counts;
        for (uint256 i; i < 15; ++i) counts |= uint256(picked[i]) << (16 * i);
        _expectDraw(counts, picked);
    }

    /// @dev Few different counts: nearly every draw is decided by the number.
    function testFuzz_ATieGoesToTheLowerNumber(uint256 seed) public view {
        uint16[15] memory picked;
        uint256 counts;
        for (uint256 i; i < 15; ++i) {
            picked[i] = uint16((seed >> (2 * i)) % 3);
            counts |= uint256(picked[i]) << (16 * i);
        }
        _expectDraw(counts, picked);
    }

    function test_NobodyPickedMeansTheFirstFour() public view {
        uint256[4] memory numbers = _reserve.draw(0);
        for (uint256 i; i < 4; ++i) equal(numbers[i], i + 1);
    }

    function testFuzz_CountsEachPickOnce(uint256 seed, uint8 bids) public view {
        uint16[] memory choices = new uint16[](bids);
        uint256[15] memory expected;
        for (uint256 i; i < bids; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            uint256 first = random % 15;
            uint256 second = (first + 1 + ((random >> 128) % 14)) % 15;
            choices[i] = uint16((first + 1) | ((second + 1) << 8));
            ++expected[first];
            ++expected[second];
        }
        uint256 counts = _reserve.tally(choices);
        for (uint256 i; i < 15; ++i) equal(uint16(counts >> (16 * i)), expected[i]);
        equal(counts >> 240, 0);
    }

    /// @dev The largest tender in which everybody picks the same two numbers: no count runs over into its neighbour.
    function test_TenThousandEqualPicksDoNotOverflow() public view {
        uint16[] memory choices = new uint16[](10_000);
        for (uint256 i; i < choices.length; ++i) choices[i] = 15 | (14 << 8);
        equal(_reserve.tally(choices), (uint256(10_000) << (16 * 14)) | (uint256(10_000) << (16 * 13)));
    }

    // ---------------------------------------------------------------------------------------------------- reserve

    function testFuzz_ReserveIsTheExactMeanOfTheDrawn(
        uint256 seed,
        TenderId tender,
        uint256 base,
        uint16 spread,
        uint8 above,
        uint256 counts
    ) public view {
        (ReserveTerms memory terms, uint96 amount) = _drawable(base, spread, above);
        uint256[15] memory prices = _reserve.pricesOf(seed, tender, amount, terms);
        uint256[4] memory numbers = _reserve.draw(counts);
        uint256 sum;
        for (uint256 i; i < 4; ++i) sum += prices[numbers[i] - 1];
        uint256 reserve = _reserve.reserveOf(seed, tender, amount, terms, counts);
        equal(reserve * 4, sum);
        yes(reserve * 10_000 >= uint256(amount) * (10_000 - terms.spread), "not below the spread");
        yes(reserve * 10_000 <= uint256(amount) * (10_000 + terms.spread), "not above the spread");
    }

    // ---------------------------------------------------------------------------------------------------- helpers

    function _drawable(
        uint256 base,
        uint256 spread,
        uint8 above
    ) private view returns (ReserveTerms memory terms, uint96 amount) {
        terms = ReserveTerms(ReserveKind.Multiple, uint16(bound(spread, 1, 1_000)), above % 15);
        uint256 least = (200 * 10_000 * uint256(15)) / terms.spread + 1;
        // Half of the cases lie at the lower end, where the cells are few steps wide.
        amount = uint96(base % 2 == 0 ? bound(base, least, MAX_BASE) : bound(base, least, 64 * least));
        yes(_reserve.areDrawable(terms, amount), "drawable");
    }

    /// @dev Whether `price` is not below the lower bound of `cell`, by cross-multiplication.
    function _isAtLeast(
        uint256 price,
        uint96 base,
        ReserveTerms memory terms,
        uint256 cell
    ) private pure returns (bool) {
        int256 spread = int256(uint256(terms.spread));
        (int256 place, int256 width) = (2 * int256(cell) - 15, 15);
        if (terms.cellsAbove != 0) {
            place = int256(cell) - int256(15 - uint256(terms.cellsAbove));
            width = place > 0 ? int256(uint256(terms.cellsAbove)) : int256(15 - uint256(terms.cellsAbove));
        }
        return int256(price) * 10_000 * width >= int256(uint256(base)) * (10_000 * width + spread * place);
    }

    function _expectDraw(uint256 counts, uint16[15] memory picked) private view {
        uint256[4] memory numbers = _reserve.draw(counts);
        for (uint256 i; i < 4; ++i) {
            uint256 before;
            uint256 mine = numbers[i] - 1;
            for (uint256 j; j < 15; ++j) {
                if (picked[j] > picked[mine] || (picked[j] == picked[mine] && j < mine)) ++before;
            }
            equal(before, i);
        }
    }

    function _sorted(uint256[15] memory values) private pure returns (uint256[15] memory) {
        for (uint256 i = 1; i < 15; ++i) {
            for (uint256 j = i; j > 0 && values[j - 1] > values[j]; --j) {
                (values[j - 1], values[j]) = (values[j], values[j - 1]);
            }
        }
        return values;
    }
}
