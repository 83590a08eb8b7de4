// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IOpeningKeys} from "./interfaces/IOpeningKeys.sol";
import {IParticipantRegistry} from "./interfaces/IParticipantRegistry.sol";
import {ITenderPhases} from "./interfaces/ITenderPhases.sol";
import {Roles} from "./libraries/Roles.sol";
import {Secp256k1} from "./libraries/Secp256k1.sol";
import {Statements} from "./Statements.sol";
import {Authorization, JointKey, KeyId, ParticipantId, Phase, Point, TenderId} from "./types/Types.sol";

/// @title The guardians' joint keys: made, confirmed, assigned, released
contract OpeningKeys is IOpeningKeys, Statements {
    bytes32 private constant FORM_SET_TYPEHASH = keccak256(
        "FormGuardianSet(uint64[] guardians,uint8 threshold,uint32 set)"
    );
    bytes32 private constant START_CEREMONY_TYPEHASH = keccak256(
        "StartCeremony(uint32 set,uint16 keys,uint48 ceremony,uint64 guardian)"
    );
    bytes32 private constant POST_PACKAGE_TYPEHASH = keccak256(
        "PostPackage(uint48 ceremony,uint8 round,uint64 guardian,bytes package)"
    );
    bytes32 private constant CONFIRM_KEYS_TYPEHASH = keccak256(
        "ConfirmKeys(uint48 ceremony,uint64 guardian,bytes32 transcript)"
    );
    bytes32 private constant RELEASE_SHARE_TYPEHASH = keccak256(
        "ReleaseShare(uint64 key,bytes32 tender,uint64 guardian,uint256 share)"
    );

    uint256 private constant MIN_THRESHOLD = 2;
    uint256 private constant MAX_GUARDIANS = 9;
    uint16 private constant MAX_KEYS = 64;
    uint256 private constant MAX_PACKAGE_SIZE = 32_768;
    /// @dev A set that waits for a guardian may begin anew after this; before, one guardian could drown the others in ceremonies.
    uint48 private constant CEREMONY_TIME = 60 seconds;

    struct GuardianSet {
        ParticipantId[] guardians;
        uint8 threshold;
    }

    struct Key {
        bytes32 jointHash;
        TenderId tender;
        uint256 secret;
        uint48 openedAt;
        uint16 released;
        mapping(uint256 index => uint256 share) shares;
    }

    address private immutable _deployer;
    address private _ledger;
    uint32 private _lastSet;
    uint48 private _lastCeremony;
    mapping(uint32 set => GuardianSet members) private _sets;
    mapping(uint48 ceremony => Ceremony facts) private _ceremonies;
    mapping(uint32 set => uint48 ceremony) private _latest;
    mapping(KeyId key => Key facts) private _keys;

    constructor(IParticipantRegistry registry_) Statements("Bongin Opening Keys", registry_) {
        _deployer = msg.sender;
    }

    /// @inheritdoc IOpeningKeys
    function bind(address ledger_) external {
        if (msg.sender != _deployer) revert NotDeployer(msg.sender);
        if (_ledger != address(0)) revert AlreadyBound(_ledger);

        _ledger = ledger_;
        emit LedgerBound(ledger_);
    }

    // ----------------------------------------------------------------------------------------------- guardian sets

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

    // -------------------------------------------------------------------------------------------------- ceremonies

    /// @inheritdoc IOpeningKeys
    function startCeremony(
        uint32 set,
        uint16 keys,
        uint48 ceremony,
        ParticipantId guardian,
        Authorization calldata authorization
    ) external {
        _authorize(
            guardian,
            Roles.GUARDIAN,
            keccak256(abi.encode(START_CEREMONY_TYPEHASH, set, keys, ceremony, guardian)),
            authorization
        );
        _indexOf(set, guardian);
        if (ceremony != _lastCeremony + 1) revert WrongNumber(_lastCeremony + 1, ceremony);
        if (keys == 0 || keys > MAX_KEYS) revert InvalidKeyCount(keys);
        _requireNoneRunning(set);

        _lastCeremony = ceremony;
        _latest[set] = ceremony;
        _ceremonies[ceremony].set = set;
        _ceremonies[ceremony].keys = keys;
        _ceremonies[ceremony].startedAt = uint48(block.timestamp);
        emit CeremonyStarted(ceremony, set, keys, guardian);
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
        uint16 bit = _bitOf(facts.set, guardian);
        if (round == 1) {
            if (facts.round1Posted & bit != 0) revert AlreadyPosted(ceremony, round, guardian);
            facts.round1Posted |= bit;
        } else {
            if (round != 2 || facts.round1Posted != _everyone(facts.set))
                revert RoundNotOpen(ceremony, round);
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
        uint16 everyone = _everyone(facts.set);
        uint16 bit = _bitOf(facts.set, guardian);
        if (facts.round2Posted != everyone) revert RoundNotOpen(ceremony, 3);
        if (facts.confirmed & bit != 0) revert AlreadyPosted(ceremony, 3, guardian);

        if (facts.confirmed == 0) _propose(ceremony, facts, keys, transcript);
        else if (facts.transcript != transcript) {
            revert TranscriptMismatch(ceremony, facts.transcript, transcript);
        }
        facts.confirmed |= bit;
        emit KeysConfirmed(ceremony, guardian, transcript);
        if (facts.confirmed == everyone) _makeReady(ceremony, facts, hashes);
    }

    // -------------------------------------------------------------------------------------------------------- keys

    /// @inheritdoc IOpeningKeys
    function assign(KeyId key, TenderId tender) external {
        if (msg.sender != _ledger) revert NotLedger(msg.sender);
        _requireState(key, KeyState.Ready);

        _keys[key].tender = tender;
        emit KeyAssigned(key, tender);
    }

    /// @inheritdoc IOpeningKeys
    function releaseShare(
        KeyId key,
        ParticipantId guardian,
        uint256 share,
        JointKey calldata joint,
        Authorization calldata authorization
    ) external {
        Key storage facts = _keys[key];
        _requireState(key, KeyState.Assigned);
        uint256 index = _indexOf(_ceremonies[_ceremonyOf(key)].set, guardian);
        if (keccak256(abi.encode(joint)) != facts.jointHash) revert WrongKey(key);
        if ((facts.released >> index) & 1 != 0) revert AlreadyReleased(key, guardian);
        TenderId tender = facts.tender;
        _requireOpening(key, tender);

        // A good share proves itself: that the guardian lost its role or its signer meanwhile must not stop an opening.
        if (!_isLogarithm(share, joint.shares[index])) {
            bytes32 structHash = keccak256(abi.encode(RELEASE_SHARE_TYPEHASH, key, tender, guardian, share));
            _authorize(guardian, Roles.GUARDIAN, structHash, authorization);
            emit ShareRefused(key, tender, guardian, share);
            return;
        }
        facts.released |= uint16(1 << index);
        facts.shares[index] = share;
        emit ShareReleased(key, tender, guardian, share);
        if (_countOf(facts.released) == _sets[_ceremonies[_ceremonyOf(key)].set].threshold)
            _open(key, facts, joint.publicKey);
    }

    // ------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IOpeningKeys
    function guardianSetOf(
        uint32 set
    ) external view returns (ParticipantId[] memory guardians, uint8 threshold) {
        return (_sets[set].guardians, _sets[set].threshold);
    }

    /// @inheritdoc IOpeningKeys
    function ceremonyOf(uint48 ceremony) external view returns (Ceremony memory) {
        return _ceremonies[ceremony];
    }

    /// @inheritdoc IOpeningKeys
    function keyStateOf(KeyId key) public view returns (KeyState) {
        Key storage facts = _keys[key];
        if (facts.jointHash == 0) return KeyState.None;
        if (TenderId.unwrap(facts.tender) == 0) return KeyState.Ready;
        return facts.openedAt == 0 ? KeyState.Assigned : KeyState.Open;
    }

    /// @inheritdoc IOpeningKeys
    function keyHashOf(KeyId key) external view returns (bytes32) {
        return _keys[key].jointHash;
    }

    /// @inheritdoc IOpeningKeys
    function tenderOf(KeyId key) external view returns (TenderId) {
        return _keys[key].tender;
    }

    /// @inheritdoc IOpeningKeys
    function secretOf(KeyId key) external view returns (uint256 secret, uint48 openedAt) {
        return (_keys[key].secret, _keys[key].openedAt);
    }

    /// @inheritdoc IOpeningKeys
    function releasedOf(KeyId key) external view returns (uint16) {
        return _keys[key].released;
    }

    /// @notice The ledger that assigns keys, and whose phases open them.
    function ledger() external view returns (address) {
        return _ledger;
    }

    // ---------------------------------------------------------------------------------------------------- internal

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

    function _hashesOf(JointKey[] calldata keys) private pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](keys.length);
        for (uint256 i; i < keys.length; ++i) hashes[i] = keccak256(abi.encode(keys[i]));
    }

    function _propose(
        uint48 ceremony,
        Ceremony storage facts,
        JointKey[] calldata keys,
        bytes32 transcript
    ) private {
        if (keys.length != facts.keys) revert InvalidKeyCount(uint16(keys.length));
        uint256 guardians = _sets[facts.set].guardians.length;
        for (uint256 i; i < keys.length; ++i) {
            if (keys[i].shares.length != guardians) revert InvalidKeyCount(uint16(keys.length));
            _requireBase(keys[i].publicKey);
            for (uint256 j; j < guardians; ++j) _requireBase(keys[i].shares[j]);
        }
        facts.transcript = transcript;
        emit KeysProposed(ceremony, keys);
    }

    function _makeReady(uint48 ceremony, Ceremony storage facts, bytes32[] memory hashes) private {
        for (uint256 i; i < hashes.length; ++i) {
            _keys[KeyId.wrap((uint64(ceremony) << 16) | uint64(i))].jointHash = hashes[i];
        }
        emit KeysReady(ceremony, facts.set, facts.keys);
    }

    /// @dev Lagrange interpolation at zero over the released shares; a guardian's abscissa is its place in the set plus one.
    function _open(KeyId key, Key storage facts, Point calldata publicKey) private {
        uint256 secret;
        for (uint256 i; i < MAX_GUARDIANS; ++i) {
            if ((facts.released >> i) & 1 == 0) continue;
            uint256 weight = _weightOf(facts.released, i);
            secret = addmod(secret, mulmod(weight, facts.shares[i], Secp256k1.N), Secp256k1.N);
        }
        if (!_isLogarithm(secret, publicKey)) revert WrongKey(key);

        facts.secret = secret;
        facts.openedAt = uint48(block.timestamp);
        emit KeyOpened(key, facts.tender, secret);
    }

    function _weightOf(uint256 released, uint256 i) private view returns (uint256) {
        uint256 numerator = 1;
        uint256 denominator = 1;
        for (uint256 j; j < MAX_GUARDIANS; ++j) {
            if (j == i || (released >> j) & 1 == 0) continue;
            numerator = mulmod(numerator, j + 1, Secp256k1.N);
            denominator = mulmod(denominator, addmod(j + 1, Secp256k1.N - (i + 1), Secp256k1.N), Secp256k1.N);
        }
        return mulmod(numerator, Math.invModPrime(denominator, Secp256k1.N), Secp256k1.N);
    }

    /// @dev Whether `k·G = Q`.
    function _isLogarithm(uint256 k, Point calldata q) private view returns (bool) {
        if (!Secp256k1.isScalar(k)) return false;
        return Secp256k1.isMultiple(k, Secp256k1.generator(), q.x, q.y, Secp256k1.hintFor(q.x));
    }

    function _requireBase(Point calldata point) private pure {
        if (!Secp256k1.isBase(point.x, point.y)) revert InvalidPoint(point.x, point.y);
    }

    function _requireState(KeyId key, KeyState expected) private view {
        KeyState current = keyStateOf(key);
        if (current == KeyState.None) revert UnknownKey(key);
        if (current != expected) revert WrongKeyState(key, current, expected);
    }

    /// @dev The one gate: no share is taken before the ledger says that opening has begun.
    function _requireOpening(KeyId key, TenderId tender) private view {
        Phase phase = ITenderPhases(_ledger).phaseOf(tender);
        if (phase != Phase.Opening && phase != Phase.Fallback) revert TooEarly(key, tender);
    }

    function _requireNoneRunning(uint32 set) private view {
        uint48 latest = _latest[set];
        Ceremony storage facts = _ceremonies[latest];
        bool isOver = latest == 0 || facts.confirmed == _everyone(set);
        if (!isOver && block.timestamp < facts.startedAt + CEREMONY_TIME) revert CeremonyRunning(set, latest);
    }

    function _knownCeremony(uint48 ceremony) private view returns (Ceremony storage facts) {
        facts = _ceremonies[ceremony];
        if (facts.set == 0) revert UnknownCeremony(ceremony);
    }

    function _indexOf(uint32 set, ParticipantId guardian) private view returns (uint256) {
        ParticipantId[] storage guardians = _sets[set].guardians;
        if (guardians.length == 0) revert UnknownGuardianSet(set);
        for (uint256 i; i < guardians.length; ++i) {
            if (guardians[i] == guardian) return i;
        }
        revert NotInSet(set, guardian);
    }

    function _bitOf(uint32 set, ParticipantId guardian) private view returns (uint16) {
        return uint16(1 << _indexOf(set, guardian));
    }

    function _everyone(uint32 set) private view returns (uint16) {
        return uint16((1 << _sets[set].guardians.length) - 1);
    }

    function _countOf(uint256 bits) private pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) ++count;
    }

    function _ceremonyOf(KeyId key) private pure returns (uint48) {
        return uint48(KeyId.unwrap(key) >> 16);
    }
}
