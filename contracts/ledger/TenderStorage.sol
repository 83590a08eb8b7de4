// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TenderState} from "../libraries/TenderStates.sol";
import {TenderId} from "../types/Types.sol";

/// @dev Where the ledger keeps its tenders. Whoever inherits from several names this contract first: so the mapping stays in slot 0,
/// where auditors prove it, whatever else is stored.
abstract contract TenderStorage {
    mapping(TenderId tender => TenderState state) internal _tenders;
}
