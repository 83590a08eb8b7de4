// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev What the people in an invariant test sign. The struct hashes are the library's own: that they are right is for the twin tests
/// to say; here the question is what the ledger does with what was signed.
contract Digests {
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    bytes32 private immutable _domain;

    constructor(string memory name, address verifier) {
        _domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256("1"), block.chainid, verifier)
        );
    }

    function digest(bytes32 structHash) external view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", _domain, structHash));
    }
}
