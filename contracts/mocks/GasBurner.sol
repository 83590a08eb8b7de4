// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @dev A hostile verifier: it burns all gas that it is given, to take a batch down with it.
contract GasBurner is IERC7913SignatureVerifier {
    /// @inheritdoc IERC7913SignatureVerifier
    function verify(bytes calldata, bytes32, bytes calldata) external pure returns (bytes4) {
        uint256 turns;
        while (true) ++turns;
        return IERC7913SignatureVerifier.verify.selector;
    }
}
