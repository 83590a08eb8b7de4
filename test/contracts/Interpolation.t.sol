// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OpeningKeys} from "../../contracts/OpeningKeys.sol";
import {ParticipantRegistry} from "../../contracts/ParticipantRegistry.sol";
import {IOpeningKeys} from "../../contracts/interfaces/IOpeningKeys.sol";
import {Roles} from "../../contracts/libraries/Roles.sol";
import {OpenPhases} from "../../contracts/mocks/OpenPhases.sol";
import {
    Authorization,
    JointKey,
    KeyId,
    ParticipantId,
    Point,
    TenderId
} from "../../contracts/types/Types.sol";
import {Curve} from "./support/Curve.sol";
import {Fuzz} from "./support/Fuzz.sol";

/// @dev Any `k` shares of any polynomial open the key to its constant term, whoever was left out, and whoever of the others comes first.
contract InterpolationTest is Fuzz {
    uint256 private constant REGISTRAR = 1;
    uint256 private constant MAX_GUARDIANS = 9;

    ParticipantRegistry private _registry;
    OpeningKeys private _keys;
    OpenPhases private _ledger;

    function setUp() public {
        _registry = new ParticipantRegistry(ParticipantId.wrap(1), _signerOf(REGISTRAR));
        _keys = new OpeningKeys(_registry);
        _ledger = new OpenPhases();
        _keys.bind(address(_ledger));
        bytes32 typeHash = keccak256(
            "RegisterParticipant(uint64 participant,uint32 roles,bytes signer,bytes32 profile)"
        );
        for (uint256 i = 1; i <= MAX_GUARDIANS; ++i) {
            ParticipantId guardian = _guardian(i);
            bytes memory signer = _signerOf(100 + i);
            bytes32 hash = keccak256(abi.encode(typeHash, guardian, Roles.GUARDIAN, keccak256(signer), 0));
            bytes32 digest = _digest("Bongin Participants", address(_registry), hash);
            _registry.register(guardian, Roles.GUARDIAN, signer, 0, _sign(REGISTRAR, digest));
        }
    }

    /// hardhat-config: fuzz.runs = 32
    function testFuzz_AnyThresholdOfSharesGivesTheSecret(uint256 seed, uint8 n, uint8 k) public {
        uint256 guardians = bound(n, 2, MAX_GUARDIANS);
        uint256 threshold = bound(k, 2, guardians);
        uint256[] memory polynomial = new uint256[](threshold);
        for (uint256 i; i < threshold; ++i) polynomial[i] = _random(seed, i);
        uint256 without = _leftOut(seed, guardians, threshold);
        JointKey memory joint = _jointOf(polynomial, guardians, without);
        KeyId key = _makeReady(joint, uint8(threshold), without);
        _ledger.assign(_keys, key, TenderId.wrap(bytes32(seed | 1)));

        uint256[] memory order = _shuffled(seed, guardians);
        uint256 released;
        for (uint256 i; released < threshold; ++i) {
            if (!_isMember(order[i], without)) continue;
            (uint256 before, ) = _keys.secretOf(key);
            equal(before, 0);
            _release(key, order[i], _valueAt(polynomial, order[i]), joint);
            ++released;
        }
        (uint256 secret, uint48 openedAt) = _keys.secretOf(key);
        equal(secret, polynomial[0]);
        equal(openedAt, block.timestamp);
    }

    /// @dev A share that is not its guardian's is refused and leaves the way free for the right one.
    /// hardhat-config: fuzz.runs = 32
    function testFuzz_AFalseShareIsRefusedAndTheTrueOneTaken(uint256 seed, uint256 share) public {
        uint256[] memory polynomial = new uint256[](2);
        (polynomial[0], polynomial[1]) = (_random(seed, 0), _random(seed, 1));
        VM.assume(share != _valueAt(polynomial, 2));
        JointKey memory joint = _jointOf(polynomial, 3, 0);
        KeyId key = _makeReady(joint, 2, 0);
        _ledger.assign(_keys, key, TenderId.wrap(bytes32(seed | 1)));

        _release(key, 3, _valueAt(polynomial, 3), joint);
        _release(key, 2, share, joint);
        yes(_keys.keyStateOf(key) == IOpeningKeys.KeyState.Assigned, "a false share does not count");
        _release(key, 2, _valueAt(polynomial, 2), joint);
        (uint256 secret, ) = _keys.secretOf(key);
        equal(secret, polynomial[0]);
    }

    // -------------------------------------------------------------------------------------------------- ceremonies

    function _makeReady(JointKey memory joint, uint8 threshold, uint256 without) private returns (KeyId) {
        uint256 guardians = joint.shares.length;
        _formSet(guardians, threshold);
        bytes32 start = keccak256(
            "StartCeremony(uint32 set,uint16 keys,uint16 without,uint48 ceremony,uint64 guardian)"
        );
        Authorization memory authorization = _by(
            1,
            keccak256(abi.encode(start, 1, 1, without, 1, _guardian(1)))
        );
        _keys.startCeremony(1, 1, uint16(without), 1, _guardian(1), authorization);
        for (uint8 round = 1; round <= 2; ++round) {
            for (uint256 i = 1; i <= guardians; ++i) if (_isMember(i, without)) _post(round, i);
        }
        for (uint256 i = 1; i <= guardians; ++i) if (_isMember(i, without)) _confirm(i, joint);
        return KeyId.wrap(1 << 16);
    }

    function _formSet(uint256 guardians, uint8 threshold) private {
        ParticipantId[] memory members = new ParticipantId[](guardians);
        for (uint256 i; i < guardians; ++i) members[i] = _guardian(i + 1);
        bytes32 typeHash = keccak256("FormGuardianSet(uint64[] guardians,uint8 threshold,uint32 set)");
        bytes32 hash = keccak256(abi.encode(typeHash, keccak256(abi.encodePacked(members)), threshold, 1));
        bytes32 digest = _digest("Bongin Opening Keys", address(_keys), hash);
        _keys.formGuardianSet(members, threshold, 1, _sign(REGISTRAR, digest));
    }

    function _post(uint8 round, uint256 index) private {
        bytes32 typeHash = keccak256(
            "PostPackage(uint48 ceremony,uint8 round,uint64 guardian,bytes package)"
        );
        bytes32 hash = keccak256(abi.encode(typeHash, 1, round, _guardian(index), keccak256("")));
        _keys.postPackage(1, round, _guardian(index), "", _by(index, hash));
    }

    function _confirm(uint256 index, JointKey memory joint) private {
        JointKey[] memory keys = new JointKey[](1);
        keys[0] = joint;
        bytes32 keyHash = keccak256(abi.encode(joint));
        bytes32 digest = keccak256(abi.encodePacked(keyHash));
        bytes32 transcript = keccak256(abi.encode(1, _keys.ceremonyOf(1).packages, digest));
        bytes32 typeHash = keccak256("ConfirmKeys(uint48 ceremony,uint64 guardian,bytes32 transcript)");
        bytes32 hash = keccak256(abi.encode(typeHash, 1, _guardian(index), transcript));
        _keys.confirmKeys(1, _guardian(index), keys, _by(index, hash));
    }

    function _release(KeyId key, uint256 index, uint256 share, JointKey memory joint) private {
        bytes32 typeHash = keccak256("ReleaseShare(uint64 key,bytes32 tender,uint64 guardian,uint256 share)");
        bytes32 hash = keccak256(abi.encode(typeHash, key, _keys.tenderOf(key), _guardian(index), share));
        _keys.releaseShare(key, _guardian(index), share, joint, _by(index, hash));
    }

    // ------------------------------------------------------------------------------------------------ polynomials

    function _jointOf(
        uint256[] memory polynomial,
        uint256 n,
        uint256 without
    ) private pure returns (JointKey memory joint) {
        (joint.publicKey.x, joint.publicKey.y) = Curve.multipleOfG(polynomial[0]);
        joint.shares = new Point[](n);
        for (uint256 i; i < n; ++i) {
            if (!_isMember(i + 1, without)) continue;
            (joint.shares[i].x, joint.shares[i].y) = Curve.multipleOfG(_valueAt(polynomial, i + 1));
        }
    }

    /// @dev Some of the guardians, never the first, who starts, and so that as many as are needed stay.
    function _leftOut(uint256 seed, uint256 n, uint256 threshold) private pure returns (uint256 without) {
        uint256 members = n;
        for (uint256 i = 1; i < n && members > threshold; ++i) {
            if (_random(seed, 100 + i) & 1 == 0) continue;
            without |= 1 << i;
            --members;
        }
    }

    function _isMember(uint256 index, uint256 without) private pure returns (bool) {
        return (without >> (index - 1)) & 1 == 0;
    }

    function _valueAt(uint256[] memory polynomial, uint256 x) private pure returns (uint256 value) {
        for (uint256 i = polynomial.length; i != 0; --i)
            value = addmod(mulmod(value, x, N), polynomial[i - 1], N);
    }

    function _random(uint256 seed, uint256 index) private pure returns (uint256) {
        return bound(uint256(keccak256(abi.encode(seed, index))), 2, N - 2);
    }

    function _shuffled(uint256 seed, uint256 n) private pure returns (uint256[] memory order) {
        order = new uint256[](n);
        for (uint256 i; i < n; ++i) {
            uint256 j = uint256(keccak256(abi.encode("order", seed, i))) % (i + 1);
            order[i] = order[j];
            order[j] = i + 1;
        }
    }

    // -------------------------------------------------------------------------------------------------- signatures

    function _guardian(uint256 index) private pure returns (ParticipantId) {
        return ParticipantId.wrap(uint64(10 + index));
    }

    function _signerOf(uint256 privateKey) private pure returns (bytes memory) {
        return abi.encodePacked(VM.addr(privateKey));
    }

    function _by(uint256 index, bytes32 structHash) private view returns (Authorization memory) {
        return _sign(100 + index, _digest("Bongin Opening Keys", address(_keys), structHash));
    }

    function _sign(uint256 privateKey, bytes32 digest) private pure returns (Authorization memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(privateKey, digest);
        return Authorization(_signerOf(privateKey), abi.encodePacked(r, s, v));
    }

    function _digest(string memory name, address where, bytes32 structHash) private view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
        );
        bytes32 domain = keccak256(
            abi.encode(typeHash, keccak256(bytes(name)), keccak256("1"), block.chainid, where)
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }
}
