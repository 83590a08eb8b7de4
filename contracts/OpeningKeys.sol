// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IOpeningKeys} from "./interfaces/IOpeningKeys.sol";
import {IParticipantRegistry} from "./interfaces/IParticipantRegistry.sol";
import {ITenderPhases} from "./interfaces/ITenderPhases.sol";
import {Ceremonies} from "./keys/Ceremonies.sol";
import {Roles} from "./libraries/Roles.sol";
import {Secp256k1} from "./libraries/Secp256k1.sol";
import {Statements} from "./Statements.sol";
import {Authorization, JointKey, KeyId, ParticipantId, Phase, Point, TenderId} from "./types/Types.sol";

/// @title The guardians' joint keys: made, confirmed, assigned, released
contract OpeningKeys is Ceremonies {
    bytes32 private constant RELEASE_SHARE_TYPEHASH = keccak256(
        "ReleaseShare(uint64 key,bytes32 tender,uint64 guardian,uint256 share)"
    );
    bytes32 private constant REHEARSE_KEY_TYPEHASH = keccak256("RehearseKey(uint64 key,uint64 participant)");

    /// @dev Between two rehearsals of one guardian; otherwise it could burn every key before an agency announces with it.
    uint48 private constant REHEARSAL_TIME = 1 days;

    struct Key {
        bytes32 jointHash;
        TenderId tender;
        uint256 secret;
        uint48 openedAt;
        uint16 released;
        bool rehearsed;
        mapping(uint256 index => uint256 share) shares;
    }

    address private immutable _deployer;
    address private _ledger;
    mapping(KeyId key => Key facts) private _keys;
    mapping(ParticipantId guardian => uint48 time) private _rehearsals;

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

    // -------------------------------------------------------------------------------------------------------- keys

    /// @inheritdoc IOpeningKeys
    function assign(KeyId key, TenderId tender) external {
        if (msg.sender != _ledger) revert NotLedger(msg.sender);
        _requireState(key, KeyState.Ready);
        _requireNotRetired(_setOf(_ceremonyOf(key)));

        _keys[key].tender = tender;
        emit KeyAssigned(key, tender);
    }

    /// @inheritdoc IOpeningKeys
    function rehearseKey(
        KeyId key,
        ParticipantId participant,
        Authorization calldata authorization
    ) external {
        bool isRegistrar = participant == _registry.registrar();
        _authorize(
            participant,
            isRegistrar ? Roles.REGISTRAR : Roles.GUARDIAN,
            keccak256(abi.encode(REHEARSE_KEY_TYPEHASH, key, participant)),
            authorization
        );
        _requireState(key, KeyState.Ready);
        uint32 set = _setOf(_ceremonyOf(key));
        _requireNotRetired(set);
        if (!isRegistrar) _noteRehearsal(set, participant);

        _keys[key].rehearsed = true;
        emit KeyRehearsed(key, participant);
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
        // A rehearsal asks everyone, also when the key is open already.
        if (!facts.rehearsed) _requireState(key, KeyState.Assigned);
        uint256 index = _memberIndexOf(_ceremonyOf(key), guardian);
        if (keccak256(abi.encode(joint)) != facts.jointHash) revert WrongKey(key);
        if ((facts.released >> index) & 1 != 0) revert AlreadyReleased(key, guardian);
        TenderId tender = facts.tender;
        if (!facts.rehearsed) _requireOpening(key, tender);

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
        if (_countOf(facts.released) == _thresholdOf(_setOf(_ceremonyOf(key))))
            _open(key, facts, joint.publicKey);
    }

    // ------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IOpeningKeys
    function keyStateOf(KeyId key) public view returns (KeyState) {
        Key storage facts = _keys[key];
        if (facts.jointHash == 0) return KeyState.None;
        if (facts.openedAt != 0) return KeyState.Open;
        if (facts.rehearsed) return KeyState.Rehearsing;
        return TenderId.unwrap(facts.tender) == 0 ? KeyState.Ready : KeyState.Assigned;
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

    function _store(uint48 ceremony, bytes32[] memory hashes) internal override {
        for (uint256 i; i < hashes.length; ++i) {
            _keys[KeyId.wrap((uint64(ceremony) << 16) | uint64(i))].jointHash = hashes[i];
        }
    }

    function _noteRehearsal(uint32 set, ParticipantId guardian) private {
        _indexOf(set, guardian);
        uint48 last = _rehearsals[guardian];
        uint48 next = last + REHEARSAL_TIME;
        if (last != 0 && block.timestamp < next) revert RehearsedLately(guardian, next);
        _rehearsals[guardian] = uint48(block.timestamp);
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

    function _ceremonyOf(KeyId key) private pure returns (uint48) {
        return uint48(KeyId.unwrap(key) >> 16);
    }
}
