// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {ITenderPhases} from "../interfaces/ITenderPhases.sol";
import {KeyId, Phase, TenderId} from "../types/Types.sol";

/// @dev A ledger on which every tender is being opened, so that tests of OpeningKeys can open key after key.
contract OpenPhases is ITenderPhases {
    function assign(IOpeningKeys keys, KeyId key, TenderId tender) external {
        keys.assign(key, tender);
    }

    /// @inheritdoc ITenderPhases
    function phaseOf(TenderId) external pure returns (Phase) {
        return Phase.Opening;
    }
}
