// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Phase, TenderId} from "../types/Types.sol";

/// @title What OpeningKeys needs to know of the ledger
/// @notice Where a tender stands decides when its key may be opened.
interface ITenderPhases {
    /// @notice Where a tender stands by the chain's clock; reverts if it is unknown. Time alone ends Scheduled, Bidding and
    /// Closed, and Standstill where nobody won; time or a key that comes late ends Fallback; an act or a fact ends the others.
    function phaseOf(TenderId tender) external view returns (Phase);
}
