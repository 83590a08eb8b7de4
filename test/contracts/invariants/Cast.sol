// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantRegistry} from "../../../contracts/ParticipantRegistry.sol";
import {Authorization, ParticipantId} from "../../../contracts/types/Types.sol";
import {Fuzz} from "../support/Fuzz.sol";
import {Digests} from "./Digests.sol";

/// @dev Who plays in an invariant test, how they sign, how somebody else signs for them, and where chance comes from.
abstract contract Cast is Fuzz {
    uint64 internal constant REGISTRAR = 1;
    uint64 internal constant AGENCY = 10;
    /// @dev An agency that the registrar lets bid, too: not in its own tenders.
    uint64 internal constant BIDDING_AGENCY = 11;
    uint64 internal constant STRANGER = 99;
    /// @dev In days long before any of them matters, so that nothing rests on times near zero.
    uint256 internal constant BEGINNING = 1_800_000_000;

    bytes32 private constant REGISTER_TYPEHASH = keccak256(
        "RegisterParticipant(uint64 participant,uint32 roles,bytes signer,bytes32 profile)"
    );
    bytes32 private constant SUSPEND_TYPEHASH = keccak256(
        "SuspendParticipant(uint64 participant,uint48 until,bytes32 reason,uint32 revision)"
    );

    ParticipantRegistry internal _registry;
    Digests private _registryDigests;

    /// @dev While set, whoever signs does not: a stranger does in his name, or he signed something else.
    bool internal _forging;
    uint256 private _entropy;

    function _openRegistry() internal {
        VM.warp(BEGINNING);
        _registry = new ParticipantRegistry(ParticipantId.wrap(REGISTRAR), _signerOf(REGISTRAR));
        _registryDigests = new Digests("Bongin Participants", address(_registry));
    }

    function _register(uint64 participant, uint32 roles) internal {
        bytes memory signer = _signerOf(participant);
        bytes32 structHash = keccak256(
            abi.encode(REGISTER_TYPEHASH, participant, roles, keccak256(signer), bytes32(0))
        );
        _registry.register(
            ParticipantId.wrap(participant),
            roles,
            signer,
            0,
            _sign(REGISTRAR, _registryDigests.digest(structHash))
        );
    }

    /// @dev Suspends a participant from now on until then; a time that has passed ends its suspension.
    function _suspend(uint64 participant, uint48 until) internal {
        ParticipantId id = ParticipantId.wrap(participant);
        uint32 revision = _registry.participantOf(id).revision;
        bytes32 structHash = keccak256(
            abi.encode(SUSPEND_TYPEHASH, participant, until, bytes32("why"), revision)
        );
        _registry.suspend(id, until, "why", revision, _sign(REGISTRAR, _registryDigests.digest(structHash)));
    }

    function _sign(uint64 author, bytes32 statement) internal returns (Authorization memory) {
        if (!_forging) return _signed(author, author, statement);
        uint256 kind = _chance(3);
        // A stranger under his own name, a stranger under the author's name, the author under another text.
        if (kind == 0) return _signed(STRANGER, STRANGER, statement);
        if (kind == 1) return _signed(author, STRANGER, statement);
        return _signed(author, author, statement ^ bytes32(uint256(1)));
    }

    function _signed(
        uint64 named,
        uint64 author,
        bytes32 statement
    ) private pure returns (Authorization memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(_keyOf(author), statement);
        return Authorization(_signerOf(named), abi.encodePacked(r, s, v));
    }

    function _signerOf(uint64 participant) internal pure returns (bytes memory) {
        return abi.encodePacked(VM.addr(_keyOf(participant)));
    }

    function _keyOf(uint64 participant) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("signer", participant))) >> 1;
    }

    // ------------------------------------------------------------------------------------------------------ chance

    function _stir(uint256 seed) internal {
        _entropy = uint256(keccak256(abi.encode(_entropy, seed)));
    }

    /// @dev A number below `sides`.
    function _chance(uint256 sides) internal returns (uint256) {
        _stir(0);
        return _entropy % sides;
    }

    function _oneIn(uint256 sides) internal returns (bool) {
        return _chance(sides) == 0;
    }
}
