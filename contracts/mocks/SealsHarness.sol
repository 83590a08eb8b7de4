// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Seals} from "../libraries/Seals.sol";
import {ParticipantId, Seal, TenderId} from "../types/Types.sol";

/// @dev Opens Seals to tests. It stands for the ledger: its own address is the one that seals are bound to.
contract SealsHarness {
    function isWellFormed(Seal calldata seal) external pure returns (bool) {
        return Seals.isWellFormed(seal);
    }

    function isEmpty(Seal calldata seal) external pure returns (bool) {
        return Seals.isEmpty(seal);
    }

    function hashOf(Seal calldata seal) external pure returns (bytes27) {
        return Seals.hashOf(seal);
    }

    function keyOf(
        bytes32 domain,
        TenderId tender,
        ParticipantId author,
        uint256 dx,
        uint256 dy
    ) external view returns (bytes32) {
        return Seals.keyOf(domain, tender, author, dx, dy);
    }

    function unseal(
        Seal calldata seal,
        bytes32 key,
        bool picks
    ) external pure returns (Seals.Content memory) {
        return Seals.unseal(seal, key, picks);
    }

    /// @dev Decrypts as the ledger does once it has found `D` to be right.
    function open(
        Seal calldata seal,
        bool reserve,
        TenderId tender,
        ParticipantId author,
        uint256 dx,
        uint256 dy,
        bool picks
    ) external view returns (Seals.Content memory) {
        bytes32 domain = reserve ? Seals.RESERVE_DOMAIN : Seals.BID_DOMAIN;
        return Seals.unseal(seal, Seals.keyOf(domain, tender, author, dx, dy), picks);
    }
}
