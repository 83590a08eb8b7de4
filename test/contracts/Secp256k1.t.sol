// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Secp256k1} from "../../contracts/libraries/Secp256k1.sol";
import {Point} from "../../contracts/types/Types.sol";
import {Curve} from "./support/Curve.sol";
import {Fuzz} from "./support/Fuzz.sol";

contract Secp256k1Test is Fuzz {
    /// @dev From @noble/curves: k, then k·G.
    function _knownMultiples() private pure returns (uint256[3][8] memory) {
        return
            [
                [
                    2,
                    0xc6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5,
                    0x1ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a
                ],
                [
                    3,
                    0xf9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9,
                    0x388f7b0f632de8140fe337e62a37f3566500a99934c2231b6cb9fd7584b8e672
                ],
                [
                    4,
                    0xe493dbf1c10d80f3581e4904930b1404cc6c13900ee0758474fa94abe8c4cd13,
                    0x51ed993ea0d455b75642e2098ea51448d967ae33bfbdfe40cfe97bdc47739922
                ],
                [
                    5,
                    0x2f8bde4d1a07209355b4a7250a5c5128e88b84bddc619ab7cba8d569b240efe4,
                    0xd8ac222636e5e3d6d4dba9dda6c9c426f788271bab0d6840dca87d3aa6ac62d6
                ],
                [
                    6,
                    0xfff97bd5755eeea420453a14355235d382f6472f8568a18b2f057a1460297556,
                    0xae12777aacfbb620f3be96017f45c560de80f0f6518fe4a03c870c36b075f297
                ],
                [
                    255,
                    0x1b38903a43f7f114ed4500b4eac7083fdefece1cf29c63528d563446f972c180,
                    0x4036edc931a60ae889353f77fd53de4a2708b26b6f5da72ad3394119daf408f9
                ],
                // The point of half the order: its abscissa begins with eleven zero bytes.
                [
                    (N - 1) / 2,
                    0x00000000000000000000003b78ce563f89a0ed9414f5aa28ad0d96d6795f9c63,
                    0x3f3979bf72ae8202983dc989aec7f2ff2ed91bdd69ce02fc0700ca100e59ddf3
                ],
                [
                    N - 2,
                    0xc6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5,
                    0xe51e970159c23cc65c3a7be6b99315110809cd9acd992f1edc9bce55af301705
                ]
            ];
    }

    function test_KnowsTheFirstMultiplesOfTheGenerator() public view {
        uint256[3][8] memory known = _knownMultiples();
        for (uint256 i; i < known.length; ++i) {
            for (uint256 j; j < known.length; ++j) {
                bool found = _isMultiple(known[j][0], Secp256k1.generator(), known[i][1], known[i][2]);
                yes(found == (i == j), "exactly its own scalar fits a multiple");
            }
        }
    }

    function testFuzz_AcceptsAnyMultipleOfTheGenerator(uint256 k) public view {
        k = bound(k, 2, N - 2);
        (uint256 x, uint256 y) = Curve.multipleOfG(k);
        yes(_isMultiple(k, Secp256k1.generator(), x, y), "multiple of G");
        yes(Secp256k1.multipleAddress(k, Secp256k1.generator()) == Secp256k1.addressOf(x, y), "one address");
        yes(Secp256k1.addressOf(x, y) == VM.addr(k), "an address as of a public key");
    }

    function testFuzz_AcceptsAnyMultipleOfAnyBase(uint256 a, uint256 k) public view {
        (Point memory base, uint256 x, uint256 y) = _product(a, k);
        k = bound(k, 2, N - 2);
        yes(_isMultiple(k, base, x, y), "multiple of B");
    }

    function testFuzz_SumOfScalarsIsSumOfPoints(uint256 a, uint256 b) public view {
        a = bound(a, 2, N - 2);
        b = bound(b, 2, N - 2);
        uint256 sum = addmod(a, b, N);
        VM.assume(a != b && sum > 1 && sum < N - 1);
        (uint256 ax, uint256 ay) = Curve.multipleOfG(a);
        (uint256 bx, uint256 by) = Curve.multipleOfG(b);
        (uint256 x, uint256 y) = Curve.add(ax, ay, bx, by);
        yes(_isMultiple(sum, Secp256k1.generator(), x, y), "sum of points");
    }

    function testFuzz_RefusesAnotherScalar(uint256 a, uint256 k, uint256 other) public view {
        (Point memory base, uint256 x, uint256 y) = _product(a, k);
        VM.assume(other % N != bound(k, 2, N - 2));
        no(_isMultiple(other, base, x, y), "another scalar");
    }

    function testFuzz_RefusesAnotherPoint(uint256 a, uint256 k, uint256 other) public view {
        (Point memory base, uint256 x, uint256 y) = _product(a, k);
        k = bound(k, 2, N - 2);
        (uint256 otherX, uint256 otherY) = Curve.multipleOfG(bound(other, 2, N - 2));
        VM.assume(otherX != x);
        no(_isMultiple(k, base, otherX, otherY), "another point");
        no(_isMultiple(k, base, x, P - y), "the negative point");
    }

    function testFuzz_RefusesAnotherBase(uint256 a, uint256 k, uint256 other) public view {
        (Point memory base, uint256 x, uint256 y) = _product(a, k);
        k = bound(k, 2, N - 2);
        (uint256 otherX, uint256 otherY) = Curve.multipleOfG(bound(other, 2, N - 2));
        VM.assume(otherX != base.x);
        no(_isMultiple(k, Point(otherX, otherY), x, y), "another base");
        no(_isMultiple(k, Point(base.x, P - base.y), x, y), "the negative base");
    }

    function testFuzz_RefusesAWrongHint(uint256 a, uint256 k, uint256 hint) public view {
        (Point memory base, uint256 x, uint256 y) = _product(a, k);
        k = bound(k, 2, N - 2);
        uint256 good = Secp256k1.hintFor(x);
        VM.assume(hint % P != good);
        no(Secp256k1.isMultiple(k, base, x, y, hint), "a wrong hint");
        equal(mulmod(good, addmod(x, P - Secp256k1.GX, P), P), 1);
    }

    function testFuzz_RefusesAPointOffTheCurve(uint256 k, uint256 x, uint256 y) public view {
        VM.assume(mulmod(y, y, P) != addmod(mulmod(x, mulmod(x, x, P), P), 7, P));
        no(Secp256k1.isOnCurve(x, y), "off the curve");
        no(Secp256k1.isBase(x, y), "off the curve, no base");
        no(_isMultiple(k, Secp256k1.generator(), x, y), "off the curve, no multiple");
    }

    /// @dev `x + P` names the same field element as `x`; taken for another one it would give one point two seals.
    function test_RefusesCoordinatesThatAreNotReduced() public pure {
        uint256 y = 0x4218f20ae6c646b363db68605822fb14264ca8d2587fdd6fbc750d587e76a7ee;
        yes(Secp256k1.isOnCurve(1, y), "a small abscissa");
        no(Secp256k1.isOnCurve(P + 1, y) || Secp256k1.isBase(P + 1, y), "the same, not reduced");
        uint256 x = 0x1fe1e5ef3fceb5c135ab7741333ce5a6e80d68167653f6b2b24bcbcfaaaff507;
        yes(Secp256k1.isOnCurve(x, 1), "a small ordinate");
        no(Secp256k1.isOnCurve(x, P + 1) || Secp256k1.isBase(x, P + 1), "the same, not reduced");
    }

    function test_RefusesInfinityInEveryDisguise() public view {
        no(Secp256k1.isOnCurve(0, 0), "infinity as (0, 0)");
        no(_isMultiple(0, Secp256k1.generator(), 0, 0), "zero times G");
        no(_isMultiple(N, Secp256k1.generator(), 0, 0), "N times G");
        no(Secp256k1.isScalar(0) || Secp256k1.isScalar(N) || Secp256k1.isScalar(N + 1), "no scalars");
        yes(Secp256k1.isScalar(1) && Secp256k1.isScalar(N - 1), "the first and the last scalar");
    }

    function test_RefusesPlusAndMinusGenerator() public view {
        (uint256 x, uint256 y) = (Secp256k1.GX, Secp256k1.GY);
        no(_isMultiple(1, Secp256k1.generator(), x, y), "G has no hint");
        no(_isMultiple(N - 1, Secp256k1.generator(), x, P - y), "-G has no hint");
        no(Secp256k1.isBase(x, y) || Secp256k1.isBase(x, P - y), "no bases");
        equal(Secp256k1.hintFor(x), 0);
    }

    /// @dev `ecrecover` cannot take an abscissa at or above the curve's order: such a point could be submitted and never opened.
    function test_RefusesABaseThatCannotBeMultiplied() public pure {
        uint256 y = 0x98f66641cb0ae1776b463ebdee3d77fe2658f021db48e2c8ac7ab4c92f83621e;
        uint256 above = 0x9ce90df86a3b117434993f3a6ac78d7420a2f6a4ddbd7692bab595cb954d6b26;
        yes(Secp256k1.isOnCurve(N, y) && Secp256k1.isOnCurve(N + 7, above), "on the curve");
        no(Secp256k1.isBase(N, y) || Secp256k1.isBase(N + 7, above), "no bases");
    }

    /// @dev `B = a·G` and `k·B` by way of the scalar's product.
    function _product(uint256 a, uint256 k) private pure returns (Point memory base, uint256 x, uint256 y) {
        a = bound(a, 1, N - 1);
        k = bound(k, 2, N - 2);
        uint256 product = mulmod(a, k, N);
        VM.assume(product != 1 && product != N - 1);
        (base.x, base.y) = Curve.multipleOfG(a);
        (x, y) = Curve.multipleOfG(product);
    }

    function _isMultiple(uint256 k, Point memory base, uint256 x, uint256 y) private view returns (bool) {
        return Secp256k1.isMultiple(k, base, x, y, Secp256k1.hintFor(x));
    }
}
