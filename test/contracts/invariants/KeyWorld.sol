// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OpeningKeys} from "../../../contracts/OpeningKeys.sol";
import {IOpeningKeys} from "../../../contracts/interfaces/IOpeningKeys.sol";
import {ITenderPhases} from "../../../contracts/interfaces/ITenderPhases.sol";
import {Roles} from "../../../contracts/libraries/Roles.sol";
import {
    Authorization,
    JointKey,
    KeyId,
    ParticipantId,
    Phase,
    Point,
    TenderId
} from "../../../contracts/types/Types.sol";
import {Curve} from "../support/Curve.sol";
import {Cast} from "./Cast.sol";
import {Digests} from "./Digests.sol";

/// @dev Guardians, their sets and ceremonies, and what the test remembers of them by itself. The test stands for the ledger: it assigns
/// keys and says when a tender's opening has begun.
abstract contract KeyWorld is Cast, ITenderPhases {
    enum Verb {
        FormSet,
        RetireSet,
        StartCeremony,
        PostPackage,
        Confirm,
        Accuse,
        Assign,
        Rehearse,
        Release,
        Heartbeat
    }

    struct GhostSet {
        uint64[] guardians;
        uint8 threshold;
        bool retired;
    }

    /// @dev `confirmed` are those who confirmed the keys that the test knows; `accused` says whether anybody was accused.
    struct GhostCeremony {
        uint32 set;
        uint16 keys;
        uint16 members;
        uint16 posted1;
        uint16 posted2;
        uint16 confirmed;
        bool accused;
        bytes32 packages;
    }

    /// @dev `released` are the members whose good share was sent while it could be.
    struct GhostKey {
        KeyId id;
        TenderId tender;
        bool rehearsed;
        uint16 released;
        IOpeningKeys.KeyState state;
    }

    struct Sent {
        bytes data;
        bool byLedger;
    }

    uint64 internal constant FIRST_GUARDIAN = 30;
    uint256 internal constant GUARDIANS = 4;
    uint256 internal constant VERBS = 10;

    OpeningKeys internal _keys;
    Digests private _digests;
    GhostSet[] internal _sets;
    GhostCeremony[] internal _ceremonies;
    GhostKey[] internal _known;
    Sent[] internal _sent;
    mapping(TenderId tender => bool open) internal _isOpening;
    uint256[VERBS] private _accepted;
    uint256[VERBS] private _refused;

    error Broken(string invariant, uint256 which);

    function _openKeys() internal {
        _openRegistry();
        for (uint64 i; i < GUARDIANS; ++i) _register(FIRST_GUARDIAN + i, Roles.GUARDIAN);
        _keys = new OpeningKeys(_registry);
        _keys.bind(address(this));
        _digests = new Digests("Bongin Opening Keys", address(_keys));
    }

    /// @inheritdoc ITenderPhases
    function phaseOf(TenderId tender) external view returns (Phase) {
        return _isOpening[tender] ? Phase.Opening : Phase.Closed;
    }

    /// @notice How often each verb was accepted and refused since the test began.
    function tallies() external view returns (uint256[VERBS] memory accepted, uint256[VERBS] memory refused) {
        return (_accepted, _refused);
    }

    /// @dev Sends a call that somebody signed. A forged one must be refused.
    function _send(Verb verb, bytes memory data) internal returns (bool accepted) {
        accepted = _call(verb, data, false);
        if (accepted && _forging) revert Broken("K9 a forged statement took effect", uint256(verb));
    }

    function _call(Verb verb, bytes memory data, bool byLedger) internal returns (bool accepted) {
        // solhint-disable-next-line avoid-low-level-calls
        (accepted, ) = address(_keys).call(data);
        ++(accepted ? _accepted : _refused)[uint256(verb)];
        if (accepted) _sent.push(Sent(data, byLedger));
    }

    function _signKeys(uint64 author, bytes memory fields) internal returns (Authorization memory) {
        return _sign(author, _digests.digest(keccak256(fields)));
    }

    // -------------------------------------------------------------------------------------------------- polynomials

    /// @dev f(abscissa) of a key. The coefficients are small, so that the textbook's arithmetic is quick.
    function _valueAt(
        uint48 ceremony,
        uint256 index,
        uint256 abscissa
    ) internal view returns (uint256 value) {
        uint256 power = 1;
        uint8 threshold = _sets[_ceremonies[ceremony - 1].set - 1].threshold;
        for (uint256 k; k < threshold; ++k) {
            value += power * (2 + (uint256(keccak256(abi.encode(ceremony, index, k))) % 4_000));
            power *= abscissa;
        }
    }

    function _jointOf(uint48 ceremony, uint256 index) internal view returns (JointKey memory joint) {
        GhostCeremony storage c = _ceremonies[ceremony - 1];
        uint256 size = _sets[c.set - 1].guardians.length;
        joint.publicKey = _pointAt(ceremony, index, 0);
        joint.shares = new Point[](size);
        for (uint256 place; place < size; ++place) {
            if ((c.members >> place) & 1 != 0) joint.shares[place] = _pointAt(ceremony, index, place + 1);
        }
    }

    function _jointsOf(uint48 ceremony) internal view returns (JointKey[] memory joints) {
        joints = new JointKey[](_ceremonies[ceremony - 1].keys);
        for (uint256 index; index < joints.length; ++index) joints[index] = _jointOf(ceremony, index);
    }

    function _pointAt(
        uint48 ceremony,
        uint256 index,
        uint256 abscissa
    ) private view returns (Point memory point) {
        (point.x, point.y) = Curve.multipleOfG(_valueAt(ceremony, index, abscissa));
    }

    function _keyIdOf(uint48 ceremony, uint256 index) internal pure returns (KeyId) {
        return KeyId.wrap((uint64(ceremony) << 16) | uint64(index));
    }

    function _ceremonyOf(KeyId key) internal pure returns (uint48) {
        return uint48(KeyId.unwrap(key) >> 16);
    }

    function _countOf(uint256 bits) internal pure returns (uint256 count) {
        for (; bits != 0; bits >>= 1) count += bits & 1;
    }

    function _guardianAt(uint32 set, uint256 place) internal view returns (uint64) {
        return _sets[set - 1].guardians[place];
    }

    function _idOf(uint64 guardian) internal pure returns (ParticipantId) {
        return ParticipantId.wrap(guardian);
    }
}
