// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Point} from "../types/Types.sol";

/// @dev Checks multiples of secp256k1 points with the `ecrecover` precompile.
///
/// `ecrecover(e, v, r, s)` is the address of `(s·R - e·G) / r`, where `R` has the abscissa `r` and the parity `v`. With `e = 0`
/// and `s = k·r` it is the address of `k·R`; with `e = -r` it is the address of `k·R + G`. An address has only 160 bits, and who
/// chooses its own points could look for two that share one (2^80 work), so a point is always compared by both: 320 bits.
library Secp256k1 {
    uint256 internal constant P = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F;
    uint256 internal constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 internal constant GX = 0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798;
    uint256 internal constant GY = 0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8;

    function generator() internal pure returns (Point memory) {
        return Point(GX, GY);
    }

    function isScalar(uint256 k) internal pure returns (bool) {
        return k != 0 && k < N;
    }

    function isOnCurve(uint256 x, uint256 y) internal pure returns (bool) {
        if (x >= P || y >= P) return false;
        return mulmod(y, y, P) == addmod(mulmod(x, mulmod(x, x, P), P), 7, P);
    }

    /// @dev Whether a point can be the base of `isMultiple`: its abscissa is below `N` (all but 2^-128 of them are), and it is not ±G.
    function isBase(uint256 x, uint256 y) internal pure returns (bool) {
        return x < N && x != GX && isOnCurve(x, y);
    }

    /// @dev Whether `k·B = Q`. `B` is on the curve with `B.x < N`, `k` a scalar. `hint` is `1 / (Q.x - G.x) mod P`.
    /// False also for `Q = ±G`, which has no hint.
    function isMultiple(
        uint256 k,
        Point memory b,
        uint256 qx,
        uint256 qy,
        uint256 hint
    ) internal pure returns (bool) {
        if (!isOnCurve(qx, qy)) return false;
        if (mulmod(addmod(qx, P - GX, P), hint, P) != 1) return false;
        if (addressOf(qx, qy) != multipleAddress(k, b)) return false;
        (uint256 sx, uint256 sy) = _plusGenerator(qx, qy, hint);
        return addressOf(sx, sy) == _recover(N - b.x, k, b);
    }

    /// @dev The address of `k·B`.
    function multipleAddress(uint256 k, Point memory b) internal pure returns (address) {
        return _recover(0, k, b);
    }

    function addressOf(uint256 x, uint256 y) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(x, y)))));
    }

    /// @dev The hint for `isMultiple`, by the modexp precompile: for the few points for which nobody brings one.
    function hintFor(uint256 qx) internal view returns (uint256) {
        return Math.invModPrime(addmod(qx, P - GX, P), P);
    }

    /// @dev `Q + G` by one affine addition; `inverse = 1 / (Q.x - G.x)`.
    function _plusGenerator(
        uint256 qx,
        uint256 qy,
        uint256 inverse
    ) private pure returns (uint256 sx, uint256 sy) {
        uint256 slope = mulmod(addmod(qy, P - GY, P), inverse, P);
        sx = addmod(mulmod(slope, slope, P), P - addmod(qx, GX, P), P);
        sy = addmod(mulmod(slope, addmod(qx, P - sx, P), P), P - qy, P);
    }

    function _recover(uint256 e, uint256 k, Point memory b) private pure returns (address) {
        uint8 v = b.y & 1 == 0 ? 27 : 28;
        return ecrecover(bytes32(e), v, bytes32(b.x), bytes32(mulmod(k, b.x, N)));
    }
}
