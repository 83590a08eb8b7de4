// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAwardRule} from "../interfaces/IAwardRule.sol";
import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {TenderLedger} from "../TenderLedger.sol";
import {TenderId} from "../types/Types.sol";

/// @dev The ledger with levers for facts that no verb makes yet (cancellation, amendment) and for a full tender: what follows from
/// these facts is in the ledger already, and is tested here.
contract LedgerLevers is TenderLedger {
    constructor(
        IParticipantRegistry registry_,
        IOpeningKeys keys_,
        IAwardRule[] memory rules
    ) TenderLedger(registry_, keys_, rules) {}

    function cancel(TenderId tender) external {
        _known(tender).cancelledAt = uint48(block.timestamp);
    }

    function amend(TenderId tender) external {
        ++_known(tender).termsVersion;
    }

    function setBids(TenderId tender, uint32 bids) external {
        _known(tender).bids = bids;
    }
}
