// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {Roles} from "../libraries/Roles.sol";
import {Statements} from "../Statements.sol";
import {Authorization, ParticipantId} from "../types/Types.sol";

/// @title The sets of guardians: formed, alive, retired
abstract contract GuardianSets is IOpeningKeys, Statements {
    bytes32 private constant FORM_SET_TYPEHASH = keccak256(
        "FormGuardianSet(uint64[] guardians,uint8 threshold,uint32 set)"
    );
    bytes32 private constant RETIRE_SET_TYPEHASH = keccak256("RetireGuardianSet(uint32 set)");
    bytes32 private constant HEARTBEAT_TYPEHASH = keccak256(
        "Heartbeat(uint32 set,uint64 guardian,uint48 height,bytes32 blockHash)"
    );

    uint256 internal constant MAX_GUARDIANS = 9;
    uint256 private constant MIN_THRESHOLD = 2;

    struct GuardianSet {
        ParticipantId[] guardians;
        uint8 threshold;
        bool retired;
        mapping(ParticipantId guardian => uint48 height) heartbeats;
    }

    uint32 private _lastSet;
    mapping(uint32 set => GuardianSet facts) private _sets;

    /// @inheritdoc IOpeningKeys
    function formGuardianSet(
        ParticipantId[] calldata guardians,
        uint8 threshold,
        uint32 set,
        Authorization calldata authorization
    ) external {
        bytes32 members = keccak256(abi.encodePacked(guardians));
        _authorize(
            _registry.registrar(),
            Roles.REGISTRAR,
            keccak256(abi.encode(FORM_SET_TYPEHASH, members, threshold, set)),
            authorization
        );
        if (set != _lastSet + 1) revert WrongNumber(_lastSet + 1, set);
        if (guardians.length > MAX_GUARDIANS) revert InvalidGuardianSet();
        if (threshold < MIN_THRESHOLD || threshold > guardians.length) revert InvalidGuardianSet();
        _requireGuardians(guardians);

        _lastSet = set;
        _sets[set].guardians = guardians;
        _sets[set].threshold = threshold;
        emit GuardianSetFormed(set, guardians, threshold);
    }

    /// @inheritdoc IOpeningKeys
    function heartbeat(
        uint32 set,
        ParticipantId guardian,
        uint48 height,
        bytes32 blockHash,
        Authorization calldata authorization
    ) external {
        _authorize(
            guardian,
            Roles.GUARDIAN,
            keccak256(abi.encode(HEARTBEAT_TYPEHASH, set, guardian, height, blockHash)),
            authorization
        );
        _indexOf(set, guardian);
        GuardianSet storage facts = _sets[set];
        // The hash of a block beyond the last 256, or to come, is zero.
        if (blockHash == 0 || blockhash(height) != blockHash) revert StaleHeartbeat(height);
        if (height <= facts.heartbeats[guardian]) revert StaleHeartbeat(height);

        facts.heartbeats[guardian] = height;
        emit GuardianAlive(set, guardian, height);
    }

    /// @inheritdoc IOpeningKeys
    function retireGuardianSet(uint32 set, Authorization calldata authorization) external {
        _authorize(
            _registry.registrar(),
            Roles.REGISTRAR,
            keccak256(abi.encode(RETIRE_SET_TYPEHASH, set)),
            authorization
        );
        if (_sets[set].threshold == 0) revert UnknownGuardianSet(set);
        _requireNotRetired(set);

        _sets[set].retired = true;
        emit GuardianSetRetired(set);
    }

    /// @inheritdoc IOpeningKeys
    function guardianSetOf(
        uint32 set
    ) external view returns (ParticipantId[] memory guardians, uint8 threshold) {
        return (_sets[set].guardians, _sets[set].threshold);
    }

    /// @inheritdoc IOpeningKeys
    function isRetired(uint32 set) external view returns (bool) {
        return _sets[set].retired;
    }

    function _requireNotRetired(uint32 set) internal view {
        if (_sets[set].retired) revert SetRetired(set);
    }

    function _thresholdOf(uint32 set) internal view returns (uint8) {
        return _sets[set].threshold;
    }

    function _sizeOf(uint32 set) internal view returns (uint256) {
        return _sets[set].guardians.length;
    }

    /// @dev A guardian's place in its set, from zero. Reverts if the set is unknown or the guardian is not in it.
    function _indexOf(uint32 set, ParticipantId guardian) internal view returns (uint256) {
        ParticipantId[] storage guardians = _sets[set].guardians;
        if (guardians.length == 0) revert UnknownGuardianSet(set);
        for (uint256 i; i < guardians.length; ++i) {
            if (guardians[i] == guardian) return i;
        }
        revert NotInSet(set, guardian);
    }

    function _countOf(uint256 bits) internal pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) ++count;
    }

    /// @dev Strictly ascending ids: all different, and one form for one set.
    function _requireGuardians(ParticipantId[] calldata guardians) private view {
        uint64 last;
        for (uint256 i; i < guardians.length; ++i) {
            uint64 id = ParticipantId.unwrap(guardians[i]);
            bool isGuardian = _registry.participantOf(guardians[i]).roles & Roles.GUARDIAN != 0;
            if (id <= last || !isGuardian) revert InvalidGuardianSet();
            last = id;
        }
    }
}
