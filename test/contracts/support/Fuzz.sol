// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev Cheat codes of the test runner that are used here.
interface ICheats {
    function addr(uint256 privateKey) external pure returns (address);

    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    function eip712HashType(string calldata definition) external pure returns (bytes32);

    function eip712HashStruct(
        string calldata definition,
        bytes calldata encoded
    ) external pure returns (bytes32);

    function assume(bool condition) external pure;

    function chainId(uint256 id) external;

    function warp(uint256 timestamp) external;

    function roll(uint256 height) external;

    function load(address account, bytes32 slot) external view returns (bytes32);

    function snapshotState() external returns (uint256 id);

    function revertToState(uint256 id) external returns (bool);

    function expectRevert(bytes calldata data) external;
}

/// @dev What every Solidity test stands on.
abstract contract Fuzz {
    ICheats internal constant VM = ICheats(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint256 internal constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 internal constant P = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F;

    error Differs(uint256 found, uint256 expected);
    error Untrue(string claim);

    /// @dev Folds `x` into `min` … `max`; the runner's favourite values inside the range stay as they are.
    function bound(uint256 x, uint256 min, uint256 max) internal pure returns (uint256) {
        if (x >= min && x <= max) return x;
        return min + (x % (max - min + 1));
    }

    function equal(uint256 found, uint256 expected) internal pure {
        if (found != expected) revert Differs(found, expected);
    }

    function equal(bytes32 found, bytes32 expected) internal pure {
        equal(uint256(found), uint256(expected));
    }

    function yes(bool fact, string memory claim) internal pure {
        if (!fact) revert Untrue(claim);
    }

    function no(bool fact, string memory claim) internal pure {
        if (fact) revert Untrue(claim);
    }
}
