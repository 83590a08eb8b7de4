// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev secp256k1 by the textbook, slow and without `ecrecover`: an independent witness for the library under test.
library Curve {
    uint256 internal constant P = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F;
    uint256 internal constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 internal constant GX = 0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798;
    uint256 internal constant GY = 0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8;

    /// @dev (X / Z², Y / Z³); infinity has Z = 0.
    struct Jacobian {
        uint256 x;
        uint256 y;
        uint256 z;
    }

    /// @dev `k·G` for a scalar `k` other than zero.
    function multipleOfG(uint256 k) internal pure returns (uint256, uint256) {
        return multiple(k, GX, GY);
    }

    /// @dev `k·(x, y)` by double and add; `k` is not a multiple of `N`.
    function multiple(uint256 k, uint256 x, uint256 y) internal pure returns (uint256, uint256) {
        Jacobian memory sum;
        for (uint256 bit = 1 << 255; bit != 0; bit >>= 1) {
            sum = _double(sum);
            if (k & bit != 0) sum = _plus(sum, x, y);
        }
        return _affine(sum);
    }

    /// @dev `(ax, ay) + (bx, by)` for two points with different abscissas.
    function add(uint256 ax, uint256 ay, uint256 bx, uint256 by) internal pure returns (uint256, uint256) {
        return _affine(_plus(Jacobian(ax, ay, 1), bx, by));
    }

    /// @dev `1 / value mod P` by Fermat.
    function inverse(uint256 value) internal pure returns (uint256 result) {
        result = 1;
        for (uint256 exponent = P - 2; exponent != 0; exponent >>= 1) {
            if (exponent & 1 != 0) result = mulmod(result, value, P);
            value = mulmod(value, value, P);
        }
    }

    function _double(Jacobian memory a) private pure returns (Jacobian memory r) {
        if (a.z == 0) return a;
        uint256 yy = mulmod(a.y, a.y, P);
        uint256 s = mulmod(4, mulmod(a.x, yy, P), P);
        uint256 m = mulmod(3, mulmod(a.x, a.x, P), P);
        r.x = addmod(mulmod(m, m, P), P - addmod(s, s, P), P);
        r.y = addmod(mulmod(m, addmod(s, P - r.x, P), P), P - mulmod(8, mulmod(yy, yy, P), P), P);
        r.z = mulmod(2, mulmod(a.y, a.z, P), P);
    }

    /// @dev Adds an affine point to another one, not to itself or its negative.
    function _plus(Jacobian memory a, uint256 x, uint256 y) private pure returns (Jacobian memory r) {
        if (a.z == 0) return Jacobian(x, y, 1);
        uint256 zz = mulmod(a.z, a.z, P);
        uint256 h = addmod(mulmod(x, zz, P), P - a.x, P);
        uint256 slope = addmod(mulmod(y, mulmod(zz, a.z, P), P), P - a.y, P);
        uint256 hh = mulmod(h, h, P);
        uint256 hhh = mulmod(h, hh, P);
        uint256 v = mulmod(a.x, hh, P);
        r.x = addmod(addmod(mulmod(slope, slope, P), P - hhh, P), P - addmod(v, v, P), P);
        r.y = addmod(mulmod(slope, addmod(v, P - r.x, P), P), P - mulmod(a.y, hhh, P), P);
        r.z = mulmod(a.z, h, P);
    }

    function _affine(Jacobian memory a) private pure returns (uint256 x, uint256 y) {
        uint256 inverseZ = inverse(a.z);
        uint256 square = mulmod(inverseZ, inverseZ, P);
        return (mulmod(a.x, square, P), mulmod(a.y, mulmod(square, inverseZ, P), P));
    }
}
