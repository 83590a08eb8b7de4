// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @dev A hostile contract signer: it burns all gas that it is given, to take a batch down with it.
contract GasBurner is IERC1271 {
    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        uint256 turns;
        while (true) ++turns;
        return IERC1271.isValidSignature.selector;
    }
}
