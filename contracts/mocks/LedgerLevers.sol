// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAwardRule} from "../interfaces/IAwardRule.sol";
import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {TenderLedger} from "../TenderLedger.sol";
import {TenderId} from "../types/Types.sol";

/// @dev The ledger with a lever for a full tender, which no test can fill by bids alone.
contract LedgerLevers is TenderLedger {
    constructor(
        IParticipantRegistry registry_,
        IOpeningKeys keys_,
        IAwardRule[] memory rules
    ) TenderLedger(registry_, keys_, rules) {}

    function setBids(TenderId tender, uint32 bids) external {
        _known(tender).bids = bids;
    }
}
