// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OpeningKeys} from "../../../contracts/OpeningKeys.sol";
import {Roles} from "../../../contracts/libraries/Roles.sol";
import {Authorization, JointKey, KeyId, ParticipantId, Point} from "../../../contracts/types/Types.sol";
import {Curve} from "../support/Curve.sol";
import {Cast} from "./Cast.sol";
import {Digests} from "./Digests.sol";

/// @dev Two guardians, both of whom it takes, and keys whose secrets the test knows: the polynomials of a key are added here, where
/// real guardians keep them apart.
abstract contract Guardians is Cast {
    uint64 internal constant FIRST_GUARDIAN = 30;
    uint256 internal constant GUARDIANS = 2;
    uint16 internal constant KEYS = 12;
    uint32 private constant SET = 1;
    uint48 private constant CEREMONY = 1;

    OpeningKeys internal _keys;
    Digests internal _keyDigests;
    Point[] private _publicKeys;

    function _makeKeys() internal {
        _keys = new OpeningKeys(_registry);
        _keyDigests = new Digests("Bongin Opening Keys", address(_keys));
        for (uint64 i; i < GUARDIANS; ++i) _register(FIRST_GUARDIAN + i, Roles.GUARDIAN);
        _formSet();
        _startCeremony();
        for (uint8 round = 1; round <= 2; ++round) {
            for (uint64 i; i < GUARDIANS; ++i) _postPackage(round, FIRST_GUARDIAN + i);
        }
        JointKey[] memory joints = new JointKey[](KEYS);
        for (uint256 i; i < KEYS; ++i) {
            joints[i] = _jointKeyOf(i);
            _publicKeys.push(joints[i].publicKey);
        }
        for (uint64 i; i < GUARDIANS; ++i) _confirm(FIRST_GUARDIAN + i, joints);
    }

    function _keyIdOf(uint256 index) internal pure returns (KeyId) {
        return KeyId.wrap((uint64(CEREMONY) << 16) | uint64(index));
    }

    /// @dev f(0) of the polynomial of a key.
    function _secretOf(uint256 index) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("constant", index))) % N;
    }

    /// @dev f(place + 1).
    function _shareOf(uint256 index, uint256 place) internal pure returns (uint256) {
        uint256 slope = uint256(keccak256(abi.encode("slope", index))) % N;
        return addmod(_secretOf(index), mulmod(slope, place + 1, N), N);
    }

    function _publicKeyOf(uint256 index) internal view returns (Point memory) {
        return _publicKeys[index];
    }

    function _jointKeyOf(uint256 index) internal pure returns (JointKey memory joint) {
        joint.publicKey = _pointOf(_secretOf(index));
        joint.shares = new Point[](GUARDIANS);
        for (uint256 place; place < GUARDIANS; ++place) {
            joint.shares[place] = _pointOf(_shareOf(index, place));
        }
    }

    function _pointOf(uint256 scalar) private pure returns (Point memory point) {
        (point.x, point.y) = Curve.multipleOfG(scalar);
    }

    // ---------------------------------------------------------------------------------------------------- ceremony

    function _formSet() private {
        ParticipantId[] memory members = new ParticipantId[](GUARDIANS);
        for (uint64 i; i < GUARDIANS; ++i) members[i] = ParticipantId.wrap(FIRST_GUARDIAN + i);
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("FormGuardianSet(uint64[] guardians,uint8 threshold,uint32 set)"),
                keccak256(abi.encodePacked(members)),
                GUARDIANS,
                SET
            )
        );
        _keys.formGuardianSet(members, uint8(GUARDIANS), SET, _signKeys(REGISTRAR, structHash));
    }

    function _startCeremony() private {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "StartCeremony(uint32 set,uint16 keys,uint16 without,uint48 ceremony,uint64 guardian)"
                ),
                SET,
                KEYS,
                0,
                CEREMONY,
                FIRST_GUARDIAN
            )
        );
        ParticipantId starter = ParticipantId.wrap(FIRST_GUARDIAN);
        _keys.startCeremony(SET, KEYS, 0, CEREMONY, starter, _signKeys(FIRST_GUARDIAN, structHash));
    }

    function _postPackage(uint8 round, uint64 guardian) private {
        bytes memory package = abi.encode("package", round, guardian);
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("PostPackage(uint48 ceremony,uint8 round,uint64 guardian,bytes package)"),
                CEREMONY,
                round,
                guardian,
                keccak256(package)
            )
        );
        Authorization memory authorization = _signKeys(guardian, structHash);
        _keys.postPackage(CEREMONY, round, ParticipantId.wrap(guardian), package, authorization);
    }

    function _confirm(uint64 guardian, JointKey[] memory joints) private {
        bytes memory hashes;
        for (uint256 i; i < joints.length; ++i) {
            hashes = bytes.concat(hashes, keccak256(abi.encode(joints[i])));
        }
        bytes32 packages = _keys.ceremonyOf(CEREMONY).packages;
        bytes32 transcript = keccak256(abi.encode(CEREMONY, packages, keccak256(hashes)));
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("ConfirmKeys(uint48 ceremony,uint64 guardian,bytes32 transcript)"),
                CEREMONY,
                guardian,
                transcript
            )
        );
        _keys.confirmKeys(CEREMONY, ParticipantId.wrap(guardian), joints, _signKeys(guardian, structHash));
    }

    function _signKeys(uint64 author, bytes32 structHash) private returns (Authorization memory) {
        return _sign(author, _keyDigests.digest(structHash));
    }
}
