// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReserveTerms, TenderId} from "../types/Types.sol";

/// @dev The multiple reserve price (복수예가): fifteen prices on a 100-won grid, one in each of fifteen cells around the base amount,
/// shuffled over the numbers 1 to 15; the reserve is the exact mean of the four most picked (domain.md). The prices follow from the
/// opening key's secret alone, so before the opening they exist nowhere.
library ReservePrices {
    uint256 internal constant PRICES = 15;
    uint256 internal constant DRAWN = 4;

    uint256 private constant GRID = 100;
    uint256 private constant WHOLE = 10_000;
    uint256 private constant MAX_SPREAD = 1_000;

    /// @dev Whether the fifteen cells exist: the spread is at most 10 %, and each cell is at least two grid steps wide.
    function areDrawable(ReserveTerms calldata terms, uint96 base) internal pure returns (bool) {
        if (terms.spread == 0 || terms.spread > MAX_SPREAD || terms.cellsAbove >= PRICES) return false;
        (uint256 above, uint256 below) = _halves(terms.cellsAbove);
        uint256 most = above > below ? above : below;
        return uint256(base) * terms.spread * _scale(terms.cellsAbove) >= 2 * GRID * WHOLE * most;
    }

    /// @dev The reserve price from the seed and how often each number was picked (16 bits each, number 1 lowest).
    function reserveOf(
        uint256 seed,
        TenderId tender,
        uint96 base,
        ReserveTerms memory terms,
        uint256 counts
    ) internal pure returns (uint96) {
        uint256[PRICES] memory prices = pricesOf(seed, tender, base, terms);
        uint256[DRAWN] memory numbers = draw(counts);
        uint256 sum;
        for (uint256 i; i < DRAWN; ++i) sum += prices[numbers[i] - 1];
        return uint96(sum / DRAWN);
    }

    /// @dev The fifteen prices in the order of their numbers.
    function pricesOf(
        uint256 seed,
        TenderId tender,
        uint96 base,
        ReserveTerms memory terms
    ) internal pure returns (uint256[PRICES] memory prices) {
        bytes32 reserveSeed = keccak256(abi.encode("reserve", seed, tender));
        for (uint256 cell; cell < PRICES; ++cell) {
            uint256 first = _ceilToGrid(base, terms, cell);
            uint256 count = (_cellEnd(base, terms, cell) - first) / GRID;
            prices[cell] = first + GRID * (_random(reserveSeed, cell) % count);
        }
        for (uint256 i = PRICES - 1; i != 0; --i) {
            uint256 j = _random(reserveSeed, PRICES + i) % (i + 1);
            (prices[i], prices[j]) = (prices[j], prices[i]);
        }
    }

    /// @dev The four most picked numbers, most picked first; at a tie the lower number, which also fills up when fewer were picked.
    function draw(uint256 counts) internal pure returns (uint256[DRAWN] memory numbers) {
        uint256 taken;
        for (uint256 i; i < DRAWN; ++i) {
            uint256 best;
            for (uint256 number = 1; number <= PRICES; ++number) {
                if ((taken >> number) & 1 != 0) continue;
                if (best == 0 || _countOf(counts, number) > _countOf(counts, best)) best = number;
            }
            numbers[i] = best;
            taken |= 1 << best;
        }
    }

    /// @dev Adds the two picks of one bid.
    function tally(uint256 counts, uint16 choices) internal pure returns (uint256) {
        return counts + (1 << (16 * ((choices & 0xff) - 1))) + (1 << (16 * ((choices >> 8) - 1)));
    }

    function _countOf(uint256 counts, uint256 number) private pure returns (uint256) {
        return uint16(counts >> (16 * (number - 1)));
    }

    /// @dev One grid step behind the last price of a cell. The last cell includes its upper bound.
    function _cellEnd(uint96 base, ReserveTerms memory terms, uint256 cell) private pure returns (uint256) {
        if (cell < PRICES - 1) return _ceilToGrid(base, terms, cell + 1);
        (uint256 numerator, uint256 denominator) = _bound(base, terms, PRICES);
        return (numerator / (denominator * GRID)) * GRID + GRID;
    }

    function _ceilToGrid(
        uint96 base,
        ReserveTerms memory terms,
        uint256 cell
    ) private pure returns (uint256) {
        (uint256 numerator, uint256 denominator) = _bound(base, terms, cell);
        uint256 step = denominator * GRID;
        return ((numerator + step - 1) / step) * GRID;
    }

    /// @dev The lower bound of a cell as an exact fraction: evenly spread below the base amount, and above it.
    function _bound(
        uint96 base,
        ReserveTerms memory terms,
        uint256 cell
    ) private pure returns (uint256 numerator, uint256 denominator) {
        uint256 scale = _scale(terms.cellsAbove);
        (uint256 above, uint256 below) = _halves(terms.cellsAbove);
        if (scale * cell <= below) {
            denominator = WHOLE * below;
            numerator = uint256(base) * (denominator - terms.spread * below + terms.spread * scale * cell);
        } else {
            denominator = WHOLE * above;
            numerator = uint256(base) * (denominator + terms.spread * (scale * cell - below));
        }
    }

    /// @dev Cells above and below the base amount, in units of `_scale`. Fifteen equal cells are 7.5 on each side: 15 halves.
    function _halves(uint8 cellsAbove) private pure returns (uint256 above, uint256 below) {
        return cellsAbove == 0 ? (PRICES, PRICES) : (cellsAbove, PRICES - cellsAbove);
    }

    function _scale(uint8 cellsAbove) private pure returns (uint256) {
        return cellsAbove == 0 ? 2 : 1;
    }

    function _random(bytes32 seed, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }
}
