// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, JointKey, KeyId, ParticipantId, TenderId} from "../../../contracts/types/Types.sol";
import {KeyWorld} from "./KeyWorld.sol";

/// @dev What the registrar, the guardians and the ledger do with keys, each with what the test remembers of it.
abstract contract KeyVerbs is KeyWorld {
    // ---------------------------------------------------------------------------------------------------------- sets

    function _formSet(uint64[] memory guardians, uint8 threshold) internal {
        uint32 set = uint32(_sets.length + 1);
        ParticipantId[] memory members = new ParticipantId[](guardians.length);
        for (uint256 place; place < guardians.length; ++place) members[place] = _idOf(guardians[place]);
        bytes memory fields = abi.encode(
            keccak256("FormGuardianSet(uint64[] guardians,uint8 threshold,uint32 set)"),
            keccak256(abi.encodePacked(members)),
            threshold,
            set
        );
        Authorization memory signed = _signKeys(REGISTRAR, fields);
        bytes memory data = abi.encodeCall(_keys.formGuardianSet, (members, threshold, set, signed));
        if (!_send(Verb.FormSet, data)) return;
        if (threshold < 2 || threshold > guardians.length) revert Broken("K1 a set that cannot be", set);
        _sets.push(GhostSet(guardians, threshold, false));
    }

    function _retireSet(uint32 set) internal {
        bytes memory fields = abi.encode(keccak256("RetireGuardianSet(uint32 set)"), set);
        Authorization memory signed = _signKeys(REGISTRAR, fields);
        if (!_send(Verb.RetireSet, abi.encodeCall(_keys.retireGuardianSet, (set, signed)))) return;
        if (_sets[set - 1].retired) revert Broken("K5 retired twice", set);
        _sets[set - 1].retired = true;
    }

    /// @dev `height` blocks ago.
    function _heartbeat(
        uint32 set,
        uint64 guardian,
        uint256 height,
        bytes32 blockHash
    ) internal returns (bool) {
        bytes memory fields = abi.encode(
            keccak256("Heartbeat(uint32 set,uint64 guardian,uint48 height,bytes32 blockHash)"),
            set,
            guardian,
            height,
            blockHash
        );
        Authorization memory signed = _signKeys(guardian, fields);
        bytes memory data = abi.encodeCall(
            _keys.heartbeat,
            (set, _idOf(guardian), uint48(height), blockHash, signed)
        );
        return _send(Verb.Heartbeat, data);
    }

    // -------------------------------------------------------------------------------------------------- ceremonies

    function _startCeremony(uint32 set, uint16 keys, uint16 without, uint64 guardian) internal {
        uint48 ceremony = uint48(_ceremonies.length + 1);
        bytes memory fields = abi.encode(
            keccak256("StartCeremony(uint32 set,uint16 keys,uint16 without,uint48 ceremony,uint64 guardian)"),
            set,
            keys,
            without,
            ceremony,
            guardian
        );
        Authorization memory signed = _signKeys(guardian, fields);
        bytes memory data = abi.encodeCall(
            _keys.startCeremony,
            (set, keys, without, ceremony, _idOf(guardian), signed)
        );
        if (!_send(Verb.StartCeremony, data)) return;
        if (_sets[set - 1].retired) revert Broken("K5 a ceremony of a retired set", ceremony);
        uint16 members = uint16((1 << _sets[set - 1].guardians.length) - 1) & ~without;
        if (_countOf(members) < _sets[set - 1].threshold) revert Broken("K1 too few members", ceremony);
        _ceremonies.push(GhostCeremony(set, keys, members, 0, 0, 0, false, 0));
    }

    function _postPackage(uint48 ceremony, uint8 round, uint256 place) internal {
        GhostCeremony storage c = _ceremonies[ceremony - 1];
        uint64 guardian = _guardianAt(c.set, place);
        bytes memory package = abi.encode("package", ceremony, round, guardian);
        bytes memory fields = abi.encode(
            keccak256("PostPackage(uint48 ceremony,uint8 round,uint64 guardian,bytes package)"),
            ceremony,
            round,
            guardian,
            keccak256(package)
        );
        Authorization memory signed = _signKeys(guardian, fields);
        bytes memory data = abi.encodeCall(
            _keys.postPackage,
            (ceremony, round, _idOf(guardian), package, signed)
        );
        if (!_send(Verb.PostPackage, data)) return;
        uint16 bit = uint16(1 << place);
        bool inTurn = round == 1 ? c.posted1 & bit == 0 : c.posted1 == c.members && c.posted2 & bit == 0;
        if (!inTurn || c.members & bit == 0) revert Broken("K6 a package out of turn", ceremony);
        if (round == 1) c.posted1 |= bit;
        else c.posted2 |= bit;
        c.packages = keccak256(abi.encode(c.packages, round, guardian, keccak256(package)));
    }

    /// @param honest otherwise it confirms other keys than the test knows
    function _confirm(uint48 ceremony, uint256 place, bool honest) internal {
        GhostCeremony storage c = _ceremonies[ceremony - 1];
        JointKey[] memory joints = _jointsOf(ceremony);
        if (!honest) joints[0].shares[place] = joints[0].publicKey;
        bytes memory hashes;
        for (uint256 index; index < joints.length; ++index) {
            hashes = bytes.concat(hashes, keccak256(abi.encode(joints[index])));
        }
        uint64 guardian = _guardianAt(c.set, place);
        bytes memory fields = abi.encode(
            keccak256("ConfirmKeys(uint48 ceremony,uint64 guardian,bytes32 transcript)"),
            ceremony,
            guardian,
            keccak256(abi.encode(ceremony, c.packages, keccak256(hashes)))
        );
        Authorization memory signed = _signKeys(guardian, fields);
        bytes memory data = abi.encodeCall(_keys.confirmKeys, (ceremony, _idOf(guardian), joints, signed));
        if (!_send(Verb.Confirm, data) || !honest) return;
        uint16 bit = uint16(1 << place);
        bool inTurn = c.posted2 == c.members && c.members & bit != 0 && c.confirmed & bit == 0;
        if (!inTurn || c.accused) revert Broken("K6 a confirmation out of turn", ceremony);
        c.confirmed |= bit;
        if (c.confirmed != c.members) return;
        for (uint256 index; index < c.keys; ++index) {
            GhostKey storage key = _known.push();
            key.id = _keyIdOf(ceremony, index);
        }
    }

    function _accuse(uint48 ceremony, uint256 place, uint256 accused) internal {
        GhostCeremony storage c = _ceremonies[ceremony - 1];
        (uint64 guardian, uint64 other) = (_guardianAt(c.set, place), _guardianAt(c.set, accused));
        bytes memory fields = abi.encode(
            keccak256("AccuseGuardian(uint48 ceremony,uint64 accused,bytes32 key,uint64 guardian)"),
            ceremony,
            other,
            bytes32("key"),
            guardian
        );
        Authorization memory signed = _signKeys(guardian, fields);
        bytes memory data = abi.encodeCall(
            _keys.accuseGuardian,
            (ceremony, _idOf(other), "key", _idOf(guardian), signed)
        );
        if (!_send(Verb.Accuse, data)) return;
        bool fits = place != accused && c.posted2 & (1 << accused) != 0 && c.confirmed != c.members;
        if (!fits) revert Broken("K6 an accusation out of turn", ceremony);
        c.accused = true;
    }

    // -------------------------------------------------------------------------------------------------------- keys

    /// @dev The test calls as the ledger does.
    function _assign(uint256 k, TenderId tender) internal {
        GhostKey storage key = _known[k];
        if (!_call(Verb.Assign, abi.encodeCall(_keys.assign, (key.id, tender)), true)) return;
        if (TenderId.unwrap(key.tender) != 0) revert Broken("K2 a key serves two tenders", k);
        if (key.rehearsed) revert Broken("K4 a rehearsed key serves a tender", k);
        if (_sets[_setOf(k) - 1].retired) revert Broken("K5 a key of a retired set was assigned", k);
        key.tender = tender;
    }

    function _rehearse(uint256 k, uint64 participant) internal {
        GhostKey storage key = _known[k];
        bytes memory fields = abi.encode(
            keccak256("RehearseKey(uint64 key,uint64 participant)"),
            key.id,
            participant
        );
        Authorization memory signed = _signKeys(participant, fields);
        bytes memory data = abi.encodeCall(_keys.rehearseKey, (key.id, _idOf(participant), signed));
        if (!_send(Verb.Rehearse, data)) return;
        if (TenderId.unwrap(key.tender) != 0) revert Broken("K4 a key in use was rehearsed", k);
        if (_sets[_setOf(k) - 1].retired) revert Broken("K5 a key of a retired set was rehearsed", k);
        key.rehearsed = true;
    }

    /// @dev A good share needs no signature; while forging it is that of another guardian.
    function _release(uint256 k, uint256 place) internal {
        GhostKey storage key = _known[k];
        uint48 ceremony = _ceremonyOf(key.id);
        uint256 index = uint16(KeyId.unwrap(key.id));
        bytes memory data = abi.encodeCall(
            _keys.releaseShare,
            (
                key.id,
                _idOf(_guardianAt(_setOf(k), place)),
                _valueAt(ceremony, index, place + (_forging ? 2 : 1)),
                _jointOf(ceremony, index),
                Authorization("", "")
            )
        );
        if (!_send(Verb.Release, data)) return;
        if (!key.rehearsed && !_isOpening[key.tender]) revert Broken("K3 a share before its time", k);
        uint16 bit = uint16(1 << place);
        bool fits = _ceremonies[ceremony - 1].members & bit != 0 && key.released & bit == 0;
        if (!fits) revert Broken("K3 a share of a stranger, or a second one", k);
        key.released |= bit;
    }

    function _setOf(uint256 k) internal view returns (uint32) {
        return _ceremonies[_ceremonyOf(_known[k].id) - 1].set;
    }
}
