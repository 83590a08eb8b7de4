// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IParticipantRegistry} from "./interfaces/IParticipantRegistry.sol";
import {Authorization, ParticipantId} from "./types/Types.sol";

/// @title Acts by signed statements: what OpeningKeys and TenderLedger share
abstract contract Statements is EIP712 {
    IParticipantRegistry internal immutable _registry;

    constructor(string memory name, IParticipantRegistry registry_) EIP712(name, "1") {
        _registry = registry_;
    }

    /// @notice The registry whose word on authors counts here.
    function registry() external view returns (IParticipantRegistry) {
        return _registry;
    }

    /// @dev Reverts unless `author` may act in `role` now and signed the statement.
    /// @return digest the statement's EIP-712 digest
    function _authorize(
        ParticipantId author,
        uint32 role,
        bytes32 structHash,
        Authorization calldata authorization
    ) internal view returns (bytes32 digest) {
        digest = _hashTypedDataV4(structHash);
        IParticipantRegistry.Check result = _registry.check(author, role, digest, authorization);
        if (result != IParticipantRegistry.Check.Ok) revert IParticipantRegistry.Unauthorized(author, result);
    }
}
