// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardTerms, ReserveKind, Verdict} from "../types/Types.sol";

/// @title An award rule: from the terms, the reserve price and one opened bid to a verdict and a sort key
/// @notice Pure: the same inputs give the same answer for ever, on the chain and in an auditor's hands.
interface IAwardRule {
    /// @notice Whether the rule can be applied to these terms: every amount it needs is there, every one it ignores is zero.
    function accepts(AwardTerms calldata terms, ReserveKind kind) external pure returns (bool);

    /// @notice The word of the rule on one valid bid.
    /// @param terms as announced
    /// @param reserve the reserve price in won; no bid above it can win
    /// @param price the bid in won, 1 to 2^96 - 1
    /// @return verdict whether the bid is acceptable, or why not
    /// @return sortKey the smallest acceptable key is first in line; ties are broken by the seed
    function judge(
        AwardTerms calldata terms,
        uint96 reserve,
        uint96 price
    ) external pure returns (Verdict verdict, uint96 sortKey);
}
