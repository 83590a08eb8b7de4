// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {Roles} from "../libraries/Roles.sol";
import {Secp256k1} from "../libraries/Secp256k1.sol";
import {Authorization, JointKey, ParticipantId, Point} from "../types/Types.sol";
import {GuardianSets} from "./GuardianSets.sol";

/// @title Ceremonies that make joint keys: started, gone through in rounds, confirmed or brought to an end by an accusation
abstract contract Ceremonies is GuardianSets {
    bytes32 private constant START_CEREMONY_TYPEHASH = keccak256(
        "StartCeremony(uint32 set,uint16 keys,uint16 without,uint48 ceremony,uint64 guardian)"
    );
    bytes32 private constant POST_PACKAGE_TYPEHASH = keccak256(
        "PostPackage(uint48 ceremony,uint8 round,uint64 guardian,bytes package)"
    );
    bytes32 private constant CONFIRM_KEYS_TYPEHASH = keccak256(
        "ConfirmKeys(uint48 ceremony,uint64 guardian,bytes32 transcript)"
    );
    bytes32 private constant ACCUSE_GUARDIAN_TYPEHASH = keccak256(
        "AccuseGuardian(uint48 ceremony,uint64 accused,bytes32 key,uint64 guardian)"
    );

    uint16 private constant MAX_KEYS = 64;
    uint256 private constant MAX_PACKAGE_SIZE = 32_768;
    /// @dev A guardian whose ceremony waits for another may begin anew after this; before, it could drown the others in ceremonies.
    uint48 private constant CEREMONY_TIME = 60 seconds;

    uint48 private _lastCeremony;
    mapping(uint48 ceremony => Ceremony facts) private _ceremonies;
    mapping(uint32 set => mapping(ParticipantId guardian => uint48 ceremony)) private _latest;
    mapping(uint48 ceremony => mapping(ParticipantId guardian => uint16 accused)) private _accusations;

    /// @inheritdoc IOpeningKeys
    function startCeremony(
        uint32 set,
        uint16 keys,
        uint16 without,
        uint48 ceremony,
        ParticipantId guardian,
        Authorization calldata authorization
    ) external {
        _authorize(
            guardian,
            Roles.GUARDIAN,
            keccak256(abi.encode(START_CEREMONY_TYPEHASH, set, keys, without, ceremony, guardian)),
            authorization
        );
        uint16 members = _membersOf(set, without, guardian);
        _requireNotRetired(set);
        if (ceremony != _lastCeremony + 1) revert WrongNumber(_lastCeremony + 1, ceremony);
        if (keys == 0 || keys > MAX_KEYS) revert InvalidKeyCount(keys);
        _requireNoneRunning(set, guardian);

        _lastCeremony = ceremony;
        _latest[set][guardian] = ceremony;
        Ceremony storage facts = _ceremonies[ceremony];
        facts.set = set;
        facts.keys = keys;
        facts.startedAt = uint48(block.timestamp);
        facts.members = members;
        emit CeremonyStarted(ceremony, set, keys, without, guardian);
    }

    /// @inheritdoc IOpeningKeys
    function postPackage(
        uint48 ceremony,
        uint8 round,
        ParticipantId guardian,
        bytes calldata package,
        Authorization calldata authorization
    ) external {
        bytes32 packageHash = keccak256(package);
        _authorize(
            guardian,
            Roles.GUARDIAN,
            keccak256(abi.encode(POST_PACKAGE_TYPEHASH, ceremony, round, guardian, packageHash)),
            authorization
        );
        if (package.length > MAX_PACKAGE_SIZE) revert PackageTooLarge(package.length);
        Ceremony storage facts = _knownCeremony(ceremony);
        uint16 bit = _bitOf(ceremony, guardian);
        if (round == 1) {
            if (facts.round1Posted & bit != 0) revert AlreadyPosted(ceremony, round, guardian);
            facts.round1Posted |= bit;
        } else {
            if (round != 2 || facts.round1Posted != facts.members) revert RoundNotOpen(ceremony, round);
            if (facts.round2Posted & bit != 0) revert AlreadyPosted(ceremony, round, guardian);
            facts.round2Posted |= bit;
        }

        facts.packages = keccak256(abi.encode(facts.packages, round, guardian, packageHash));
        emit PackagePosted(ceremony, round, guardian, package, facts.packages);
    }

    /// @inheritdoc IOpeningKeys
    function confirmKeys(
        uint48 ceremony,
        ParticipantId guardian,
        JointKey[] calldata keys,
        Authorization calldata authorization
    ) external {
        Ceremony storage facts = _knownCeremony(ceremony);
        bytes32[] memory hashes = _hashesOf(keys);
        bytes32 transcript = keccak256(
            abi.encode(ceremony, facts.packages, keccak256(abi.encodePacked(hashes)))
        );
        _authorize(
            guardian,
            Roles.GUARDIAN,
            keccak256(abi.encode(CONFIRM_KEYS_TYPEHASH, ceremony, guardian, transcript)),
            authorization
        );
        uint16 bit = _bitOf(ceremony, guardian);
        if (facts.round2Posted != facts.members) revert RoundNotOpen(ceremony, 3);
        // Shares of an accuser are public: these keys must never serve anybody, and everyone can forget its shares of them.
        if (facts.accused != 0) revert CeremonyAccused(ceremony);
        if (facts.confirmed & bit != 0) revert AlreadyPosted(ceremony, 3, guardian);

        if (facts.confirmed == 0) _propose(ceremony, facts, keys, transcript);
        else if (facts.transcript != transcript) {
            revert TranscriptMismatch(ceremony, facts.transcript, transcript);
        }
        facts.confirmed |= bit;
        emit KeysConfirmed(ceremony, guardian, transcript);
        if (facts.confirmed == facts.members) {
            _store(ceremony, hashes);
            emit KeysReady(ceremony, facts.set, facts.keys);
        }
    }

    /// @inheritdoc IOpeningKeys
    function accuseGuardian(
        uint48 ceremony,
        ParticipantId accused,
        bytes32 key,
        ParticipantId guardian,
        Authorization calldata authorization
    ) external {
        _authorize(
            guardian,
            Roles.GUARDIAN,
            keccak256(abi.encode(ACCUSE_GUARDIAN_TYPEHASH, ceremony, accused, key, guardian)),
            authorization
        );
        Ceremony storage facts = _knownCeremony(ceremony);
        _bitOf(ceremony, guardian);
        uint16 bit = _bitOf(ceremony, accused);
        if (accused == guardian || facts.round2Posted & bit == 0) revert NothingToAccuse(ceremony, accused);
        if (facts.confirmed == facts.members) revert CeremonyReady(ceremony);
        uint16 before = _accusations[ceremony][guardian];
        if (before & bit != 0) revert AlreadyAccused(ceremony, accused, guardian);

        _accusations[ceremony][guardian] = before | bit;
        facts.accused |= bit;
        emit GuardianAccused(ceremony, guardian, accused, key);
    }

    /// @inheritdoc IOpeningKeys
    function ceremonyOf(uint48 ceremony) external view returns (Ceremony memory) {
        return _ceremonies[ceremony];
    }

    /// @dev Keeps the keys of a ceremony that all its members confirmed, in order.
    function _store(uint48 ceremony, bytes32[] memory hashes) internal virtual;

    function _setOf(uint48 ceremony) internal view returns (uint32) {
        return _ceremonies[ceremony].set;
    }

    /// @dev The place in its set of a guardian that took part in the ceremony.
    function _memberIndexOf(uint48 ceremony, ParticipantId guardian) internal view returns (uint256 index) {
        Ceremony storage facts = _ceremonies[ceremony];
        index = _indexOf(facts.set, guardian);
        if ((facts.members >> index) & 1 == 0) revert NotInCeremony(ceremony, guardian);
    }

    function _propose(
        uint48 ceremony,
        Ceremony storage facts,
        JointKey[] calldata keys,
        bytes32 transcript
    ) private {
        if (keys.length != facts.keys) revert InvalidKeyCount(uint16(keys.length));
        uint256 guardians = _sizeOf(facts.set);
        uint256 members = facts.members;
        for (uint256 i; i < keys.length; ++i) {
            if (keys[i].shares.length != guardians) revert InvalidKeyCount(uint16(keys.length));
            _requireBase(keys[i].publicKey);
            for (uint256 j; j < guardians; ++j) {
                if ((members >> j) & 1 != 0) _requireBase(keys[i].shares[j]);
                else _requireNothing(keys[i].shares[j]);
            }
        }
        facts.transcript = transcript;
        emit KeysProposed(ceremony, keys);
    }

    /// @dev Who takes part, as bits: all but those left out, among them the one who starts, and as many as open a key.
    function _membersOf(
        uint32 set,
        uint16 without,
        ParticipantId guardian
    ) private view returns (uint16 members) {
        uint256 index = _indexOf(set, guardian);
        uint16 everyone = uint16((1 << _sizeOf(set)) - 1);
        members = everyone & ~without;
        bool isEnough = _countOf(members) >= _thresholdOf(set);
        if (without & ~everyone != 0 || !isEnough || (members >> index) & 1 == 0) {
            revert InvalidMembers(set, without);
        }
    }

    /// @dev Of this guardian; were it of the whole set, one that begins ceremonies to spoil them could keep the others from theirs.
    function _requireNoneRunning(uint32 set, ParticipantId guardian) private view {
        uint48 latest = _latest[set][guardian];
        Ceremony storage facts = _ceremonies[latest];
        bool isOver = latest == 0 || facts.confirmed == facts.members;
        if (!isOver && block.timestamp < facts.startedAt + CEREMONY_TIME) revert CeremonyRunning(set, latest);
    }

    function _knownCeremony(uint48 ceremony) private view returns (Ceremony storage facts) {
        facts = _ceremonies[ceremony];
        if (facts.set == 0) revert UnknownCeremony(ceremony);
    }

    /// @dev The bit of a guardian in a ceremony in which it takes part.
    function _bitOf(uint48 ceremony, ParticipantId guardian) private view returns (uint16) {
        return uint16(1 << _memberIndexOf(ceremony, guardian));
    }

    function _hashesOf(JointKey[] calldata keys) private pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](keys.length);
        for (uint256 i; i < keys.length; ++i) hashes[i] = keccak256(abi.encode(keys[i]));
    }

    function _requireBase(Point calldata point) private pure {
        if (!Secp256k1.isBase(point.x, point.y)) revert InvalidPoint(point.x, point.y);
    }

    /// @dev In the place of a guardian left out: one key has one form.
    function _requireNothing(Point calldata point) private pure {
        if (point.x != 0 || point.y != 0) revert InvalidPoint(point.x, point.y);
    }
}
