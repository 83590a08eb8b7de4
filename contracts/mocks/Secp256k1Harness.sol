// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Secp256k1} from "../libraries/Secp256k1.sol";
import {Point} from "../types/Types.sol";

/// @dev Opens Secp256k1 to tests.
contract Secp256k1Harness {
    function isScalar(uint256 k) external pure returns (bool) {
        return Secp256k1.isScalar(k);
    }

    function isOnCurve(uint256 x, uint256 y) external pure returns (bool) {
        return Secp256k1.isOnCurve(x, y);
    }

    function isBase(uint256 x, uint256 y) external pure returns (bool) {
        return Secp256k1.isBase(x, y);
    }

    function isMultiple(
        uint256 k,
        Point calldata base,
        uint256 qx,
        uint256 qy,
        uint256 hint
    ) external pure returns (bool) {
        return Secp256k1.isMultiple(k, base, qx, qy, hint);
    }

    function multipleAddress(uint256 k, Point calldata base) external pure returns (address) {
        return Secp256k1.multipleAddress(k, base);
    }

    function addressOf(uint256 x, uint256 y) external pure returns (address) {
        return Secp256k1.addressOf(x, y);
    }

    function hintFor(uint256 x) external view returns (uint256) {
        return Secp256k1.hintFor(x);
    }
}
